"""Phases, documents, favourites and a canicule on what is written already; dated from today."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from psycopg.types.range import DateRange

from actors.enums import OrganisationKind as Kind
from layers.demo.artwork import report
from layers.demo.chance import Chance, workday
from layers.demo.life import Life
from layers.demo.staff import Agent
from sites import storage
from sites.documents import DOCUMENT
from sites.enums import DocumentAccess, FileKind, FileState, Phase, SiteStatus
from sites.models import Document, Favourite, File, Heatwave, SitePhase
from sites.services.files.formats import PDF
from territories.models import Territory

HOT = ("69", "13")
AT_RISK, FAVOURITE, WRITTEN, HEALTH = 0.2, 0.04, 0.3, 0.15
PLENTY = 12
TITLES = (
    "Compte rendu du comité de suivi",
    "Diagnostic social",
    "Diagnostic technique",
    "Arrêté municipal",
    "Plan du terrain",
    "Convention avec l’opérateur",
    "Convention d’occupation",
)
HEALTH_TITLES = ("Point sur la couverture vaccinale", "Compte rendu de l’équipe mobile")
LINES = ["Document de démonstration : personnes, lieux et faits sont inventés."]


def flag(life: Life, chance: Chance) -> None:
    """Before the site is written."""
    life.site.heat_risk = life.is_heavy or chance.happens(AT_RISK)


def make_phases(lives: Sequence[Life]) -> Iterator[SitePhase]:
    chance = Chance("phases")
    for life in lives:
        aims = life.site.target_year is not None
        if not (aims or life.turns[-1].status == SiteStatus.EN_COURS):
            continue
        yield from _phases(life, chance)


def _phases(life: Life, chance: Chance) -> Iterator[SitePhase]:
    reached = 6 if life.is_heavy else chance.number(0, len(Phase) - 1)
    day = max(life.reported, life.today - timedelta(days=60 * reached + 20))
    for rank, phase in enumerate(Phase):
        if rank > reached:
            return
        if rank == reached:
            day = life.today + timedelta(days=chance.number(10, 120))
            if life.ended:
                return
        yield SitePhase(
            site=life.site,
            phase=phase,
            on=day,
            author=life.one_of_the_state(life.last_day, chance).membership,
        )
        day = min(day + timedelta(days=chance.number(20, 60)), life.last_day)


def make_documents(lives: Sequence[Life]) -> list[tuple[Document, str]]:
    chance = Chance("documents")
    found = []
    for life in lives:
        number = PLENTY if life.is_heavy else chance.number(1, 3) * chance.happens(WRITTEN)
        found += [_document(life, chance) for _ in range(number)]
    return found


def _document(life: Life, chance: Chance) -> tuple[Document, str]:
    day = chance.day_between(life.reported, life.last_day)
    doctors = life.there(day, Kind.ARS)
    is_health = bool(doctors) and chance.happens(HEALTH)
    author: Agent = chance.choice(doctors) if is_health else life.one_of_the_state(day, chance)
    title = chance.choice(HEALTH_TITLES if is_health else TITLES)
    row = Document(
        uuid=chance.uuid(),
        site=life.site,
        title=title,
        dated_on=day,
        access=DocumentAccess.SANTE if is_health else DocumentAccess.TOUS,
        author=author.membership,
        recorded_at=chance.moment(day, 16),
    )
    return row, title


def make_papers(documents: Sequence[tuple[Document, str]]) -> list[File]:
    """Their files: the bytes of one drawn report a title; the documents have ids."""
    chance = Chance("papers")
    drawn = {title: report(title, LINES) for title in dict.fromkeys(t for _, t in documents)}
    return [_paper(row, drawn[title], chance) for row, title in documents]


def _paper(row: Document, content: bytes, chance: Chance) -> File:
    return File(
        uuid=chance.uuid(),
        author=row.author,
        site=row.site,
        hangs_on=DOCUMENT,
        object_id=row.pk,
        name=f"{row.title}.pdf",
        kind=FileKind(PDF.kind),
        media_type=PDF.media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        state=FileState.READY,
        stored=storage.write(content),
        created_at=row.recorded_at,
    )


def make_favourites(lives: Sequence[Life]) -> list[Favourite]:
    chance = Chance("favourites")
    found: dict[tuple[int, int], Favourite] = {}
    for life in lives:
        share = 0.5 if life.is_heavy else FAVOURITE
        for agent in life.there(life.last_day, *Kind):
            if chance.happens(share):
                key = (agent.user.pk, life.site.pk)
                found[key] = Favourite(user=agent.user, site=life.site)
    return list(found.values())


def make_heatwaves(lives: Sequence[Life], today: date) -> Iterator[Heatwave]:
    """One in force where the shown accounts look, one to come, one of last summer for all."""
    chance = Chance("canicule")
    places = Territory.objects.in_force().filter(level="departement", code__in=HOT).order_by("code")
    periods = (
        DateRange(today - timedelta(days=2), today + timedelta(days=5)),
        DateRange(today + timedelta(days=3), today + timedelta(days=8)),
    )
    by_code = {life.commune.departement: life for life in lives if not life.ended}
    for place, during in zip(reversed(places), periods, strict=False):
        if life := by_code.get(place.code):
            author = life.one_of_the_state(workday(today - timedelta(days=1)), chance)
            yield Heatwave(territory=place, during=during, author=author.membership)
