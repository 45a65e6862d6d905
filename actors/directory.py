"""The lists of `/annuaire/`: everyone who is signed in sees all structures and their people."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from actors.models import Membership, Organisation
from territories.functions import Normalise
from territories.models import Territory


def organisations(*, text: str = "", kind: str = "", territory: Any = None) -> QuerySet[Any]:
    found = _filtered(Organisation.objects.active(), kind, territory).search(text)
    return found.with_people().prefetch_related(_territories("territories")).order_by("name", "pk")


def people(*, text: str = "", kind: str = "", territory: Any = None) -> QuerySet[Any]:
    structures = _filtered(Organisation.objects.active(), kind, territory)
    found = Membership.objects.active(timezone.localdate()).filter(organisation__in=structures)
    found = found.alias(
        text=Normalise(
            Concat(
                *_spaced("user__first_name", "user__last_name"),
                *_spaced("organisation__name"),
                F("organisation__acronym"),
            )
        )
    )
    for word in text.split():
        found = found.filter(text__contains=Normalise(Value(word)))
    return found.select_related("user", "organisation").order_by(
        "user__last_name", "user__first_name", "pk"
    )


def members_of(organisation: Organisation) -> QuerySet[Any]:
    members = Membership.objects.active(timezone.localdate()).filter(organisation=organisation)
    return (
        members.select_related("user")
        .prefetch_related(_territories("parts"))
        .order_by("user__last_name", "user__first_name", "pk")
    )


def _filtered(structures: Any, kind: str, territory: Any) -> Any:
    if kind:
        structures = structures.filter(kind=kind)
    return structures.acting_in(territory) if territory else structures


def _territories(name: str) -> Prefetch:
    light = Territory.objects.only("level", "code", "name").order_by("level", "name")
    return Prefetch(name, light)


def _spaced(*names: str) -> list[Any]:
    return [part for name in names for part in (F(name), Value(" "))]
