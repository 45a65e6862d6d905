"""bin/bench record: the sheet of the heaviest site, its page of the past, a save of 40 fields.

Printed. Reading a sheet writes who read it: all of it is done on a copy of the database, in a run
of its own: `bench/record.py again`.
"""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
os.environ["PROCESS_KIND"] = "owner"
os.environ["CELERY_QUEUE"] = QUEUE = f"bench-{os.getpid()}"  # nobody else's worker takes it
django.setup()

from django.db import connection  # noqa: E402
from django.db.utils import OperationalError  # noqa: E402
from django.utils import timezone  # noqa: E402

from actors.models import User  # noqa: E402
from bench._bare import send, statements_of  # noqa: E402
from bench._measure import get, medians_ms, table  # noqa: E402
from bench._scratch import again, scratch  # noqa: E402
from bench._server import cookie_of, server  # noqa: E402
from geo_resorption.celery import app  # noqa: E402
from layers.demo.accounts import DOMAIN  # noqa: E402
from sites.conditions import CONDITIONS, NO, YES, Kind, Question  # noqa: E402
from sites.enums import EventKind, SurveyMethod  # noqa: E402
from sites.models import (  # noqa: E402
    BAND_FIELDS,
    CONDITION_FIELDS,
    READING_FIELDS,
    SHELTER_FIELDS,
    Event,
    Site,
    Survey,
)
from sites.querysets import SiteQuerySet  # noqa: E402
from sites.templatetags.conflicts import OPENED  # noqa: E402

Row = tuple[str, str, str]

AGAIN, EMPTY = "again", "/bench/vide/"
READER = "dihal"
TOKEN = "b" * 32
# What hangs on a site; the heaviest has most of it
HANGING = (
    "journal_entry",
    "journal_attentionpoint",
    "sites_survey",
    "sites_intervenant",
    "sites_siteperiod",
    "sites_sitephase",
    "sites_document",
    "sites_file",
    "legal_owner",
    "legal_procedure",
    "legal_evacuationdate",
)
# The rows that saving a survey writes, copied from those of a save: its triggers write the history.
_COPIED = ", ".join(
    column.column for column in Survey._meta.concrete_fields if column.name not in ("id", "uuid")
)
_REPEATED = ", ".join(f"{name} = written.{name}" for name in READING_FIELDS)
BARE = f"""
WITH written AS (
    INSERT INTO sites_survey (uuid, {_COPIED})
    SELECT gen_random_uuid(), {_COPIED} FROM sites_survey WHERE id = %(survey)s RETURNING *
), former AS (
    UPDATE sites_survey SET during = 'empty' WHERE id = %(survey)s
), told AS (
    INSERT INTO sites_event (kind, site_id, actor_id, at, object_id, facts)
    SELECT kind, site_id, actor_id, now(), object_id, facts FROM sites_event WHERE id = %(event)s
)
UPDATE sites_site site SET version = site.version + 1, latest_survey_id = written.id,
    surveyed_on = written.observed_on, updated_on = written.observed_on, {_REPEATED}
FROM written WHERE site.id = written.site_id
"""


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def heaviest() -> Site:
    counts = " + ".join(
        f"(SELECT count(*) FROM {name} WHERE site_id = sites_site.id)" for name in HANGING
    )
    sites = SiteQuerySet(Site).active().with_places()
    return sites.extra(select={"held": counts}, order_by=["-held", "pk"])[0]


def sheets(site: Site) -> list[Row]:
    """The page and the sheet beside the map: their queries, and their time. `bare`: their
    statements sent by psycopg alone, which is what no rewriting of ours would take away."""
    address, user = site.get_absolute_url(), person(READER)
    paths = (EMPTY, address, f"{address}volet/")
    _, of_page, of_sheet = made = [statements_of(user, path) for path in paths]
    with server(CELERY_QUEUE=QUEUE) as port:
        client, cookie = HTTPConnection("127.0.0.1", port), cookie_of(user)
        pages = [partial(get, client, path, cookie) for path in paths]
        bare = [partial(send, one) for one in made]
        empty, page, sheet, *sent = medians_ms(*pages, *bare)
    none, page_sent, sheet_sent = sent
    return [
        ("the page of the site", f"{len(of_page)} queries", "≤ 16"),
        ("its sheet beside the map", f"{len(of_sheet)} queries", "≤ 16"),
        ("empty page, page, sheet", f"{empty:.1f} ms, {page:.1f} ms, {sheet:.1f} ms", ""),
        ("their statements, bare", f"{none:.1f} ms, {page_sent:.1f} ms, {sheet_sent:.1f} ms", ""),
        ("ratio of the page to the empty page", f"{page / empty:.2f}", "≤ 3"),
        ("  of its own statements + the empty page", f"{_floor(page_sent - none, empty)}", ""),
        ("ratio of the sheet to the empty page", f"{sheet / empty:.2f}", "≤ 3"),
        ("  of its own statements + the empty page", f"{_floor(sheet_sent - none, empty)}", ""),
    ]


