"""What every template may say of the service itself."""

from types import SimpleNamespace

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from actors import abilities
from actors.enums import Ability
from actors.scope import NOBODY

# django-dsfr reads its configuration in the database at each page; ours does not change.
_SITE_CONFIG = SimpleNamespace(
    site_title="Résorption-bidonvilles",
    site_tagline="Agir ensemble sur les sites, un journal par site",
    header_brand=settings.SERVICE_BRAND,
    header_brand_html=settings.SERVICE_BRAND.replace("\n", "<br>"),
    footer_brand=settings.SERVICE_BRAND,
    footer_brand_html=settings.SERVICE_BRAND.replace("\n", "<br>"),
    footer_description="",
    accessibility_status="NOT",
    mourning=False,
    beta_tag=False,
    notice_title="",
    notice_description="",
    operator_logo_file=None,
    newsletter=None,
)


def service(request: HttpRequest) -> dict[str, object]:
    """Nothing here reads the database before a template asks: the page of a 503 must not."""
    scope = getattr(request, "scope", NOBODY)
    return {
        "SITE_CONFIG": _SITE_CONFIG,
        "demonstration": settings.DEMONSTRATION,
        "source_url": settings.SOURCE_URL,
        "scope": scope,
        "manages_people": SimpleLazyObject(
            lambda: abilities.somewhere(scope, Ability.MANAGE_USERS) and not scope.parts
        ),
        "confirms_sites": SimpleLazyObject(
            lambda: abilities.somewhere(scope, Ability.CONFIRM_SITE)
        ),
        "reads_procedures": SimpleLazyObject(
            lambda: abilities.somewhere(scope, Ability.VIEW_LEGAL)
        ),
        "section": request.path.split("/")[1],
    }
