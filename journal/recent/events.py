"""What happened lately on the sites of a reader, narrowed as he asks, the newest first."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from actors.models import Membership, Organisation
from actors.scope import Scope
from journal.models import Entry
from journal.sentences import kinds_of
from sites.models import Event, Site
from territories.functions import Normalise
from territories.models import Territory

PAGE_SIZE = 30
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of `/journal/`; `since` and `until` are days, both included."""

    territory: Territory | None = None
    groups: tuple[str, ...] = ()
    structure: Organisation | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


def events_for(scope: Scope, asked: Asked) -> QuerySet[Event]:
    """Read off the index of the newest, or of the sites where they are few: the planner knows."""
    sites = Site.objects.visible_to(scope)
    events: Any = Event.objects.visible_to(scope).filter(kind__in=kinds_of(*asked.groups))
    if asked.territory:
        events = events.filter(site__in=sites.within(asked.territory))
    if asked.structure:
        people = Membership.objects.filter(organisation=asked.structure).order_by()
        # As a list: the planner then knows how rare they are.
        events = events.filter(actor__in=list(people.values_list("pk", flat=True)))
    if asked.text:
        events = _telling(events, scope, asked.text)
    if asked.since:
        events = events.filter(at__gte=_midnight(asked.since))
    if asked.until:
        events = events.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    found: QuerySet[Event] = events
    return found


def _telling(events: Any, scope: Scope, text: str) -> Any:
    """Whose entry holds the words, or whose site's reference, name or address does."""
    words = _holds(text)
    entries = Entry.objects.visible_to(scope).filter(words).order_by()
    sites = Site.objects.visible_to(scope).filter(words).order_by()
    # The sites first, found by their indexes, or one would look at all that ever happened.
    there = sites.values("pk").union(entries.values("site"))
    its_entry = entries.filter(pk=OuterRef("object_id")).values(there=Value(True))[:1]
    holds = Coalesce(Subquery(its_entry), Value(False), output_field=BooleanField())
    of_entry = Q(kind__startswith="journal.") | Q(kind__startswith="attention.")
    return events.filter(site__in=there).filter(Q(site__in=sites) | (of_entry & Q(holds)))


def _holds(text: str) -> Q:
    """Each of the words begins one of `search_text`: « eau » is no part of « réseau ».

    Of signs alone nothing is left to look for, which is nowhere rather than everywhere.
    """
    words = [word for word in unicodedata.normalize("NFKD", text).split() if _has_sense(word)]
    found = Q() if words else Q(pk__in=[])
    for word in words[:MOST_WORDS]:
        plain = Normalise(Value(word))
        found &= Q(search_text__startswith=plain) | Q(
            search_text__contains=Concat(Value(" "), plain, output_field=TextField())
        )
    return found


def _has_sense(word: str) -> bool:
    """Something is left of it in `search_text`, which is Latin letters and digits."""
    return any(sign.isascii() and sign.isalnum() for sign in word)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
