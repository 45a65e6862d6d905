"""The outbox in SQL: notifications and mails are written by one statement, whatever the number of
recipients, and claimed by one, whatever the number of workers.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from journal.enums import Cadence, Channel, DeliveryState, Reason

# What a person has who never set anything (`journal.models.MailSettings`)
DIGEST_AT, WEEKLY_ON = "07:30", 0

_RANKS = ", ".join(f"('{reason}', {rank})" for rank, reason in enumerate(Reason.values))

# A person of two structures has two notifications and one mail, for the first of the reasons.
# Times of day are the reader's: those of `TIME_ZONE`, also the night the clock changes.
_WRITE = f"""
WITH told AS MATERIALIZED ({{told}}),
ranked (reason, rank) AS (VALUES {_RANKS}),
usual (reason, inbox, mail) AS (VALUES {{defaults}}),
wanted AS MATERIALIZED (
    SELECT told.id, told.user_id, told.reason, ranked.rank,
        coalesce(inbox.cadence, usual.inbox) <> '{Cadence.OFF}' AS in_inbox,
        coalesce(mail.cadence, usual.mail) AS cadence
    FROM told
    JOIN usual USING (reason)  -- who has none is not told
    JOIN ranked USING (reason)
    LEFT JOIN journal_preference inbox ON inbox.user_id = told.user_id
        AND inbox.reason = told.reason AND inbox.channel = '{Channel.INBOX}'
    LEFT JOIN journal_preference mail ON mail.user_id = told.user_id
        AND mail.reason = told.reason AND mail.channel = '{Channel.MAIL}'
),
written AS (
    INSERT INTO journal_notification
        (recipient_id, event_id, entry_id, reason, in_inbox, not_before)
    SELECT id, %(event)s, %(entry)s, reason, in_inbox, %(not_before)s FROM wanted
    RETURNING id, recipient_id
),
mailed AS (
    SELECT DISTINCT ON (user_id) * FROM wanted WHERE cadence <> '{Cadence.OFF}'
    ORDER BY user_id, rank, id
),
clock AS (
    SELECT timezone(%(zone)s, %(not_before)s::timestamptz) AS here
)
INSERT INTO journal_delivery
    (uuid, notification_id, recipient_id, channel, cadence, not_before, message_id, state,
     attempts, error)
SELECT gen_random_uuid(), written.id, mailed.id, '{Channel.MAIL}', mailed.cadence,
    timezone(%(zone)s, CASE mailed.cadence
        WHEN '{Cadence.DAILY}' THEN clock.here::date + times.digest_at
            + CASE WHEN clock.here::time >= times.digest_at THEN 1 ELSE 0 END * interval '1 day'
        WHEN '{Cadence.WEEKLY}' THEN clock.here::date + times.digest_at
            + CASE
                WHEN times.weekday = times.weekly_on AND clock.here::time >= times.digest_at THEN 7
                ELSE (times.weekly_on - times.weekday + 7) %% 7
              END * interval '1 day'
        ELSE CASE
            WHEN chosen.quiet_from < chosen.quiet_until AND clock.here::time >= chosen.quiet_from
                AND clock.here::time < chosen.quiet_until THEN clock.here::date + chosen.quiet_until
            WHEN chosen.quiet_from > chosen.quiet_until AND clock.here::time >= chosen.quiet_from
                THEN clock.here::date + 1 + chosen.quiet_until
            WHEN chosen.quiet_from > chosen.quiet_until AND clock.here::time < chosen.quiet_until
                THEN clock.here::date + chosen.quiet_until
            ELSE clock.here
        END
    END),
    '', '{DeliveryState.WAITING}', 0, ''
