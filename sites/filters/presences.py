"""Who intervenes there today: declared or confirmed, and in force."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.models import Organisation
from actors.scope import Scope
from sites.enums import Theme
from sites.filters import parsing
from sites.filters.choosing import chosen, ticked
from sites.filters.declaration import Control, Crossing, Filter
from sites.models import Intervenant, Site

FOLD = "Intervenants"
MOST_STRUCTURES = 999_999_999
NOWHERE = "structure absente de vos sites"


@dataclass(frozen=True, slots=True)
class Structure:
    """`name` only where the reader sees it intervene: else all the others read alike."""

    pk: int
    name: str = ""


def _present(**options: Any) -> Q:
    live = Intervenant.objects.live(timezone.localdate()).order_by()
    return Q(Exists(live.filter(site=OuterRef("pk"), **options)))


def _structure(text: str) -> Structure:
    return Structure(parsing.whole(1, MOST_STRUCTURES, text))


def _named(structure: Structure, scope: Scope) -> Structure:
    """One that intervenes elsewhere, and one that does not exist, are both without a name."""
    sites = Site.objects.visible_to(scope).filter(_present(organisation=structure.pk))
    found = Organisation.objects.filter(pk=structure.pk).filter(Exists(sites.order_by()))
    return Structure(structure.pk, found.values_list("name", flat=True).first() or "")


PRESENCES = (
    chosen(
        "theme",
        "Thème d’intervention",
        "",
        Theme,
        where=lambda themes: _present(themes__overlap=list(themes)),
        fold=FOLD,
    ),
    Filter(
        "intervenant",
        "Structure intervenante",
        _structure,
        lambda structure: _present(organisation=structure.pk),
        lambda structure: structure.name or NOWHERE,
        seen=_named,
        control=Control.STRUCTURE,
        fold=FOLD,
        expects="le numéro d’une structure",
    ),
    ticked(
        "sans_intervenant",
        "Intervenant",
        lambda: ~_present(),
        "aucun aujourd’hui",
        "Aucun intervenant",
        FOLD,
    ),
)

CROSSINGS = tuple(
    Crossing(
        ("sans_intervenant", name),
        lambda *_: True,
        lambda *_: "Un site sans intervenant n’a ni structure ni thème : retirez l’un des deux.",
    )
    for name in ("theme", "intervenant")
)
