"""bin/bench journal: publishing to thousands, its memory, and how soon it arrives.

Printed. It writes on a copy of the database, in a run of its own: `bench/journal.py again`.
"""

import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
os.environ["PROCESS_KIND"] = "owner"
os.environ["CELERY_QUEUE"] = QUEUE = f"bench-{os.getpid()}"  # nobody else's worker takes it
django.setup()

from aiosmtpd.controller import Controller  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.utils import OperationalError  # noqa: E402
from django.utils import timezone  # noqa: E402

from actors.enums import Function, OrganisationKind  # noqa: E402
from actors.models import Membership, Organisation, User  # noqa: E402
from actors.services import scope_for, scope_of  # noqa: E402
from bench._measure import get, median_ms, table  # noqa: E402
from bench._scratch import ROOT, again, scratch  # noqa: E402
from bench._server import cookie_of, server  # noqa: E402
from geo_resorption.celery import app  # noqa: E402
from journal.enums import Cadence, EntryEvent  # noqa: E402
from journal.models import Delivery, Entry, Notification  # noqa: E402
from journal.reactions import notify  # noqa: E402
from journal.services import post  # noqa: E402
from layers.demo.accounts import DOMAIN  # noqa: E402
from sites.enums import IntervenantState, Theme  # noqa: E402
from sites.models import Event, Intervenant, Site  # noqa: E402
from sites.services.intervening import from_today  # noqa: E402

Row = tuple[str, str, str]

