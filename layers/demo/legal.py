"""Owners on half of the sites, procedures on a third, with deadlines around today: all invented."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from actors.models import Membership
from layers.demo.artwork import report
from layers.demo.chance import Chance, workday
from layers.demo.life import Fate, Life
from legal.enums import LegalEvent, OwnerKind, ProcedureKind, StepKind
from legal.models import EvacuationDate, Owner, Procedure, Step
from legal.readable import STEP
from sites import storage
from sites.enums import FileKind, FileState
from sites.models import Event, File
from sites.services.files.formats import PDF

OWNED, SECOND, SUED, MET, DATED = 0.5, 0.15, 0.34, 0.3, 0.25
HOUR = 15
LATE, AHEAD = 20, 100
MOST_FILES = 12
SHOWN = ("69", "93")
K = StepKind
NAMES: Mapping[OwnerKind, tuple[str, ...]] = {
    OwnerKind.COLLECTIVITE: ("Commune", "Intercommunalité", "Conseil départemental"),
    OwnerKind.ETAT: ("SNCF Réseau", "Voies navigables de France", "Direction des routes"),
    OwnerKind.BAILLEUR: ("Office public de l’habitat", "Habitat et Territoires"),
    OwnerKind.SOCIETE: ("SCI des Trois Chênes", "Foncière du Canal", "SARL Les Entrepôts"),
    OwnerKind.PRIVE: ("Indivision Marchandot", "Consorts Vauquelin", "Succession Berthommé"),
}
OFTEN: Mapping[OwnerKind, float] = {
    OwnerKind.COLLECTIVITE: 30,
    OwnerKind.SOCIETE: 25,
    OwnerKind.PRIVE: 20,
    OwnerKind.ETAT: 15,
    OwnerKind.BAILLEUR: 10,
}
KINDS: Mapping[ProcedureKind, float] = {
    ProcedureKind.JUDICIAIRE: 70,
    ProcedureKind.ADMINISTRATIVE: 20,
    ProcedureKind.INSALUBRITE: 10,
}
TITLES: Mapping[ProcedureKind, str] = {
    ProcedureKind.JUDICIAIRE: "Référé au tribunal judiciaire",
    ProcedureKind.ADMINISTRATIVE: "Arrêté municipal d’évacuation",
    ProcedureKind.INSALUBRITE: "Traitement de l’insalubrité",
}
# Each one's steps, of which some stand at any time
COURSES: Mapping[ProcedureKind, tuple[StepKind, ...]] = {
    ProcedureKind.JUDICIAIRE: (
        *(K.PLAINTE, K.ENGAGEE, K.DECISION, K.APPEL),
        *(K.CONCOURS_DEMANDE, K.CONCOURS_ACCORDE),
    ),
    ProcedureKind.ADMINISTRATIVE: (K.ARRETE, K.CONCOURS_DEMANDE, K.CONCOURS_REFUSE),
    ProcedureKind.INSALUBRITE: (K.ENGAGEE, K.ARRETE),
}
TO_DO: Mapping[StepKind, str] = {
    K.ENGAGEE: "Produire les pièces avant l’audience",
    K.DECISION: "Quitter les lieux : délai laissé par le juge",
    K.ARRETE: "Exécuter l’arrêté",
    K.APPEL: "Déposer les conclusions",
    K.CONCOURS_DEMANDE: "Répondre à la demande de concours",
}


@dataclass
class Rows:
    owners: list[Owner] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    evacuations: list[EvacuationDate] = field(default_factory=list)


def legal_rows(lives: Sequence[Life]) -> Rows:
    """The sites have ids."""
    chance, rows = Chance("legal"), Rows()
    for life in lives:
        if life.fate in (Fate.REPORTED, Fate.CANCELLED):
            continue
        if life.is_heavy or chance.happens(OWNED):
            rows.owners += _owners(life, chance)
        if life.is_heavy or chance.happens(SUED):
            _sue(life, rows, chance)
    for step in _judged(rows, lives):
        step.papers = 1
    return rows


def legal_events(rows: Rows) -> Iterator[Event]:
    """As the services would have recorded them; the rows have ids."""
    for kind, some in (
        (LegalEvent.OWNER, rows.owners),
        (LegalEvent.PROCEDURE, rows.procedures),
        (LegalEvent.STEP, rows.steps),
        (LegalEvent.EVACUATION, rows.evacuations),
    ):
        for row in some:  # type: ignore[attr-defined]
            site = row.procedure.site if isinstance(row, Step) else row.site
            yield Event(
                kind=kind, site=site, actor=row.author, at=row.recorded_at, object_id=row.pk
            )


def legal_files(rows: Rows, lives: Sequence[Life]) -> list[File]:
    """Some judgments, as the worker leaves them, with their bytes in private storage."""
    chance = Chance("judgments")
    return [_judgment(step, chance) for step in _judged(rows, lives)]


def _judged(rows: Rows, lives: Sequence[Life]) -> list[Step]:
    """The steps that have a file."""
    shown = {life.site.pk for life in lives if life.commune.departement in SHOWN}
    judged = [
        step for step in rows.steps if step.kind == K.DECISION and step.procedure.site_id in shown
    ]
    return judged[-MOST_FILES:]


def _owners(life: Life, chance: Chance) -> Iterator[Owner]:
    for number in range(1 + (life.is_heavy or chance.happens(SECOND))):
        kind, day = chance.among(OFTEN), _day(life, chance)
        parcel = f"{life.commune.code}000{chance.choice('ABCDE').zfill(2)}"
        yield Owner(
            site=life.site,
            name=chance.choice(NAMES[kind]),
            kind=kind,
            parcels=[f"{parcel}{chance.randrange(1, 900) + number:04d}"],
            **_signed(life, day, chance),
        )


def _sue(life: Life, rows: Rows, chance: Chance) -> None:
    for kind in KINDS if life.is_heavy else [chance.among(KINDS)]:
        first = _day(life, chance)
        its = Procedure(
            site=life.site, kind=kind, title=TITLES[kind], **_signed(life, first, chance)
        )
        rows.procedures.append(its)
        steps = list(_steps(life, its, first, chance))
        rows.steps += steps
        is_open = life.ended is None
        if is_open and (life.is_heavy or chance.happens(DATED)) and not _has_date(rows, life):
            day = life.today + timedelta(days=chance.number(5, 120))
            signed = _signed(life, steps[-1].on, chance)
            rows.evacuations.append(EvacuationDate(site=life.site, on=day, **signed))


def _has_date(rows: Rows, life: Life) -> bool:
    return any(row.site is life.site for row in rows.evacuations[-3:])


def _steps(life: Life, its: Procedure, first: date, chance: Chance) -> Iterator[Step]:
    course = COURSES[ProcedureKind(its.kind)]
    course = course if life.is_heavy else course[: chance.number(1, len(course))]
    span = max(1, (life.last_day - first).days) // len(course)
    for number, kind in enumerate(course):
        on = min(life.last_day, first + timedelta(days=span * number))
        step = Step(procedure=its, kind=kind, on=on, **_signed(life, on, chance))
        if kind in TO_DO:
            _set_deadline(life, step, number == len(course) - 1, chance)
        yield step


def _set_deadline(life: Life, step: Step, is_last: bool, chance: Chance) -> None:
    """Around today for the last step of a site where people live; else it was met in time."""
    step.to_do = TO_DO[StepKind(step.kind)]
    if is_last and life.ended is None and not chance.happens(MET):
        step.deadline = max(step.on, life.today + timedelta(days=chance.number(-LATE, AHEAD)))
    else:
        step.deadline = step.on + timedelta(days=chance.number(15, 60))
        step.met_on = min(step.deadline, life.today)


def _day(life: Life, chance: Chance) -> date:
    return chance.day_between(life.reported, life.last_day)


def _signed(life: Life, day: date, chance: Chance) -> dict[str, Any]:
    written = min(workday(day), life.last_day)
    agent = life.one_of_the_state(max(written, life.reported), chance)
    author: Membership = agent.membership
    return {"author": author, "uuid": chance.uuid(), "recorded_at": chance.moment(written, HOUR)}


def _judgment(step: Step, chance: Chance) -> File:
    content = report(
        "Jugement (démonstration)",
        [
            "Le tribunal, statuant en référé, ordonne la libération des lieux.",
            "Un délai est laissé aux occupants.",
            "Document de démonstration : personnes, lieux et faits sont inventés.",
        ],
    )
    return File(
        uuid=chance.uuid(),
        author=step.author,
        site=step.procedure.site,
        hangs_on=STEP,
        object_id=step.pk,
        name="jugement.pdf",
        kind=FileKind(PDF.kind),
        media_type=PDF.media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        state=FileState.READY,
        stored=storage.write(content),
        created_at=step.recorded_at,
    )
