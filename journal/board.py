"""The board of points d’attention: those of a reader's scope by state, the most pressing first.

Columns are paged by the key of their last card, so that one that moves meanwhile neither repeats
another nor hides it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, F, Q, Value, When, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils import timezone

from actors.scope import Scope
from journal import keys
from journal.enums import (
    ADDRESSEES,
    OPEN_STATES,
    WAITING_STATES,
    AttentionAction,
    AttentionState,
    Severity,
    Topic,
)
from journal.models import AttentionPoint, Entry
from journal.querysets import AttentionQuerySet, story
from journal.services import possible_actions
from sites.filters import FILTERS, where
from sites.models import Site

BESIDE, ALONE = 20, 50  # cards of a column beside the others, and by itself
HIGHEST_RANK = 99
OURS, RAISED, ALL = "nous", "signales", "tous"
FOR = {
    OURS: "Adressés à ma structure",
    RAISED: "Signalés par ma structure",
    ALL: "Tous ceux de mon territoire",
}
PARAMETERS = ("dans", "sujet", "gravite", "pour", "etat")


@dataclass(frozen=True, slots=True)
class Column:
    """`empty`: what is said when nothing stands in it."""

    name: str
    title: str
    states: tuple[AttentionState, ...]
    empty: str

    @property
    def is_open(self) -> bool:
        return self.states[0] in OPEN_STATES


COLUMNS = (
    Column("attente", "À prendre en compte", WAITING_STATES, "Rien n’attend de réponse."),
    Column("en-cours", "Pris en compte", (AttentionState.PRIS_EN_COMPTE,), "Aucun point en cours."),
    Column("traites", "Traités", (AttentionState.TRAITE,), "Aucun point traité."),
    Column("sans-suite", "Sans suite", (AttentionState.SANS_SUITE,), "Aucun point sans suite."),
)
_BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the board asks for; `place` is a territory."""

    values: Mapping[str, str]
    place: Any
    pour: str
    column: Column | None
    cut: tuple[int, datetime, int] | None

    @property
    def is_filtered(self) -> bool:
        return any(self.values.get(name) for name in ("dans", "sujet", "gravite"))

    def query(self, **changes: str) -> str:
        """The address with these changed; an empty one is left out."""
        query = QueryDict(mutable=True)
        for name, value in {**self.values, **changes}.items():
            if value:
                query[name] = value
        return query.urlencode()


@dataclass(frozen=True, slots=True)
class Card:
    point: AttentionPoint
    actions: list[AttentionAction]


@dataclass(frozen=True, slots=True)
class Shown:
    """A column with its cards; `after`: the key to go on with, empty at its end."""

    column: Column
    count: int
    cards: list[Card]
    after: str


def read(params: QueryDict, scope: Scope) -> Asked:
    """Raises ValidationError by parameter."""
    wrong: dict[str, str] = {}
    values = {name: params.get(name, "") for name in PARAMETERS}
    usual = OURS if scope.kind in ADDRESSEES else ALL
    known: dict[str, Iterable[str]] = {
        "sujet": Topic.values,
        "gravite": Severity.values,
        "pour": FOR,
        "etat": _BY_NAME,
    }
    for name, choices in known.items():
        if values[name] and values[name] not in choices:
            wrong[name] = f"Choix possibles : {', '.join(choices)}."
    place = None
    try:
        place = FILTERS["dans"].parse(values["dans"]) if values["dans"] else None
    except ValueError as error:
        wrong["dans"] = str(error)
    column = _BY_NAME.get(values["etat"])
    cut = None
    try:
        cut = _read_key(params.get("apres", "")) if column else None
    except ValueError:
        wrong["apres"] = "Cette suite n’existe pas : revenez au début de la colonne."
    if wrong:
        raise ValidationError(wrong)
    return Asked(values, place, values["pour"] or usual, column, cut)


def waiting_for(scope: Scope) -> int:
    """How many points addressed to the reader's structure nobody has taken in charge."""
    if scope.kind not in ADDRESSEES:
        return 0
    points = AttentionPoint.objects.waiting().addressed_to(scope.organisation_id)
    return points.visible_to(scope).count()


def cards(scope: Scope, points: Iterable[AttentionPoint]) -> list[Card]:
    """No query: the points come with their `story`."""
    points = list(points)
    actions = possible_actions(scope, points)
    return [Card(point, actions[point.pk]) for point in points]


