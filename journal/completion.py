"""Whom one may call by `@`, or name as readers, as one types."""

from typing import Any

from django.db.models import Count, Q, Value
from django.db.models.functions import Concat

from actors.models import Organisation
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.services import Details
from journal.services.drafting import readers_of_draft
from sites.access import readers_of
from sites.models import Site
from territories.functions import Normalise

MOST_PEOPLE = 6
MOST_STRUCTURES = 4


def propose(
    scope: Scope, site: Site, text: str, details: Details | None
) -> list[dict[str, Any]]:
    """People before structures, by name: the readers of the draft, or of the site when there is
    none; never oneself. Two queries. Raises ValidationError on `answers`.
    """
    reading = readers_of(site) if details is None else readers_of_draft(scope, site, details)
    reading = reading.exclude(user=scope.user_id)
    words = text.split()
    return [*_people(reading, words), *_structures(reading, words, scope)]


def _people(reading: MembershipQuerySet, words: list[str]) -> list[dict[str, Any]]:
    parts = ("user__first_name", "user__last_name")
    name = Concat(parts[0], Value(" "), parts[1], Value(" "), "organisation__name")
    found = reading.alias(text=Normalise(name))
    for word in words:
        found = found.filter(text__contains=Normalise(Value(word)))
    rows = found.select_related("user", "organisation").order_by(parts[1], parts[0], "pk")
    return [
        {
            "value": f"m{row.pk}",
            "label": row.user.get_full_name(),
            "detail": f"{row.organisation.short_name} · {row.get_function_display()}",
        }
        for row in rows[:MOST_PEOPLE]
    ]


def _structures(
    reading: MembershipQuerySet, words: list[str], scope: Scope
) -> list[dict[str, Any]]:
    ids = reading.order_by().values("organisation")
    found = Organisation.objects.filter(pk__in=ids).search(" ".join(words))
    people = Count("memberships", filter=Q(memberships__in=reading.order_by().values("pk")))
    return [
        {
            "value": f"o{row.pk}",
            "label": row.short_name,
            "detail": f"Structure · {row.readers} personne{'s' if row.readers > 1 else ''}",
        }
        for row in found.annotate(readers=people).order_by("name", "pk")[:MOST_STRUCTURES]
    ]
