"""What became of people: solutions at closings, moves from site to site, and duplicates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from actors.services import scope_for
from layers.demo.chance import Chance
from layers.demo.life import Fate, Life
from sites.enums import CLOSED, ClosingCause, EventKind, ReinstallationState, Solution
from sites.models import ClosingSolution, Event, Reinstallation, Site, SitePeriod
from sites.services import merge
from territories.enums import Level
from territories.models import Territory

WEIGHTS: Mapping[Solution, float] = {
    Solution.HEBERGEMENT: 8,
    Solution.LOGEMENT: 5,
    Solution.ESPACE_TEMPORAIRE: 2,
    Solution.RETOUR: 2,
    Solution.AUTRE: 1,
}
# How often people were offered something, by what closed the site; the rest: no, or unknown
OFFERED: Mapping[str, float] = {
    ClosingCause.RESORPTION: 1,
    ClosingCause.PREFECTURE: 0.6,
    ClosingCause.COMMUNE: 0.4,
    ClosingCause.JUSTICE: 0.35,
}
UNKNOWN = 0.3
DESTINATIONS = (
    "Une partie des familles est partie vers une commune voisine.",
    "Hôtels de l’agglomération, puis logements de l’intermédiation locative.",
    "Retour volontaire de quelques ménages ; les autres sont sans nouvelle adresse connue.",
    "Centre d’hébergement d’urgence du chef-lieu.",
    "Dispersion dans l’agglomération, sans que l’on sache où.",
)
LINKED, ASKED, FAR = 0.45, 0.5, 0.2
AFTER = timedelta(days=240)
LATELY = timedelta(days=150)
DUPLICATES, HOUR = 2, 12
WHY_MERGED = "Signalé deux fois : par l’association et par la commune."


def tell_closings(lives: Sequence[Life], periods: Sequence[SitePeriod]) -> list[ClosingSolution]:
    """Completes the periods, not yet written, that end a site's life; their rows."""
    chance = Chance("closings")
    people = {id(life.site): life.people for life in lives}
    rows: list[ClosingSolution] = []
    for period in periods:
        if period.status in CLOSED:
            offered = chance.happens(OFFERED.get(period.cause, 0.15))
            unknown = not offered and chance.happens(UNKNOWN)
            period.with_solutions = None if unknown else offered
            if chance.happens(0.4):
                period.destination = chance.choice(DESTINATIONS)
            if offered:
                rows += _solutions(period, people.get(id(period.site)), chance)
    return rows


def _solutions(period: SitePeriod, people: int | None, chance: Chance) -> Iterator[ClosingSolution]:
    kinds = {chance.among(WEIGHTS) for _ in range(chance.number(1, 3))}
    left = people
    for kind in (solution for solution in Solution if solution in kinds):
        share = None
        if left and chance.happens(0.85):
            share = max(1, round(left * chance.uniform(0.2, 0.6)))
            left -= share
        households = max(1, round(share / 3.5)) if share else None
        yield ClosingSolution(period=period, solution=kind, people=share, households=households)


def make_moves(lives: Sequence[Life]) -> list[Reinstallation]:
    """From closed sites to those that appeared in the weeks after, in the department mostly; always
    forward in time, so that no chain comes back. Some wait for another department's answer."""
    chance = Chance("moves")
    born: dict[str, list[Life]] = {}
    for life in lives:
        if life.fate != Fate.CANCELLED:
            born.setdefault(life.commune.departement, []).append(life)
    far = [life for life in lives if life.fate == Fate.COUNTED]
    # what the database derives of a site is not on the rows that were just written
    known = Territory.objects.in_force().at_level(Level.DEPARTEMENT)
    departements = dict(known.values_list("code", "pk"))
    rows: list[Reinstallation] = []
    for life in lives:
        ended = life.ended
        if ended is None or life.fate != Fate.CLOSED:
            continue
        if chance.happens(LINKED):
            elsewhere = chance.happens(FAR)
            near = far if elsewhere else born[life.commune.departement]
            after = [one for one in near if ended <= one.reported <= ended + AFTER]
            if after:
                rows.append(_move(life, chance.choice(after), chance))
        elif ended > life.today - LATELY and chance.happens(ASKED):
            asked = departements[chance.choice(far).commune.departement]
            rows.append(_question(life, asked, chance))
    heavy = next(life for life in lives if life.is_heavy)
    before = [one for one in lives if one.ended and one.ended <= heavy.reported]
    rows += [_move(one, heavy, chance) for one in chance.some(before, 3)]
    unique = {(row.origin_id, row.arrival_id, row.asked_id): row for row in rows}
    return list(unique.values())


def _move(origin: Life, arrival: Life, chance: Chance) -> Reinstallation:
    people = _part(origin, chance)
    return Reinstallation(
        uuid=chance.uuid(),
        origin=origin.site,
        arrival=arrival.site,
        moved_on=arrival.reported,
        people=people,
        households=max(1, round(people / 3.5)) if people else None,
        author=arrival.reporter.membership,
        recorded_at=chance.moment(arrival.reported, HOUR),
    )


def _question(origin: Life, asked: int, chance: Chance) -> Reinstallation:
    """Asked of a department, by who followed the site that closed."""
    return Reinstallation(
        uuid=chance.uuid(),
        origin=origin.site,
        asked_id=asked,
        moved_on=origin.ended,
        people=_part(origin, chance),
        state=ReinstallationState.DEMANDEE,
        author=origin.turns[-1].agent.membership,
        recorded_at=chance.moment(origin.last_day, HOUR),
    )


def _part(life: Life, chance: Chance) -> int | None:
    if life.people is None or chance.happens(0.2):
        return None
    return max(1, round(life.people * chance.uniform(0.2, 0.7)))


def moves_events(rows: Sequence[Reinstallation]) -> list[Event]:
    """On the time line of each site, once the rows are written."""
    return [
        Event(
            kind=EventKind.REINSTALLATION_LINKED,
            site=site,
            actor=row.author,
            at=row.recorded_at,
            object_id=row.pk,
        )
        for row in rows
        for site in (row.origin, row.arrival)
        if site is not None
    ]


def merge_duplicates(lives: Sequence[Life]) -> None:
    """Two sites that nobody counted turn out to be others of their departments; by the service
    itself, once all is written."""
    known: dict[str, Life] = {}
    for life in lives:
        if life.fate == Fate.COUNTED and not life.is_heavy:
            known.setdefault(life.commune.departement, life)
    doubles = [life for life in lives if life.fate == Fate.REPORTED and life.people is None]
    for double in [one for one in doubles if one.commune.departement in known][:DUPLICATES]:
        kept = known.pop(double.commune.departement, None)
        if kept is None:
            continue
        scope = scope_for(kept.turns[1].agent.membership.pk)
        if Site.objects.visible_to(scope).filter(pk__in=[kept.site.pk, double.site.pk]).count() > 1:
            merge(scope, double.site.reference, kept.site.reference, WHY_MERGED)