def of_entries(scope: Scope, entries: Iterable[Entry]) -> dict[int, Card]:
    """{entry id: the point that it raises}, of entries `with_points` that the reader is known to
    read; two queries, none without points."""
    points = [entry.attention for entry in entries if hasattr(entry, "attention")]
    prefetch_related_objects(points, *story())
    return {card.point.entry_id: card for card in cards(scope, points)}


def columns(scope: Scope, asked: Asked) -> list[Shown]:
    """All of them with their counts; cards in each, or in the one that is asked for."""
    points = _narrowed(scope, asked)
    counts = points.order_by().aggregate(
        **{
            f"column_{place}": Count("pk", filter=Q(state__in=column.states))
            for place, column in enumerate(COLUMNS)
        }
    )
    size = ALONE if asked.column else BESIDE
    rows = _alone(points, asked) if asked.column else _beside(points)
    held: dict[Column, list[AttentionPoint]] = {column: [] for column in COLUMNS}
    drawn = cards(scope, rows)
    by_id = {card.point.pk: card for card in drawn}
    for card in drawn:
        held[_column_of(card.point)].append(card.point)
    return [
        Shown(
            column,
            count,
            [by_id[point.pk] for point in held[column][:size]],
            _key(column, held[column][size - 1]) if len(held[column]) > size else "",
        )
        for column, count in zip(COLUMNS, counts.values(), strict=True)
    ]


def _narrowed(scope: Scope, asked: Asked) -> AttentionQuerySet:
    points: AttentionQuerySet = AttentionPoint.objects.all()
    if asked.pour == OURS:
        points = points.addressed_to(scope.organisation_id)
    if asked.pour == RAISED:
        points = points.filter(author__organisation=scope.organisation_id)
    if asked.place is not None:
        there = Site.objects.filter(where("dans", asked.place))
        points = points.filter(site__in=there.values("pk"))
    for name, field in (("sujet", "topic"), ("gravite", "severity")):
        if asked.values[name]:
            points = points.filter(**{field: asked.values[name]})
    return points.visible_to(scope)


def _beside(points: AttentionQuerySet) -> AttentionQuerySet:
    """The first of each column, and one more where there are: one query."""
    lanes = [When(state__in=column.states, then=Value(n)) for n, column in enumerate(COLUMNS)]
    raised = Case(When(state__in=OPEN_STATES, then=F("raised_at")), default=None)
    order = (F("rank").desc(), raised.asc(nulls_last=True), F("state_since").desc(), F("pk").desc())
    ranked = points.with_rank(timezone.localdate()).annotate(lane=Case(*lanes))
    numbered = ranked.annotate(
        place=Window(RowNumber(), partition_by=F("lane"), order_by=list(order))
    )
    found: AttentionQuerySet = numbered.filter(place__lte=BESIDE + 1)
    return found.order_by("lane", "place").with_story()


def _alone(points: AttentionQuerySet, asked: Asked) -> AttentionQuerySet:
    column = asked.column or COLUMNS[0]
    ranked = points.filter(state__in=column.states).with_rank(timezone.localdate())
    if asked.cut:
        ranked = ranked.filter(_beyond(column, *asked.cut))
    newest = ranked.by_urgency() if column.is_open else ranked.order_by("-state_since", "-pk")
    found: AttentionQuerySet = newest.with_story()[: ALONE + 1]
    return found


def _beyond(column: Column, rank: int, at: datetime, pk: int) -> Q:
    """The cards under that one."""
    if not column.is_open:
        return Q(state_since__lt=at) | Q(state_since=at, pk__lt=pk)
    same = Q(rank=rank)
    return Q(rank__lt=rank) | (same & Q(raised_at__gt=at)) | (same & Q(raised_at=at, pk__gt=pk))


def _key(column: Column, point: AttentionPoint) -> str:
    at = point.raised_at if column.is_open else point.state_since
    return keys.BETWEEN.join((str(point.rank), keys.written(at), str(point.pk)))  # type: ignore[attr-defined]


def _read_key(text: str) -> tuple[int, datetime, int] | None:
    """Raises ValueError."""
    if not text:
        return None
    rank, at, pk = text.split(keys.BETWEEN)
    place, instant, number = keys.read_number(rank), keys.read_instant(at), keys.read_number(pk)
    if place is None or place > HIGHEST_RANK or instant is None or number is None:
        raise ValueError
    return place, instant, number


def _column_of(point: AttentionPoint) -> Column:
    return next(column for column in COLUMNS if point.state in column.states)
