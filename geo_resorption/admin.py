"""The administration's site: territories, structures, people and reference tables; of the rest, the
state of the mails."""

from typing import Any

from django.contrib.admin import AdminSite as DjangoAdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# A third party's `admin.py` registers what it likes: only these apps enter.
APPS = {"territories", "actors"}
MODELS = {"journal.Delivery"}  # whom and when, never what


class AdminSite(DjangoAdminSite):
    site_header = "Résorption-bidonvilles — administration"
    site_title = "Administration"
    index_title = "Territoires, structures et personnes"
    site_url = "/"

    def register(  # type: ignore[override]
        self, model_or_iterable: Any, *args: Any, **options: Any
    ) -> None:
        alone = isinstance(model_or_iterable, type) and issubclass(model_or_iterable, Model)
        for model in [model_or_iterable] if alone else model_or_iterable:
            if model._meta.app_label in APPS or model._meta.label in MODELS:
                super().register(model, *args, **options)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The service's own sign-in, with its limits, instead of a second one."""
        if request.user.is_authenticated:
            raise PermissionDenied("Votre compte n’ouvre pas l’administration technique.")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