AGAIN, EMPTY = "again", "/bench/vide/"
MANY, FEW, MAILED = 10_000, 100, 50
TOKEN = "b" * 32
# The rows that publishing writes, from a list of who gets them: what the database alone takes.
BARE = """
WITH written AS (
    INSERT INTO journal_notification
        (recipient_id, event_id, entry_id, reason, in_inbox, not_before)
    SELECT recipient_id, %(event)s, %(entry)s, reason, true, %(now)s FROM bench_told
    RETURNING id, recipient_id
)
INSERT INTO journal_delivery (uuid, notification_id, recipient_id, channel, cadence, not_before,
    message_id, state, attempts, error)
SELECT gen_random_uuid(), written.id, recipient_id, 'mail', cadence, %(now)s, '', 'attente', 0, ''
FROM written JOIN bench_told USING (recipient_id) WHERE cadence IS NOT NULL
"""
TOLD = """
CREATE TEMP TABLE bench_told AS
SELECT n.recipient_id, n.reason, d.cadence
FROM journal_notification n LEFT JOIN journal_delivery d ON d.notification_id = n.id
WHERE n.event_id = %s
"""


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def site_with(number: int, but: tuple[int, ...] = ()) -> Site:
    """A site of the Rhône where a structure of so many people intervenes."""
    sites = Site.objects.visible_to(scope_of(person("prefecture.rhone"))).active()
    site = sites.exclude(pk__in=but).order_by("pk")[0]
    structure = Organisation.objects.create(
        kind=OrganisationKind.OPERATEUR, name=f"Structure de {number}"
    )
    structure.territories.set([site.departement])
    users = User.objects.bulk_create(
        User(email=f"p{n}.{number}@bench.example", first_name="P", last_name=str(n))
        for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=structure, function=Function.MEDIATION) for user in users
    )
    author = Membership.objects.get(user=person("prefecture.rhone"))
    Intervenant.objects.create(
        site=site,
        organisation=structure,
        themes=[Theme.SANTE],
        state=IntervenantState.DECLARE,
        during=from_today(),
        author=author,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return site


def fan_out() -> list[Row]:
    """A post by HTTP, against the bare rows and an empty page; then what Python holds of it."""
    few = site_with(FEW)
    many = site_with(MANY, (few.pk,))
    cookie = cookie_of(person("prefecture.rhone"))
    with server(CELERY_QUEUE=QUEUE) as port:
        client = HTTPConnection("127.0.0.1", port)
        empty = median_ms(partial(get, client, EMPTY, cookie))
        small = median_ms(partial(_post, client, few, cookie), times=15, warm=3)
        _post(client, many, cookie)
        event = Event.objects.filter(site=many, kind=EntryEvent.POSTED).first()
        # In turn: the tables grow with each, and the machine has other things to do.
        write, post_it = _bare(event), partial(_post, client, many, cookie)
        pairs = [(median_ms(write, 1, 0), median_ms(post_it, 1, 0)) for _ in range(11)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    told = Notification.objects.filter(event=event).count()
    return [
        (f"bare rows of {told} recipients, empty page", f"{bare:.0f} ms, {empty:.1f} ms", ""),
        (f"publishing to {told}", f"{ours:.0f} ms", ""),
        ("ratio to rows + empty page", f"{ours / (bare + empty):.2f}", "< 1.5"),
        (f"publishing to {FEW}", f"{small:.0f} ms", ""),
        *_memory(few, many),
    ]


def _post(client: HTTPConnection, site: Site, cookie: str) -> None:
    body = {"csrfmiddlewaretoken": TOKEN, "uuid": uuid4(), "body": "Passage ce matin."}
    headers = {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    client.close()  # the server does not wait for it through the bare rows
    client.request("POST", f"/sites/{site.reference}/journal/", urlencode(body), headers)
    answer = client.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"the post was answered by {answer.status}")


def _bare(event: Event) -> Callable[[], None]:
    def write() -> None:
        made = Event.objects.create(kind=event.kind, site=event.site, object_id=event.object_id)
        values = {"event": made.pk, "entry": event.object_id, "now": timezone.now()}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BARE, values)

    with connection.cursor() as cursor:
        cursor.execute(TOLD, [event.pk])
        cursor.execute("ANALYZE bench_told")
    return write


def _memory(few: Site, many: Site) -> list[Row]:
    """The most that Python holds while it tells of one entry."""
    rows = []
    for site, number in ((few, FEW), (many, MANY)):
        peaks = [_peak(site) for _ in range(3)]
        rows.append((f"Python's memory, {number} recipients", f"{min(peaks):.0f} kB", "the same"))
    return rows


def _peak(site: Site) -> float:
    entry = Entry.objects.filter(site=site).latest("pk")
    with transaction.atomic():
        kind = EntryEvent.POSTED
        event = Event.objects.create(
            kind=kind, site=entry.site, actor=entry.author, object_id=entry.pk
        )
        tracemalloc.start()
        notify(event)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        transaction.set_rollback(True)
    return peak / 1000


class Clock:
    """Notes when the SMTP server took each mail."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802
        self.taken.append(time.time())
        return "250 OK"


def delay() -> list[Row]:
    """From the moment an entry may be told, with a worker as bin/serve starts it."""
    site = site_with(MAILED, tuple(Intervenant.objects.values_list("site", flat=True)))
    clock, inbox = Clock(), []
    taken: list[float] = []
    with _smtp(clock) as port, _worker(port):
        for _ in range(3):
            clock.taken.clear()
            entry = post(scope_of(person("prefecture.rhone")), site.reference, uuid4(), "Passage.")
            due = entry.published_at.timestamp()
            inbox.append(_seen(entry) - due)
            _wait(lambda: len(clock.taken) >= MAILED)
            taken += [moment - due for moment in clock.taken[:MAILED]]
    return [
        (f"in the inbox of {MAILED}", f"{statistics.median(inbox):.2f} s", "< 1 s"),
        ("taken by the SMTP server, median", f"{statistics.median(taken):.2f} s", "< 5 s"),
        ("the last one", f"{max(taken):.2f} s", ""),
    ]


def _seen(entry: Entry) -> float:
    """When the last recipient at once has it in his inbox."""
    last = Delivery.objects.filter(notification__entry=entry, cadence=Cadence.NOW).latest("pk")
    scope = scope_for(last.recipient_id)
    _wait(lambda: Notification.objects.visible_to(scope).due(timezone.now()).filter(entry=entry))
    return time.time()


def _wait(found: Callable[[], object], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not found():
        if time.monotonic() > limit:
            raise RuntimeError("it did not arrive")
        time.sleep(0.05)


@contextmanager
def _smtp(clock: Clock):
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(clock, hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


@contextmanager
def _worker(port: int):
    command = [sys.executable, "-m", "celery", "-A", "geo_resorption", "worker", "-c", "2"]
    command += ["--without-gossip", "--without-mingle", "--loglevel", "error"]
    env = os.environ | {"PROCESS_KIND": "worker", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    env["DJANGO_SETTINGS_MODULE"] = "geo_resorption.settings.dev"
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        _wait(lambda: app.control.ping(timeout=0.5))
        yield
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    if AGAIN in sys.argv:
        try:
            table("Publishing", fan_out())
            Delivery.objects.update(state="annule")  # only what comes now is timed
            app.control.purge()
            table("Arriving", delay())
        finally:
            app.control.purge()
    else:
        try:
            with scratch() as addresses:
                again(__file__, AGAIN, addresses)
        except OperationalError as error:
            print(f"not measured: stop bin/serve, the copy needs it away ({error})")
