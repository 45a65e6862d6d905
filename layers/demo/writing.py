"""Into the database by sets of rows: the models' own inserts, in the order of time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model
from psycopg.types.range import DateRange

from actors.models import Membership, Organisation, User
from journal.models import AttentionPoint, AttentionStep, Entry, Mention, NamedReader, Notification
from layers.demo.attachments import make_files
from layers.demo.chance import Chance
from layers.demo.closings import make_moves, moves_events, tell_closings
from layers.demo.country import scatter
from layers.demo.events import DECLARED, REPORT, SURVEY, TURN, events_of
from layers.demo.footprints import add_footprints, measure_footprints
from layers.demo.inboxes import make_follows, make_notifications
from layers.demo.legal import legal_events, legal_files, legal_rows
from layers.demo.life import Life
from layers.demo.preparation import (
    flag,
    make_documents,
    make_favourites,
    make_heatwaves,
    make_papers,
    make_phases,
)
from layers.demo.staff import Agent
from layers.demo.structures import Structure
from layers.demo.turns import in_force
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites import copies
from sites.enums import Precision
from sites.models import (
    Document,
    Event,
    File,
    Intervenant,
    Reinstallation,
    Site,
    SitePeriod,
    Survey,
)
from territories.models import Territory

BATCH = 2_000
LEGAL: tuple[type[Model], ...] = (Owner, Procedure, Step, EvacuationDate)
DATED: tuple[type[Model], ...] = (
    Site,
    SitePeriod,
    Survey,
    Intervenant,
    Reinstallation,
    Event,
    Entry,
    File,
    Document,
)
DATED += LEGAL

# Numbers for each department in one go: the last ones given
_RESERVE = """
    INSERT INTO sites_referencecounter AS counter (departement_code, last)
    SELECT * FROM unnest(%s::text[], %s::int[]) AS wanted(code, number)
    ON CONFLICT (departement_code) DO UPDATE SET last = counter.last + EXCLUDED.last
    RETURNING departement_code, last
"""


@contextmanager
def dated_as_told() -> Iterator[None]:
    """Keeps `auto_now_add` from dating three years of this morning."""
    columns = [
        column
        for model in DATED
        for column in model._meta.concrete_fields
        if isinstance(column, DateTimeField) and column.auto_now_add
    ]
    for column in columns:
        column.auto_now_add = False
    try:
        yield
    finally:
        for column in columns:
            column.auto_now_add = True


def insert(rows: Iterable[Model]) -> None:
    """Each gets its id."""
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def write_people(structures: Sequence[Structure], agents: Sequence[Agent]) -> None:
    insert(row.organisation for row in structures)
    insert({id(agent.user): agent.user for agent in agents}.values())
    insert(agent.membership for agent in agents)
    places = Organisation.territories.through
    insert(
        places(organisation_id=row.organisation.pk, territory_id=pk)
        for row in structures
        for pk in row.places
    )
    parts = Membership.parts.through
    insert(
        parts(membership_id=agent.membership.pk, territory_id=pk)
        for agent in agents
        for pk in agent.parts
    )


def write_sites(lives: list[Life]) -> None:
    """Sorts them by the day they were reported, as their references follow."""
    chance = Chance("writing")
    lives.sort(key=attrgetter("reported"))
    for life in lives:
        _date(life, chance)
    lives.sort(key=lambda life: life.site.created_at)
    heat = Chance("heat")
    for life in lives:
        flag(life, heat)
    _number(lives)
    _place(lives, chance)
    add_footprints(lives, Chance("footprints"))
    insert(life.site for life in lives)
    measure_footprints()


def _date(life: Life, chance: Chance) -> None:
    site = life.site
    site.created_at = chance.moment(life.reported, REPORT)
    site.updated_on, site.status = life.reported, life.turns[-1].status
    site.version = 1 + len(life.turns[1:])
    site.version += sum(survey.observed_on > life.reported for survey, _ in life.surveys)
    life.turned_at = [site.created_at, *(chance.moment(turn.on, TURN) for turn in life.turns[1:])]
    for survey, _ in life.surveys:
        is_first = survey.observed_on == life.reported
        survey.recorded_at = (
            site.created_at if is_first else chance.moment(survey.observed_on, SURVEY)
        )
    for presence in life.presences:
        presence.row.recorded_at = chance.moment(presence.declared_on, DECLARED)


def _number(lives: Sequence[Life]) -> None:
    """`69-0042`, in step with the counters."""
    by_code: dict[str, list[Life]] = {}
    for life in lives:
        by_code.setdefault(life.commune.departement, []).append(life)
    codes = sorted(by_code)
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [codes, [len(by_code[code]) for code in codes]])
        last = dict(cursor.fetchall())
    for code, rows in by_code.items():
        for number, life in enumerate(rows, start=last[code] - len(rows) + 1):
            life.site.reference = f"{code}-{number:04d}"


def _place(lives: Sequence[Life], chance: Chance) -> None:
    """A point in each one's commune; the arrondissement, in the three cities, from the point."""
    points = scatter(
        [
            (
                life.commune.pk,
                chance.randrange(1, 2**31),
                life.site.location_precision == Precision.COMMUNE,
            )
            for life in lives
        ]
    )
    found = Territory.objects.covering([(point.x, point.y) for point in points])
    for life, point, placement in zip(lives, points, found, strict=True):
        life.site.location = point
        life.site.commune_id = life.commune.pk
        life.site.municipal_arrondissement_id = placement.municipal_arrondissement_id


