"""Who is told of what happens, and why: one query over memberships, never beyond the readers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from actors.enums import OrganisationKind
from actors.models import Membership
from actors.querysets import MembershipQuerySet
from journal.access import readers_of
from journal.enums import FOLLOW_THEIR_TERRITORY, AttentionEvent, EntryEvent, Reason
from journal.models import AttentionPoint, Entry, Follow
from journal.services.details import Address
from journal.services.drafting import held_by
from legal import access as legal
from legal.enums import EVENT_BLOCKS, LegalEvent
from sites import access
from sites.enums import EventKind
from sites.models import Event, Intervenant, Site
from territories.models import Inside

NOBODY = Address()
ANSWER_FOR_A_DEPARTMENT = (OrganisationKind.PREFECTURE, OrganisationKind.DDETS)
_R = Reason
_OF_A_SITE = frozenset({_R.AUTHOR, _R.INTERVENANT, _R.FOLLOWED, _R.TERRITORY})
_OF_A_STEP = frozenset({_R.ADDRESSED, _R.AUTHOR, _R.INTERVENANT, _R.FOLLOWED, _R.ATTENTION})

# Whom each kind is told to; a kind that is not here is told to nobody. `AUTHOR` is whoever wrote
# what the event follows: the thread, the point, the message, the report of the site, the proposal.
TOLD: Mapping[str, frozenset[Reason]] = {
    EntryEvent.POSTED: frozenset({_R.MENTION, _R.INTERVENANT, _R.FOLLOWED, _R.TERRITORY}),
    EntryEvent.ANSWERED: _OF_A_SITE | {_R.MENTION},
    # Whom the correction calls anew
    EntryEvent.EDITED: frozenset({_R.MENTION}),
    # With the point d’attention that came with it, those who were asked
    EntryEvent.REMOVED: frozenset({_R.AUTHOR, _R.ADDRESSED}),
    EntryEvent.FILE_REFUSED: frozenset({_R.AUTHOR}),
    AttentionEvent.RAISED: _OF_A_STEP | {_R.MENTION},
    AttentionEvent.TAKEN: _OF_A_STEP,
    AttentionEvent.TREATED: _OF_A_STEP,
    AttentionEvent.DROPPED: _OF_A_STEP,
    AttentionEvent.REOPENED: _OF_A_STEP,
    # Those who were asked, among them the heads of their structures; and who asked
    AttentionEvent.REMINDED: frozenset({_R.ADDRESSED, _R.AUTHOR}),
    EventKind.SITE_REPORTED: _OF_A_SITE,
    EventKind.SITE_CONFIRMED: _OF_A_SITE,
    EventKind.SITE_RESORPTION: _OF_A_SITE,
    EventKind.SITE_CLOSED: _OF_A_SITE,
    EventKind.SITE_RESORBED: _OF_A_SITE,
    EventKind.SITE_REOPENED: _OF_A_SITE,
    EventKind.SITE_CANCELLED: _OF_A_SITE,
    EventKind.SITE_SURVEYED: frozenset({_R.INTERVENANT, _R.FOLLOWED}),
    # Among those alone who read the block
    LegalEvent.OWNER: frozenset({_R.INTERVENANT, _R.FOLLOWED}),
    LegalEvent.STEP: frozenset({_R.INTERVENANT, _R.FOLLOWED, _R.TERRITORY}),
    LegalEvent.EVACUATION: _OF_A_SITE,
    LegalEvent.DEADLINE: _OF_A_SITE,
    EventKind.HEATWAVE_DECLARED: frozenset({_R.INTERVENANT, _R.FOLLOWED}),
    EventKind.INTERVENANT_DECLINED: frozenset({_R.AUTHOR}),
    EventKind.INTERVENANT_DECLARED: _OF_A_SITE,
    EventKind.INTERVENANT_CONFIRMED: frozenset({_R.AUTHOR, _R.INTERVENANT, _R.FOLLOWED}),
    EventKind.INTERVENANT_ENDED: frozenset({_R.AUTHOR, _R.INTERVENANT, _R.FOLLOWED}),
}


@dataclass(frozen=True, slots=True)
class Story:
    """What it takes to tell of something. Ids, or querysets of ids, of memberships (`authors`) and
    of structures (`addressees`, `involved`: those concerned beside the site's intervenants)."""

    site: Site
    readers: MembershipQuerySet
    told: frozenset[Reason]
    actor_id: int | None = None
    authors: Any = ()
    mentions: Q = field(default_factory=lambda: Q(pk__in=[]))
    addressees: Any = ()
    involved: Any = ()


def entry_of(event: Event) -> Entry | None:
    """The entry that an event is about, with its site and thread; None for those of sites."""
    if not event.kind.startswith(("journal.", "attention.")):
        return None
    entries = Entry.objects.select_related("site", "answers")
    entry: Entry = entries.get(pk__in=[event.object_id])
    return entry


def of_event(event: Event, entry: Entry | None = None) -> MembershipQuerySet:
    """The memberships that are told of it, each annotated with its `reason`.

    `entry`: that of `entry_of`, for who has it already.
    """
    return weighed(event, entry).filter(reason__isnull=False)


def weighed(event: Event, entry: Entry | None = None) -> MembershipQuerySet:
    """All who may be told of it; the `reason` is null for who is not: a condition would have it
    worked out a second time."""
    told = TOLD.get(event.kind, frozenset())
    if event.kind == EventKind.REINSTALLATION_ASKED:
        return _asked(event)
    if not told or event.site is None:
        return Membership.objects.none()
    if entry := entry or entry_of(event):
        return _weigh(_of_entry(event, entry, told))
    return _weigh(_of_site(event, event.site, told))


def alerted(
    site: Site,
    readers: MembershipQuerySet,
    author_id: int | None,
    mentions: Address = NOBODY,
    addressees: Collection[int] = (),
    is_point: bool = False,
    thread_id: int | None = None,
) -> MembershipQuerySet:
    """The same for an entry that is not written yet; `thread_id`: the first entry of its thread."""
    kind = EntryEvent.ANSWERED if thread_id else EntryEvent.POSTED
    story = Story(
        site=site,
        readers=readers,
        told=TOLD[AttentionEvent.RAISED if is_point else kind],
        actor_id=author_id,
        authors=_who_wrote_in(thread_id) if thread_id else (),
        mentions=_called(mentions.memberships, mentions.organisations),
        addressees=addressees,
    )
    return _weigh(story).filter(reason__isnull=False)


def _weigh(story: Story) -> MembershipQuerySet:
    people = story.readers
    if story.actor_id is not None:
        person = Membership.objects.filter(pk=story.actor_id).order_by().values("user")
        people = people.exclude(user=Subquery(person))
    reasons = [
        When(_CONDITIONS[reason](story), then=Value(reason.value))
        for reason in Reason
        if reason in story.told
    ]
    reason = Case(*reasons, default=None, output_field=CharField(null=True))
    annotated: MembershipQuerySet = people.annotate(reason=reason)
    return annotated


def _of_entry(event: Event, entry: Entry, told: frozenset[Reason]) -> Story:
    points = AttentionPoint.objects.filter(entry=entry).order_by()
    if event.kind == EntryEvent.REMOVED and not event.facts.get("closed_point"):
        points = points.none()
    is_talk = event.kind in (EntryEvent.ANSWERED, AttentionEvent.RAISED)
    return Story(
        site=entry.site,
        readers=readers_of(entry),
        told=told,
        # A refused file is told to the one who sent it, whoever the event names.
        actor_id=None if event.kind == EntryEvent.FILE_REFUSED else event.actor_id,
        authors=_who_wrote_in(entry.thread_id) if is_talk else [entry.author_id],
        mentions=_called_by(event, entry),
        addressees=points.values("addressees"),
    )


def _of_site(event: Event, site: Site, told: frozenset[Reason]) -> Story:
    involved: Iterable[int] = ()
    if event.kind.startswith("intervenant."):
        rows = Intervenant.objects.filter(pk__in=[event.object_id]).order_by()
        authors: QuerySet = rows.values("author")
        if event.kind == EventKind.INTERVENANT_ENDED:
            involved = rows.values("organisation")  # type: ignore[assignment]
    else:
        reports = Event.objects.filter(site=site, kind=EventKind.SITE_REPORTED).order_by()
        authors = reports.values("actor")
    return Story(
        site=site,
        readers=_readers(event, site),
        told=told,
        actor_id=event.actor_id,
        authors=authors,
        involved=involved,
    )


def _asked(event: Event) -> MembershipQuerySet:
    """The State's services over the department that is asked of a reinstallation."""
    people = Membership.objects.active(timezone.localdate()).over(event.facts["asked"])
    services = people.filter(organisation__kind__in=ANSWER_FOR_A_DEPARTMENT)
    return services.annotate(reason=Value(_R.ADDRESSED.value, output_field=CharField()))


def _readers(event: Event, site: Site) -> MembershipQuerySet:
    if event.kind in LegalEvent.values:
        return legal.readers_of(site, EVENT_BLOCKS[LegalEvent(event.kind)])
    return access.readers_of(site)


def _who_wrote_in(thread_id: int) -> QuerySet:
    entries = Entry.objects.filter(Q(pk=thread_id) | Q(answers=thread_id), removed_at=None)
    return entries.order_by().values("author")


def _called_by(event: Event, entry: Entry) -> Q:
    """By an entry; by its correction, those alone whom it did not call before."""
    if event.kind != EntryEvent.EDITED:
        rows = entry.mentions.order_by()
        return _called(rows.values("membership"), rows.values("organisation"))
    new, known = (Address.read(event.facts.get(name, ())) for name in ("called", "called_before"))
    return held_by(new) & ~held_by(known)


def _called(memberships: Any, organisations: Any) -> Q:
    return Q(pk__in=memberships) | Q(organisation__in=organisations)


def _intervenes(story: Story) -> Q:
    live = Intervenant.objects.live(timezone.localdate()).filter(site=story.site).order_by()
    return Q(organisation__in=live.values("organisation")) | Q(organisation__in=story.involved)


def _follows_the_site(story: Story) -> Q:
    return _among(Follow.objects.filter(site=story.site, is_muted=False))


def _follows_the_territory(story: Story) -> Q:
    """By a row of his, or because his structure does, unless he wants no word of that place."""
    site = story.site
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    around = Inside.objects.filter(territory__in=places).order_by().values("container")
    own = Follow.objects.filter(site=None, territory=None)
    here = Follow.objects.filter(territory__in=around)
    in_reach = Q(pk__in=Membership.objects.over(*places).order_by().values("pk"))
    by_kind = Q(organisation__kind__in=FOLLOW_THEIR_TERRITORY)
    by_default = by_kind & ~_among(own.filter(is_muted=True))
    chosen = _among(own.filter(is_muted=False))
    silent = Follow.objects.filter(Q(site=site) | Q(territory__in=around), is_muted=True)
    follows = ((by_default | chosen) & in_reach) | _among(here.filter(is_muted=False))
    return follows & ~_among(silent)


def _among(follows: QuerySet) -> Q:
    return Q(pk__in=follows.order_by().values("membership"))


_CONDITIONS = {
    Reason.ADDRESSED: lambda story: Q(organisation__in=story.addressees),
    Reason.MENTION: lambda story: story.mentions,
    Reason.AUTHOR: lambda story: Q(pk__in=story.authors),
    Reason.INTERVENANT: _intervenes,
    Reason.FOLLOWED: _follows_the_site,
    Reason.ATTENTION: _follows_the_territory,
    Reason.TERRITORY: _follows_the_territory,
}
