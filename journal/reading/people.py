"""Completion: the people and structures whom one may call by `@`, or name as readers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from actors.models import Organisation
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.services import Details, readers_of_draft
from sites import access
from sites.models import Site
from territories.functions import Normalise

MOST = 8
LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """`key`: as `Address` reads it. `detail`: of a person the structure, of a structure how many
    of its people read."""

    key: str
    name: str
    detail: str


def complete(scope: Scope, site: Site, details: Details, text: str) -> list[Proposal]:
    """Whom one may mention: readers of the entry as it stands in the composer, oneself aside.

    At most `MOST`, people first; two queries, whoever reads. Raises ValidationError on `answers`.
    """
    return _found(readers_of_draft(scope, site, details), scope, text)


def complete_named(scope: Scope, site: Site, text: str) -> list[Proposal]:
    """Whom one may choose as readers: those of the site."""
    return _found(access.readers_of(site), scope, text)


def _found(reading: MembershipQuerySet, scope: Scope, text: str) -> list[Proposal]:
    """A word of the name, or of the structure's, begins with the text; no accent counts."""
    text = text[:LONGEST_TEXT].replace("\0", "")
    people = _people(reading, scope, text)
    # Some room is left for structures where there are more people than can be shown
    structures = _structures(reading, text)
    kept = people[: MOST - min(len(structures), MOST // 4)]
    return (kept + structures)[:MOST]


def _people(reading: MembershipQuerySet, scope: Scope, text: str) -> list[Proposal]:
    name = Concat("user__first_name", Value(" "), "user__last_name", output_field=TextField())
    both = Concat(name, Value(" "), "organisation__name", Value(" "), "organisation__acronym")
    rows = _beginning(reading.exclude(user=scope.user_id), text, name, both)
    rows = rows.select_related("user", "organisation")
    by_name = Normalise("user__last_name"), Normalise("user__first_name")
    ordered = rows.order_by("rank", *by_name, "pk")[:MOST]
    return [
        Proposal(f"m{row.pk}", row.user.get_full_name(), row.organisation.short_name)
        for row in ordered
    ]


def _structures(reading: MembershipQuerySet, text: str) -> list[Proposal]:
    held = Organisation.objects.filter(memberships__in=reading.order_by())
    counted = held.annotate(reading=Count("memberships", distinct=True))
    both = Concat("name", Value(" "), "acronym", output_field=TextField())
    rows = _beginning(counted, text, both, both).order_by("rank", "name", "pk")[:MOST]
    return [Proposal(f"o{row.pk}", row.short_name, _people_in(row.reading)) for row in rows]


def _beginning(rows: QuerySet, text: str, first: Any, whole: Any) -> Any:
    """Those where a word of `whole` begins so; the ones whose `first` does come before."""
    sought = Concat(Value(" "), Normalise(Value(text)))
    in_first = When(own__contains=sought, then=Value(0))
    return (
        rows.alias(own=_apart(first), whole=_apart(whole))
        .filter(whole__contains=sought)
        .annotate(rank=Case(in_first, default=Value(1), output_field=IntegerField()))
    )


def _apart(text: Any) -> Concat:
    """Each word, the first too, after a space."""
    return Concat(Value(" "), Normalise(text), output_field=TextField())


def _people_in(number: int) -> str:
    return "1 personne" if number == 1 else f"{number} personnes"