def _floor(statements: float, empty: float) -> str:
    return f"{(statements + empty) / empty:.2f}"


def past(site: Site) -> list[Row]:
    """Both clocks, half a year ago or on the site's first day, against the page of today."""
    address, cookie = site.get_absolute_url(), cookie_of(person(READER))
    day = max(timezone.localdate() - timedelta(days=182), timezone.localdate(site.created_at))
    with server(CELERY_QUEUE=QUEUE) as port:
        client = HTTPConnection("127.0.0.1", port)
        paths = (address, f"{address}?au={day}", f"{address}?connu_au={day}")
        today, then, known = medians_ms(*(partial(get, client, path, cookie) for path in paths))
    return [
        ("the page today", f"{today:.1f} ms", ""),
        (f"the page at {day}", f"{then:.1f} ms", ""),
        ("ratio", f"{then / today:.2f}", "≤ 2"),
        (f"the page as known at {day}", f"{known:.1f} ms", ""),
        ("ratio", f"{known / today:.2f}", "≤ 2"),
    ]


def saves(site: Site) -> list[Row]:
    """A diagnostic that changes 40 fields, by its form, against its bare rows and an empty page."""
    cookie = cookie_of(person(READER))
    forms = [_filled(0), _filled(1)]
    changed = sum(forms[0][name] != forms[1][name] for name in forms[0])
    with server(CELERY_QUEUE=QUEUE) as port:
        client = HTTPConnection("127.0.0.1", port)
        post = partial(_save, client, site, cookie, forms)
        post()
        bare = partial(_write_rows, Survey.objects.filter(site=site).latest("pk"))
        empty = partial(get, client, EMPTY, cookie)
        page, rows, ours = medians_ms(empty, bare, post, times=25)
    return [
        ("bare rows with their history, empty page", f"{rows:.1f} ms, {page:.1f} ms", ""),
        (f"a save with {changed} changed fields", f"{ours:.1f} ms", ""),
        ("ratio to rows + empty page", f"{ours / (rows + page):.2f}", "≤ 1.5"),
    ]


def _filled(turn: int) -> Mapping[str, object]:
    """The whole form, other than at the other turn in all fields but those on which others hang."""
    values: dict[str, object] = {
        "people": 60 + turn,
        "women": 30 + turn,
        "households": 15 + turn,
        "minors": 25 + turn,
        "girls": 12 + turn,
        "schooled_minors": 10 + turn,
        "origins": ("ue", "hors-ue")[turn],
        "method": SurveyMethod.values[turn],
        "made_by": f"Structure {turn}",
    }
    values |= dict.fromkeys(BAND_FIELDS + SHELTER_FIELDS, 2 + turn)
    values |= dict.fromkeys(CONDITION_FIELDS.values(), ("bon", "mauvais")[turn])
    for group, condition in CONDITIONS.items():
        opening = {name for question in condition.questions for name in question.asked_if}
        for question in condition.questions:
            answer = _answer(question, turn, question.name in opening)
            values[f"{group}_{question.name}"] = answer
    return values


def _answer(question: Question, turn: int, opens: bool) -> object:
    """`opens`: other questions are asked because of it, whatever the turn."""
    if question.kind == Kind.BOOLEAN:
        return YES if opens or turn else NO
    if question.kind == Kind.METRES:
        return 30 + turn
    choices = [choice.value for choice in question.choices if not choice.alone]
    return choices[turn]


def _save(
    client: HTTPConnection, site: Site, cookie: str, forms: list[Mapping[str, object]]
) -> None:
    forms.reverse()
    sent = {
        "uuid": uuid4(),
        "observed_on": timezone.localdate(),
        OPENED: timezone.now().isoformat(),
        "csrfmiddlewaretoken": TOKEN,
    }
    headers = {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    path = f"{site.get_absolute_url()}actualiser/"
    client.request("POST", path, urlencode(forms[0] | sent, doseq=True), headers)
    answer = client.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"the save was answered by {answer.status}")


def _write_rows(survey: Survey) -> None:
    event = Event.objects.filter(kind=EventKind.SITE_SURVEYED, object_id=survey.pk).latest("pk")
    with connection.cursor() as cursor:
        cursor.execute(BARE, {"survey": survey.pk, "event": event.pk})


def _measure() -> None:
    site = heaviest()
    title = f"{site.reference}, {site.held} rows, read by the Dihal"  # type: ignore[attr-defined]
    table(f"Sheet of {title}", sheets(site))
    table("The past", past(site))
    table("A save", saves(site))


if __name__ == "__main__":
    if AGAIN in sys.argv:
        try:
            _measure()
        finally:
            app.control.purge()
    else:
        try:
            with scratch() as addresses:
                again(__file__, AGAIN, addresses)
        except OperationalError as error:
            print(f"not measured: stop bin/serve, the copy needs it away ({error})")