FROM mailed
JOIN written ON written.recipient_id = mailed.id
JOIN actors_user person ON person.id = mailed.user_id
LEFT JOIN journal_mailsettings chosen ON chosen.user_id = mailed.user_id
CROSS JOIN clock
CROSS JOIN LATERAL (
    SELECT coalesce(chosen.digest_at, '{DIGEST_AT}'::time) AS digest_at,
        coalesce(chosen.weekly_on, {WEEKLY_ON}) AS weekly_on,
        extract(isodow FROM clock.here)::int - 1 AS weekday
) times
WHERE chosen.bounced_at IS NULL OR chosen.bounced_address <> person.email
"""


def write(
    readers: QuerySet,
    defaults: Iterable[tuple[Reason, Cadence, Cadence]],
    event_id: int,
    entry_id: int | None,
    not_before: datetime,
) -> None:
    """A notification for each of these memberships that has a `reason`, and the mails that the
    people behind them want: one statement. `defaults`: (reason, inbox, mail).
    """
    rows = readers.order_by().values("id", "user_id", "reason")
    try:
        chosen, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    # The subquery's parameters are numbered ones among our named ones.
    names = {f"told{number}": value for number, value in enumerate(params)}
    numbered = chosen.replace("%%", "\0") % tuple(f"%({name})s" for name in names)
    usual = ", ".join(f"('{reason}', '{inbox}', '{mail}')" for reason, inbox, mail in defaults)
    values: dict[str, Any] = {
        "event": event_id,
        "entry": entry_id,
        "not_before": not_before,
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        statement = _WRITE.format(told=numbered.replace("\0", "%%"), defaults=usual)
        cursor.execute(statement, values | names)


# `message_id` is given once, at the first claim: each try carries the same.
_TAKE = f"""
    state = '{DeliveryState.SENDING}', claimed_at = %(now)s, attempts = attempts + 1,
    message_id = CASE message_id WHEN '' THEN concat('<', {{first}}, '@', %(host)s::text, '>')
        ELSE message_id END
"""
_DUE = f"state = '{DeliveryState.WAITING}' AND not_before <= %(now)s"
_DIGESTS = f"cadence IN ('{Cadence.DAILY}', '{Cadence.WEEKLY}')"

_CLAIM_NOW = f"""
UPDATE journal_delivery SET {_TAKE.format(first="uuid")}
WHERE id IN (
    SELECT id FROM journal_delivery WHERE {_DUE} AND cadence = '{Cadence.NOW}'
    ORDER BY not_before, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
# Whole persons: two workers never share one's summary. What an earlier try held stays together
# under its own `message_id`, and what came since makes another mail.
_CLAIM_DIGESTS = f"""
WITH people AS (
    SELECT id FROM actors_user WHERE id IN (
        SELECT m.user_id FROM journal_delivery d JOIN actors_membership m ON m.id = d.recipient_id
        WHERE {_DUE} AND {_DIGESTS}
    )
    ORDER BY id LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED
),
due AS (
    SELECT d.id, first_value(d.uuid)
        OVER (PARTITION BY m.user_id, d.cadence, d.message_id ORDER BY d.id) AS first
    FROM journal_delivery d
    JOIN actors_membership m ON m.id = d.recipient_id JOIN people ON people.id = m.user_id
    WHERE {_DUE} AND {_DIGESTS}
)
UPDATE journal_delivery d SET {_TAKE.format(first="due.first")}
FROM due WHERE d.id = due.id AND d.state = '{DeliveryState.WAITING}'
RETURNING d.id
"""


def claim_now(most: int, now: datetime, host: str) -> list[int]:
    """Takes at most so many mails that are due at once, for this worker alone; their ids."""
    return _claim(_CLAIM_NOW, most, now, host)


def claim_digests(most: int, now: datetime, host: str) -> list[int]:
    """Takes all that is due in the summaries of at most so many people; ids of deliveries."""
    return _claim(_CLAIM_DIGESTS, most, now, host)


def _claim(statement: str, most: int, now: datetime, host: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"most": most, "now": now, "host": host})
        return [pk for (pk,) in cursor.fetchall()]