def write_stories(lives: Sequence[Life]) -> None:
    """All that hangs on the sites, then the copies that they keep of it."""
    chance = Chance("events")
    periods = [period for life in lives for period in _periods(life)]
    solutions = tell_closings(lives, periods)
    insert(periods)
    insert(solutions)
    insert(row for life in lives for row, _ in life.surveys)
    insert(presence.row for life in lives for presence in life.presences)
    _write_journals(lives)
    moves = make_moves(lives)
    insert(moves)
    events = [event for life in lives for event in events_of(life, chance)]
    events += moves_events(moves)
    insert(sorted(events, key=attrgetter("at")))
    _write_preparation(lives)
    copies.refresh([life.site.pk for life in lives])


def _write_journals(lives: Sequence[Life]) -> None:
    entries = [entry for life in lives for entry, _ in life.entries]
    entries.sort(key=attrgetter("published_at"))
    insert(entry for entry in entries if entry.answers is None)
    insert(entry for entry in entries if entry.answers is not None)
    insert(row for life in lives for row in life.named)
    insert(row for life in lives for row in life.mentions)
    asked = [asked for life in lives for asked in life.asked]
    insert(one.point for one in asked)
    through = AttentionPoint.addressees.through
    insert(
        through(attentionpoint_id=one.point.pk, organisation_id=structure.organisation.pk)
        for one in asked
        for structure in one.addressees
    )
    insert(step for one in asked for step, _ in one.steps)
    insert(make_files(lives))


def write_legal(lives: Sequence[Life]) -> None:
    rows = legal_rows(lives)
    insert(rows.owners)
    insert(rows.procedures)
    insert(rows.steps)
    insert(rows.evacuations)
    insert(legal_files(rows, lives))
    insert(sorted(legal_events(rows), key=attrgetter("at")))


def _write_preparation(lives: Sequence[Life]) -> None:
    insert(make_phases(lives))
    documents = make_documents(lives)
    insert(row for row, _ in documents)
    insert(make_papers(documents))
    insert(make_favourites(lives))
    insert(make_heatwaves(lives, lives[0].today))


def write_inboxes(today: date) -> None:
    """Once all the rest is there: what each account was told of is read as it would read it."""
    insert(make_follows())
    insert(make_notifications(today))


def _periods(life: Life) -> Iterator[SitePeriod]:
    recorded = dict(zip(life.turns, life.turned_at, strict=True))
    for turn, until in in_force(life.turns):
        yield SitePeriod(
            site=life.site,
            status=turn.status,
            during=DateRange(turn.on, until),
            cause=turn.cause,
            context=turn.context,
            author=turn.agent.membership,
            recorded_at=recorded[turn],
        )


def analyse() -> None:
    """Fresh statistics, or the first maps are planned blindly."""
    tables: list[Any] = [*DATED, User, Organisation, Membership, Membership.parts.through]
    tables += [Organisation.territories.through, AttentionPoint, AttentionStep, Mention]
    tables += [NamedReader, Notification]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in tables)}")
