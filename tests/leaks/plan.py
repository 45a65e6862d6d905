"""Random worlds, as plain values: who is where, who wrote what for whom, what changed since."""

from dataclasses import dataclass

from hypothesis import strategies as st

from actors.enums import OrganisationKind
from journal.enums import Audience
from sites.enums import IntervenantState, Theme

# Where sites stand, with every territory of `tests.world` that holds them.
HELD_BY = {
    "lyon": {"lyon", "lyon_3", "metropole", "rhone", "aura", "nation"},
    "venissieux": {"venissieux", "metropole", "rhone", "aura", "nation"},
    "villefranche": {"villefranche", "straddling", "rhone", "aura", "nation"},
    "macon": {"macon", "straddling", "saone_et_loire", "bfc", "nation"},
}
PLACES = sorted(set().union(*HELD_BY.values()))
SITES = ("lyon", "venissieux", "villefranche", "macon")
STRUCTURES, PEOPLE, POSTS = 6, 7, 9


@dataclass(frozen=True)
class Structure:
    kind: str
    places: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True)
class Person:
    structure: int
    parts: tuple[str, ...]
    has_left: bool


@dataclass(frozen=True)
class Presence:
    """A structure on a site; `confirmed` are the themes that somebody confirmed."""

    structure: int
    site: str
    state: str
    confirmed: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True)
class Post:
    author: int
    site: str
    audience: str
    named_people: tuple[int, ...]
    named_structures: tuple[int, ...]
    answered_by: int | None  # somebody who answers in the thread
    is_removed: bool
    is_waiting: bool
    is_point: bool
    called: tuple[int, ...] = ()  # people whom it mentions, readers or not
    is_narrowed: bool = False  # it was for all when it was published
    is_edited: bool = False


@dataclass(frozen=True)
class World:
    """`before` holds while it is written, `after` when it is read: rights change in between."""

    structures: tuple[tuple[Structure, Structure], ...]
    people: tuple[tuple[Person, Person], ...]
    presences: tuple[tuple[Presence, Presence], ...]
    posts: tuple[Post, ...]


def _some(values, most):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def _seldom(odds=6):
    return st.integers(1, odds).map(lambda drawn: drawn == odds)


def _number(count):
    return st.integers(0, count - 1)


@st.composite
def _changing(draw, first, **changes):
    """What it was, and what it is now: most often the same."""
    before = draw(first)
    changed = {name: draw(values) for name, values in changes.items() if draw(_seldom(4))}
    return before, type(before)(**(vars(before) | changed))


_structure = st.builds(
    Structure,
    kind=st.sampled_from(OrganisationKind.values),
    places=_some(PLACES, 2),
    is_active=st.just(True),
)
_person = st.builds(
    Person, structure=_number(STRUCTURES), parts=_some(PLACES, 1), has_left=st.just(False)
)
_presence = st.builds(
    Presence,
    structure=_number(STRUCTURES),
    site=st.sampled_from(SITES),
    state=st.sampled_from([IntervenantState.DECLARE.value, *[IntervenantState.CONFIRME.value] * 3]),
    confirmed=st.sampled_from([(), (Theme.SANTE.value,), (Theme.EMPLOI.value,)]),
    is_over=st.just(False),
)
_post = st.builds(
    Post,
    author=_number(PEOPLE),
    site=st.sampled_from(SITES),
    audience=st.sampled_from(Audience.values),
    named_people=_some(range(PEOPLE), 2),
    named_structures=_some(range(STRUCTURES), 1),
    answered_by=st.none() | _number(PEOPLE),
    is_removed=_seldom(),
    is_waiting=_seldom(),
    is_point=_seldom(3),
    called=_some(range(PEOPLE), 2),
    is_narrowed=_seldom(3),
    is_edited=_seldom(3),
)


def _fixed(values, count):
    return st.tuples(*[values] * count)


worlds = st.builds(
    World,
    structures=_fixed(
        _changing(_structure, places=_some(PLACES, 2), is_active=_seldom(3)), STRUCTURES
    ),
    people=_fixed(_changing(_person, parts=_some(PLACES, 1), has_left=st.booleans()), PEOPLE),
    presences=st.lists(
        _changing(
            _presence,
            is_over=st.booleans(),
            state=st.sampled_from([IntervenantState.TERMINE.value]),
            confirmed=st.just(()),
        ),
        max_size=6,
        unique_by=lambda pair: (pair[0].structure, pair[0].site),
    ).map(tuple),
    posts=_fixed(_post, POSTS),
)
