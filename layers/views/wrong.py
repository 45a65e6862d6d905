"""An address with a wrong filter: which one, why, and the same address without it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from actors.http import Request
from actors.scope import Scope
from sites.filters import available

View = Callable[[Request], HttpResponse]

# The pages' own parameters, in words.
PAGES_OWN = {
    "page": "Page",
    "tri": "Ordre de la liste",
    "vue": "Vue enregistrée",
    "fond": "Fond de carte",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """`label` is the filter's; one that the reader does not know goes by its name."""

    name: str
    label: str
    reasons: list[str]


def told(view: View) -> View:
    """The view, with a page of its own for the parameters that it refuses (400 as before)."""

    @wraps(view)
    def shown(request: Request) -> HttpResponse:
        try:
            return view(request)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise
            return _page(request, error.message_dict)

    return shown


def _page(request: Request, errors: dict[str, list[str]]) -> HttpResponse:
    right = request.GET.copy()
    for name in errors:
        right.pop(name, None)
    context = {"wrong": _wrong(request.scope, errors), "rest": right.urlencode(safe=",;")}
    return render(request, "layers/wrong.html", context, status=400)


def _wrong(scope: Scope, errors: dict[str, list[str]]) -> list[Wrong]:
    labels = PAGES_OWN | {known.name: known.label for known in available(scope)}
    return [
        Wrong(name, labels.get(name, f"« {name[:40]} »"), reasons)
        for name, reasons in errors.items()
    ]
