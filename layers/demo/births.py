"""Every site of the demonstration: where, of what size, reported when, left when."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from layers.demo import addresses
from layers.demo.census import KINDS, OVERSEAS, SHOWN, SHOWN_COMMUNES, SITES, Size, shared, sizes
from layers.demo.chance import Chance, workday
from layers.demo.country import Country
from layers.demo.life import Fate, Life
from layers.demo.staff import Staff
from layers.demo.turns import turns_of
from sites.enums import CommuneSource, Precision
from sites.models import Site

EARLIEST = date(2012, 6, 1)
CLOSED_SINCE = date(2015, 1, 1)
CLOSED_PEOPLE = 46  # on average
HEAVY_DAYS = 1_150
PRECISIONS: Mapping[Precision, float] = {
    Precision.POSITION: 78,
    Precision.ADRESSE: 15,
    Precision.COMMUNE: 7,
}
SOURCES: Mapping[Precision, CommuneSource] = {Precision.ADRESSE: CommuneSource.GEOCODEUR}


class Births:
    """Draws every site of a demonstration of that size."""

    def __init__(self, country: Country, staff: Staff, size: Size, today: date) -> None:
        self.country, self.staff, self.size, self.today = country, staff, size, today
        self.chance = Chance("lives")

    def draw(self) -> list[Life]:
        lives = [self._life(*draft) for draft in self._drafts()]
        shown = [life for life in lives if life.commune.departement == SHOWN]
        for life in shown:
            life.wealth = 1.8
        self._make_heavy(shown[0], lives)
        for life in lives:
            life.turns = turns_of(life, self.chance)
            life.site.declared_by = life.reporter.membership
        return lives

    def _drafts(self) -> Iterator[tuple[Fate, str, int | None]]:
        """Fate, department, people of each."""
        size, chance = self.size, self.chance
        census = self._known(SITES)
        anywhere = census | self._known(OVERSEAS)
        figures = iter(sizes(size.counted, size.people, chance))
        for code, count in shared(size.counted, census).items():
            yield from ((Fate.COUNTED, code, next(figures)) for _ in range(count))
        for _ in range(size.tiny):
            yield Fate.TINY, chance.among(census), chance.number(2, 9)
        for rank in range(size.reported):
            people = chance.number(4, 60) if chance.happens(0.6) else None
            yield Fate.REPORTED, SHOWN if rank < 2 else chance.among(anywhere), people
        for fate in [Fate.UNKNOWN] * size.unknown + [Fate.CANCELLED] * size.cancelled:
            yield fate, chance.among(anywhere), None
        for figure in sizes(size.closed, size.closed * CLOSED_PEOPLE, chance):
            yield Fate.CLOSED, chance.among(anywhere), figure if chance.happens(0.92) else None

    def _known(self, table: Mapping[str, int]) -> dict[str, int]:
        return {code: weight for code, weight in table.items() if code in self.country.towns}

    def _life(self, fate: Fate, departement: str, people: int | None) -> Life:
        towns = self.country.towns[departement]
        commune = self.chance.choices(towns, [town.weight for town in towns])[0]
        reported, ended = self._span(fate)
        crew = self.staff.over(commune.containers)
        site = self._site(reported)
        return Life(site, fate, commune, crew, people, reported, ended, self.today)

    def _span(self, fate: Fate) -> tuple[date, date | None]:
        """When it was reported, and when it was left."""
        chance, today = self.chance, self.today
        if fate == Fate.REPORTED:
            return workday(today - timedelta(days=chance.number(3, 25))), None
        if fate == Fate.CLOSED:
            days = (today - CLOSED_SINCE).days
            ended = workday(today - timedelta(days=chance.number(6, days - 6, 1.25)))
            reported = ended - timedelta(days=chance.number(60, 1_400, 1.6))
            return workday(max(EARLIEST, reported)), max(ended, CLOSED_SINCE)
        days = chance.number(12, 365) if chance.happens(0.35) else chance.number(300, 2_600, 1.7)
        return workday(today - timedelta(days=days)), None

    def _site(self, reported: date) -> Site:
        chance = self.chance
        kind = chance.among(KINDS)
        precision = chance.among(PRECISIONS)
        street = addresses.street(chance)
        has_address = chance.happens(
            {Precision.ADRESSE: 1, Precision.COMMUNE: 0}.get(precision, 0.3)
        )
        known = chance.happens(0.8)
        return Site(
            uuid=chance.uuid(),
            name="" if chance.happens(0.12) else addresses.name(kind, street, chance),
            address=f"{chance.number(1, 140)} {street}" if has_address else "",
            access_details=chance.choice(addresses.ACCESS) if chance.happens(0.4) else "",
            kind=kind,
            settled_on=reported - timedelta(days=chance.number(2, 240, 2)) if known else None,
            location_precision=precision,
            commune_source=SOURCES.get(precision, CommuneSource.POSITION),
        )

    def _make_heavy(self, life: Life, lives: list[Life]) -> None:
        """The one site with many surveys, posts and intervenants; it takes another's people."""
        towns = {town.code: town for town in self.country.towns[SHOWN]}
        life.commune = next(towns[code] for code in SHOWN_COMMUNES if code in towns)
        life.crew = self.staff.over(life.commune.containers)
        life.wealth = 10
        life.reported = workday(self.today - timedelta(days=HEAVY_DAYS))
        life.site.settled_on = life.reported - timedelta(days=24)
        life.site.name, life.site.access_details = "Les Jardins du Triage", addresses.ACCESS[0]
        counted = (other for other in lives if other.fate == Fate.COUNTED)
        largest = max(counted, key=lambda other: other.people or 0)
        life.people, largest.people = largest.people, life.people
