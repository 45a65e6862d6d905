"""What the shown accounts follow, and what they were told of lately: read for the most part."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from actors.models import Membership
from actors.scope import Scope
from actors.services import scope_of
from journal.enums import FOLLOW_THEIR_TERRITORY, AttentionEvent, EntryEvent, Reason
from journal.models import AttentionPoint, Entry, Follow, Mention, Notification
from layers.demo.accounts import ACCOUNTS
from layers.demo.chance import Chance
from sites.enums import EventKind
from sites.models import Event, Intervenant, Site
from sites.querysets import LIVE

DAYS, MOST = 30, 80
FOLLOWED = 3  # sites
UNREAD_FOR = 3  # days: what is newer is mostly unread
LEFT_UNREAD, READ_EARLY = 0.04, 0.4
TOLD = (
    *(EntryEvent.POSTED, EntryEvent.ANSWERED),
    *AttentionEvent,
    *(EventKind.SITE_REPORTED, EventKind.SITE_CONFIRMED, EventKind.SITE_CLOSED),
    *(EventKind.SITE_RESORBED, EventKind.SITE_REOPENED, EventKind.INTERVENANT_DECLARED),
)


def make_follows() -> list[Follow]:
    """By each shown account, some of the sites that it sees the most written about."""
    chance, rows = Chance("follows"), []
    for membership in _shown():
        scope = scope_of(membership.user, membership.pk)
        sites = Site.objects.visible_to(scope).active().order_by("reference")
        few = chance.some(list(sites.values_list("pk", flat=True)[:60]), FOLLOWED)
        rows += [Follow(membership=membership, site_id=pk) for pk in few]
    return rows


def make_notifications(today: date) -> list[Notification]:
    """Of the shown accounts alone, for the last days."""
    chance = Chance("notifications")
    return [row for membership in _shown() for row in _inbox(membership, today, chance)]


def _shown() -> list[Membership]:
    emails = [account.email for account in ACCOUNTS]
    members = Membership.objects.filter(user__email__in=emails)
    return list(members.select_related("user", "organisation").order_by("user__email", "pk"))


def _inbox(membership: Membership, today: date, chance: Chance) -> Iterator[Notification]:
    scope = scope_of(membership.user, membership.pk)
    since = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS), time()))
    events = Event.objects.visible_to(scope).filter(kind__in=TOLD, at__gte=since)
    newest = events.exclude(actor__user=membership.user).order_by("-at", "-pk")[:MOST]
    reason_of = _Reasons(scope)
    for event in newest:
        if reason := reason_of(event):
            is_new = (today - timezone.localtime(event.at).date()).days <= UNREAD_FOR
            is_read = chance.happens(READ_EARLY) if is_new else not chance.happens(LEFT_UNREAD)
            later = event.at + timedelta(minutes=chance.number(3, 600, 2))
            yield Notification(
                recipient=membership,
                event=event,
                entry_id=event.object_id if _is_of_entry(event) else None,
                reason=reason,
                not_before=event.at,
                read_at=later if is_read else None,
            )


class _Reasons:
    """Why a membership is told; of several reasons, the first of `Reason`."""

    def __init__(self, scope: Scope) -> None:
        me = Q(membership=scope.membership_id) | Q(organisation=scope.organisation_id)
        mine = Intervenant.objects.filter(organisation=scope.organisation_id, state__in=LIVE)
        own = Entry.objects.filter(author=scope.membership_id)
        asked = AttentionPoint.objects.filter(addressees=scope.organisation_id)
        self.follows_all = scope.kind in FOLLOW_THEIR_TERRITORY
        self.by_entry: Mapping[Reason, set[int]] = {
            Reason.ADDRESSED: _ids(asked, "entry_id"),
            Reason.MENTION: _ids(Mention.objects.filter(me), "entry_id"),
            Reason.AUTHOR: _ids(own, "pk") | _ids(Entry.objects.filter(answers__in=own), "pk"),
        }
        follows = Follow.objects.filter(membership=scope.membership_id).exclude(site=None)
        self.by_site: Mapping[Reason, set[int]] = {
            Reason.INTERVENANT: _ids(mine, "site_id"),
            Reason.FOLLOWED: _ids(follows, "site_id"),
        }

    def __call__(self, event: Event) -> Reason | None:
        if _is_of_entry(event):
            for reason, entries in self.by_entry.items():
                if event.object_id in entries:
                    return reason
        for reason, sites in self.by_site.items():
            if event.site_id in sites:
                return reason
        if not self.follows_all:
            return None
        return Reason.ATTENTION if event.kind.startswith("attention.") else Reason.TERRITORY


def _ids(rows: Any, column: str) -> set[int]:
    return set(rows.order_by().values_list(column, flat=True))


def _is_of_entry(event: Event) -> bool:
    return event.kind.startswith(("journal.", "attention."))
