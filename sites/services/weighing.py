"""Two sites side by side, before they are merged."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from actors.scope import Scope
from sites.models import Intervenant, Reinstallation, Site, Survey
from territories.days import date_format


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: what it says of each; None is unknown."""

    label: str
    one: Any
    other: Any


_FACTS = {
    "Statut": lambda site: site.get_status_display(),
    "Appellation": lambda site: site.name or None,
    "Adresse": lambda site: site.address or None,
    "Commune": lambda site: site.commune.name,
    "Type": lambda site: site.get_kind_display(),
    "Installation": lambda site: site.settled_on and date_format(site.settled_on),
    "Signalé le": lambda site: date_format(timezone.localdate(site.created_at)),
    "Actualisé le": lambda site: date_format(site.updated_on),
    "Personnes": lambda site: site.people,
    "Ménages": lambda site: site.households,
    "Mineurs": lambda site: site.minors,
}
_COUNTED: dict[str, tuple[Any, str]] = {
    "Diagnostics": (Survey, "site"),
    "Intervenants": (Intervenant, "site"),
    "Arrivées d’autres sites": (Reinstallation, "arrival"),
    "Départs vers d’autres sites": (Reinstallation, "origin"),
}


def compared(one: Site, other: Site) -> list[Pair]:
    return [Pair(label, read(one), read(other)) for label, read in _FACTS.items()]


def weights(scope: Scope, one: Site, other: Site) -> list[Pair]:
    """How much hangs on each, as far as the reader knows of it; upper apps' own included."""
    found = [
        Pair(label, *(model.objects.filter(**{column: site}).count() for site in (one, other)))
        for label, (model, column) in _COUNTED.items()
    ]
    for name in settings.MERGE_COUNTERS.values():
        found += [Pair(*line) for line in import_string(name)(scope, one, other)]
    return found
