"""The statuses of a site, one after the other, as `sites.services.status` would turn them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from actors.enums import OrganisationKind as Kind
from layers.demo.census import CAUSES
from layers.demo.chance import Chance, workday
from layers.demo.life import Fate, Life, Turn
from layers.demo.staff import Agent, pick
from sites.enums import ClosingCause, EventKind, SiteStatus

REPORTERS: Mapping[Kind, float] = {
    **{Kind.OPERATEUR: 8, Kind.DDETS: 4, Kind.PREFECTURE: 2, Kind.COLLECTIVITE: 4},
    **{Kind.ARS: 1, Kind.EDUCATION: 0.5, Kind.AUTRE: 0.5, Kind.DIHAL: 0.05},
}
REOPENED, RESORBED, UNDER_WAY = 0.05, 0.24, 0.09
CONTEXTS = {
    ClosingCause.JUSTICE: (
        "Expulsion avec le concours de la force publique ; une partie des ménages a été orientée.",
        "Jugement exécuté ; le terrain a été clôturé par le propriétaire.",
        "",
    ),
    ClosingCause.PREFECTURE: ("Arrêté pour risque immédiat ; mise à l’abri à l’hôtel.", ""),
    ClosingCause.COMMUNE: ("Arrêté municipal de péril sur le bâtiment.", ""),
    ClosingCause.RESORPTION: (
        "Derniers ménages relogés ; le terrain est rendu à la commune.",
        "Tous les ménages accompagnés ont quitté le site pour un logement ou un hébergement.",
    ),
    ClosingCause.AUTRE: (
        "Départ volontaire des occupants après un incendie.",
        "Inondation : le terrain a été évacué et n’a pas été réoccupé.",
        "Départ des familles vers un autre site du département.",
    ),
    ClosingCause.INCONNUE: ("", "Le site était vide lors du dernier passage."),
}
MISTAKES = (
    "Il s’agissait d’une aire d’accueil de gens du voyage.",
    "Doublon d’un site déjà suivi.",
    "Base vie d’un chantier, signalée par erreur.",
)


Step = tuple[SiteStatus, EventKind, date]


def turns_of(life: Life, chance: Chance) -> list[Turn]:
    """In order of time; the site's reporter opens them."""
    begun = life.site.settled_on or life.reported
    turns = [Turn(SiteStatus.SIGNALE, begun, _reporter(life, chance))]
    for status, kind, day in _steps(life, chance):
        agent = life.one_of_the_state(day, chance)
        cause, context = _reason(status, chance)
        turns.append(Turn(status, day, agent, kind, cause, context))
    return turns


def _reporter(life: Life, chance: Chance) -> Agent:
    return pick(life.there(life.reported, *REPORTERS), REPORTERS, chance)


def _steps(life: Life, chance: Chance) -> Iterator[Step]:
    soon = workday(life.reported + timedelta(days=chance.number(2, 12)))
    confirmed = min(max(soon, life.reported), life.last_day)
    if life.fate == Fate.REPORTED:
        return
    if life.fate == Fate.CANCELLED:
        yield SiteStatus.ANNULE, EventKind.SITE_CANCELLED, confirmed
        return
    yield SiteStatus.OUVERT, EventKind.SITE_CONFIRMED, confirmed
    yield from _between(life, confirmed, chance)
    if life.ended:
        yield _end(life.ended, chance)


def _between(life: Life, confirmed: date, chance: Chance) -> Iterator[Step]:
    """Closed and open again; then a résorption under way."""
    span = (life.last_day - confirmed).days

    def at(share: float) -> date:
        return workday(confirmed + timedelta(days=max(3, int(span * share))))

    if span > 200 and chance.happens(REOPENED) and not life.is_heavy:
        yield SiteStatus.FERME, EventKind.SITE_CLOSED, at(chance.uniform(0.35, 0.45))
        yield SiteStatus.OUVERT, EventKind.SITE_REOPENED, at(chance.uniform(0.5, 0.6))
    if life.is_heavy or (span > 90 and life.people and chance.happens(UNDER_WAY)):
        yield SiteStatus.EN_COURS, EventKind.SITE_RESORPTION, at(chance.uniform(0.65, 0.8))


def _end(day: date, chance: Chance) -> Step:
    if chance.happens(RESORBED):
        return SiteStatus.RESORBE, EventKind.SITE_RESORBED, day
    return SiteStatus.FERME, EventKind.SITE_CLOSED, day


def _reason(status: SiteStatus, chance: Chance) -> tuple[str, str]:
    if status == SiteStatus.ANNULE:
        return "", chance.choice(MISTAKES)
    if status == SiteStatus.RESORBE:
        return ClosingCause.RESORPTION, chance.choice(CONTEXTS[ClosingCause.RESORPTION])
    if status == SiteStatus.FERME:
        cause = chance.among(CAUSES)
        return cause, chance.choice(CONTEXTS[cause])
    return "", ""


def in_force(turns: Sequence[Turn]) -> Iterator[tuple[Turn, date | None]]:
    """Each turn with the day of the next; one that lasted less than a day leaves its place."""
    for turn, after in zip(turns, [*turns[1:], None], strict=True):
        if after is None or after.on > turn.on:
            yield turn, after.on if after else None
