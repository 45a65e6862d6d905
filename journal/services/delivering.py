"""Sending what waits in the outbox: claimed, checked again, sent, said so, one mail at a time.

A claim is kept at once, and so is each mail that a server has taken: a worker that dies in between
leaves claims, which the sweep gives back (`outbox.sweep`). A mail may thus leave twice, always
under the same Message-ID, and never gets lost.
"""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import groupby
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from actors.services import scope_for
from journal.enums import Cadence, Channel, DeliveryState
from journal.models import Delivery, MailSettings, Notification, Preference
from journal.querysets import NotificationQuerySet, outbox
from journal.services import digests, letters

logger = logging.getLogger(__name__)

BATCH = 20
PEOPLE = 5  # whose summaries are claimed together
TRIES = 8
FIRST_WAIT, LONGEST_WAIT = 10, 3600  # seconds
PAUSE = timedelta(seconds=15)  # of everything, when there is no server
PERMANENT = range(500, 600)

Group = Sequence[Delivery]


class Away(Exception):
    """The mail server answers nothing: nobody's mail is at fault."""


def deliver() -> int:
    """Sends all that is due, on one connection; how many mails the server has taken."""
    sent = 0
    with closing(get_connection()) as server:
        while groups := _claim():
            held_until = time.monotonic() + settings.JOURNAL_LEASE_SECONDS / 2
            for number, group in enumerate(groups):
                if time.monotonic() > held_until:
                    _give_back(groups[number:])
                    break
                try:
                    sent += _send(server, group)
                except Away as error:
                    logger.warning("no mail server: %s", error)
                    _give_back(groups[number:])
                    _pause()
                    return sent
    return sent


def _claim() -> list[Group]:
    """Mails due at once, each alone; then summaries, each with all that it holds."""
    now, host = timezone.now(), letters.host()
    if ids := outbox.claim_now(BATCH, now, host):
        return [[delivery] for delivery in _rows(ids)]
    rows = _rows(outbox.claim_digests(PEOPLE, now, host))
    rows.sort(key=lambda row: row.message_id)
    return [list(group) for _, group in groupby(rows, key=lambda row: row.message_id)]


def _rows(ids: Sequence[int]) -> list[Delivery]:
    rows = Delivery.objects.filter(pk__in=ids).order_by("not_before", "pk")
    return list(
        rows.select_related(
            "recipient__user", "notification__entry", "notification__event__site__departement"
        )
    )


def _send(server: Any, claimed: Group) -> int:
    group = _still_wanted(claimed)
    if not group:
        return 0
    try:
        message = _written(group)
    except Exception as error:  # one mail that cannot be written holds up no other
        logger.exception("a mail could not be written: deliveries %s", [row.pk for row in group])
        _failed(group, error)
        return 0
    try:
        server.open()
    except (OSError, SMTPException) as error:
        raise Away(error) from error
    try:
        server.send_messages([message])
    except (OSError, SMTPException) as error:
        server.close()  # whatever state it is in, the next mail finds a new one
        return _refused(group, error)
    _mine(group).update(state=DeliveryState.SENT, sent_at=timezone.now(), error="")
    return 1


def _written(group: Group) -> EmailMultiAlternatives:
    return letters.at_once(group[0]) if group[0].cadence == Cadence.NOW else digests.digest(group)


def _still_wanted(group: Group) -> list[Delivery]:
    """Those that their recipient may read at this moment, has not read and still wants by mail;
    the others are cancelled. A person of two structures, who has one mail for both, gets it as long
    as one of them lets him."""
    wanted: set[int] = set()
    if not _is_bounced(group[0]):
        told = _told_to(group)
        for membership_id in set(told.order_by().values_list("recipient", flat=True)):
            wanted.update(_readable(membership_id, group))
    kept = [row for row in group if row.notification.event_id in wanted]
    dropped = [row for row in group if row.notification.event_id not in wanted]
    if dropped:
        _mine(dropped).update(state=DeliveryState.CANCELLED)
    return kept


def _told_to(group: Group) -> NotificationQuerySet:
    """What the mails tell of, as told to any membership of their person."""
    events = {row.notification.event_id for row in group}
    told: NotificationQuerySet = Notification.objects.filter(
        recipient__user=group[0].recipient.user_id, event__in=events
    )
    return told


def _readable(membership_id: int, group: Group) -> Iterator[int]:
    """Ids of events."""
    user_id = group[0].recipient.user_id
    off = Preference.objects.filter(
        user=user_id, reason=OuterRef("reason"), channel=Channel.MAIL, cadence=Cadence.OFF
    )
    # Read as a member of another structure is read
    read = Notification.objects.filter(
        recipient__user=user_id, event=OuterRef("event"), read_at__isnull=False
    ).order_by()
    told = _told_to(group).visible_to(scope_for(membership_id))
    yield from told.filter(~Exists(off), ~Exists(read)).order_by().values_list("event", flat=True)


def _is_bounced(delivery: Delivery) -> bool:
    user = delivery.recipient.user
    refused = MailSettings.objects.filter(user=user, bounced_address=user.email)
    return refused.exclude(bounced_at=None).exists()


def _refused(group: Group, error: Exception) -> int:
    """By the server, or by the network between us."""
    answers = list(error.recipients.values()) if isinstance(error, SMTPRecipientsRefused) else []
    if answers and all(code in PERMANENT for code, _ in answers):
        _bounced(group, error)
    else:
        _failed(group, error)
    is_answer = answers or isinstance(error, SMTPResponseException)
    if not is_answer:
        raise Away(error) from error
    return 0


def _bounced(group: Group, error: Exception) -> None:
    """The address takes no mail: nobody writes to it until it changes."""
    user = group[0].recipient.user
    MailSettings.objects.update_or_create(
        user=user, defaults={"bounced_at": timezone.now(), "bounced_address": user.email}
    )
    _mine(group).update(state=DeliveryState.DEAD, claimed_at=None, error=_said(error))


def _failed(group: Group, error: Exception) -> None:
    """Tried again later and later; given up after the last try, until somebody sends it again."""
    tries = max(delivery.attempts for delivery in group)
    state = DeliveryState.DEAD if tries >= TRIES else DeliveryState.WAITING
    _mine(group).update(
        state=state,
        claimed_at=None,
        error=_said(error),
        not_before=timezone.now() + wait_after(tries),
    )


def wait_after(tries: int) -> timedelta:
    """Twice as long each time; a fifth by chance, so that all do not come back together."""
    seconds = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    return timedelta(seconds=seconds * random.uniform(0.9, 1.1))  # noqa: S311


def _give_back(groups: Sequence[Group]) -> None:
    """Untried."""
    rows = [delivery for group in groups for delivery in group]
    untried = {"state": DeliveryState.WAITING, "claimed_at": None, "attempts": F("attempts") - 1}
    _mine(rows).update(**untried)


def _pause() -> None:
    """Without a server, what is due waits a little as well: no worker stands in line for it."""
    now = timezone.now()
    due = Delivery.objects.filter(state=DeliveryState.WAITING, not_before__lte=now)
    due.update(not_before=now + PAUSE)


def _mine(group: Group) -> QuerySet[Delivery]:
    """As long as this worker holds them: a claim that was given back is another's."""
    claims = {delivery.claimed_at for delivery in group}
    return Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in group],
        state=DeliveryState.SENDING,
        claimed_at__in=claims,
    )


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
