"""What nobody answers is said again, each time once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from geo_resorption.celery import app
from journal.enums import AttentionAction, Severity
from journal.models import Entry
from journal.services import move
from journal.services.reminding import remind
from sites.models import Event

START = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Paris"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def said():
    events = Event.objects.filter(kind="attention.reminded").order_by("pk")
    return [event.facts["reminder"] for event in events]


def at(clock, after):
    clock.move_to(START + after)
    remind()
    return said()


def test_an_urgent_point_after_a_day_then_a_week_each_once(clock, raised):
    raised(severity=Severity.URGENT)

    assert at(clock, 23 * HOUR) == []
    assert at(clock, 24 * HOUR) == ["24h"]
    assert at(clock, 25 * HOUR) == ["24h"]
    assert at(clock, 7 * DAY - HOUR) == ["24h"]
    assert at(clock, 7 * DAY) == ["24h", "7j"]
    assert at(clock, 30 * DAY) == ["24h", "7j"]


@pytest.mark.parametrize("severity", [Severity.INFORMATION, Severity.IMPORTANT])
def test_another_after_a_week(clock, raised, severity):
    raised(severity=severity)

    assert at(clock, 2 * DAY) == []
    assert at(clock, 7 * DAY) == ["7j"]
    assert at(clock, 15 * DAY) == ["7j"]


def test_a_deadline_that_has_passed_while_open_even_taken(clock, raised, cast, scope):
    point = raised(severity=Severity.URGENT, days=2)
    move(scope(cast.owner), point.pk, 1, AttentionAction.TAKE)

    assert at(clock, 2 * DAY) == []  # its own day is not past
    assert at(clock, 3 * DAY) == ["echeance"]
    assert at(clock, 9 * DAY) == ["echeance"]


@pytest.mark.parametrize("action", [AttentionAction.TREAT, AttentionAction.DROP])
def test_what_is_closed_is_left_alone(clock, raised, cast, scope, action):
    point = raised(severity=Severity.URGENT, days=1)
    move(scope(cast.owner), point.pk, 1, action, "Fait.")

    assert at(clock, 30 * DAY) == []


def test_what_is_reopened_waits_anew(clock, raised, cast, scope):
    point = raised(severity=Severity.URGENT, days=1)
    assert at(clock, 3 * DAY) == ["24h", "echeance"]
    move(scope(cast.owner), point.pk, None, AttentionAction.TREAT)
    move(scope(cast.mediator), point.pk, None, AttentionAction.REOPEN, "Toujours à sec.")

    assert at(clock, 3 * DAY + 23 * HOUR) == ["24h", "echeance"]
    assert at(clock, 4 * DAY) == ["24h", "echeance", "24h"]


def test_after_a_week_without_a_worker_the_silence_is_said_once(clock, raised):
    raised(severity=Severity.URGENT)
    assert at(clock, 8 * DAY) == ["7j"]
    assert at(clock, 9 * DAY) == ["7j"]


def test_what_was_taken_back_is_not_reminded_of(clock, raised):
    raised(severity=Severity.URGENT)
    Entry.objects.update(removed_at=timezone.now())
    assert at(clock, 8 * DAY) == []


def test_each_reminder_is_an_event_of_the_machine_on_the_entry(clock, raised, site):
    point = raised(severity=Severity.URGENT)
    at(clock, DAY)

    event = Event.objects.get(kind="attention.reminded")
    assert (event.object_id, event.site, event.actor) == (point.entry_id, site, None)
    point.refresh_from_db()
    assert (point.reminders, point.version) == (["24h"], 1)


def test_more_than_a_handful_are_all_reminded_of(clock, raised, monkeypatch):
    monkeypatch.setattr("journal.services.reminding.AT_ONCE", 2)
    for _ in range(5):
        raised(severity=Severity.URGENT)
    assert at(clock, DAY) == ["24h"] * 5


def test_beat_asks_for_it():
    app.loader.import_default_modules()
    asked = settings.CELERY_BEAT_SCHEDULE["journal-remind"]
    assert asked["task"] in app.tasks
    assert asked["schedule"] <= 600
