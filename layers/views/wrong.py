"""The pages of sites refuse a wrong filter on a page of its own."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpResponse

from actors.http import Request
from layers.paging import AFTER, BEFORE
from sites.filters import available
from sites.views import wrong

View = Callable[[Request], HttpResponse]

# The pages' own parameters, in words.
PAGES_OWN = {
    "page": "Page",
    "tri": "Ordre de la liste",
    "vue": "Vue enregistrée",
    "fond": "Fond de carte",
    "couleur": "Couleur des sites",
    "colonnes": "Colonnes",
    "site": "Site ouvert sur la carte",
    "impression": "Version à imprimer",
    "retenir": "Colonnes à retenir",
    AFTER: "Suite de la liste",
    BEFORE: "Suite de la liste",
}


def told(view: View) -> View:
    """The view, with a page of its own for the parameters that it refuses (400 as before)."""

    @wraps(view)
    def shown(request: Request) -> HttpResponse:
        try:
            return view(request)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise
            labels = PAGES_OWN | {known.name: known.label for known in available(request.scope)}
            return wrong.page(request, error.message_dict, labels, "Aucun site n’est montré")

    return shown
