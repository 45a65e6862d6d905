"""Some drawn photos and reports on the newest messages of where the shown accounts look."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from journal.enums import Audience, Topic
from journal.models import Entry
from journal.readable import ENTRY
from layers.demo.artwork import Subject, picture, report
from layers.demo.chance import Chance
from layers.demo.life import Life
from sites import storage
from sites.enums import FileKind, FileState
from sites.models import File
from sites.services.files.formats import JPEG, PDF, Format
from sites.services.files.images import remake

PLACES = ("69", "93")
LATEST, SECOND, REPORTS = 14, 0.4, 3
SUBJECTS = {
    Topic.EAU: Subject.WATER,
    Topic.DECHETS: Subject.WASTE,
    Topic.INCENDIE: Subject.FIRE,
}


def make_files(lives: Sequence[Life]) -> list[File]:
    """Rows as the worker leaves them, with their bytes in private storage; the entries have ids."""
    chance = Chance("files")
    shown = [life for life in lives if life.commune.departement in PLACES]
    of_point = {
        one.point.entry_id: SUBJECTS.get(Topic(one.point.topic))
        for life in shown
        for one in life.asked
    }
    entries = [
        entry
        for life in shown
        for entry, _ in life.entries
        if entry.audience == Audience.TOUS and entry.answers is None
    ]
    entries.sort(key=lambda entry: (entry.published_at, entry.uuid), reverse=True)
    asking = [entry for entry in entries if of_point.get(entry.pk)]
    others = [entry for entry in entries if entry.pk not in of_point]
    rows: list[File] = []
    for entry in [*asking[: LATEST // 2], *others[: LATEST // 2]]:
        rows += _photos(entry, of_point.get(entry.pk) or Subject.SITE, chance)
    for entry in others[LATEST // 2 : LATEST // 2 + REPORTS]:
        rows.append(_report(entry, chance))
    return rows


def _photos(entry: Entry, subject: Subject, chance: Chance) -> Iterator[File]:
    for rank in range(1 + chance.happens(SECOND)):
        made = remake(picture(subject if rank == 0 else Subject.SITE, chance), JPEG.media_type)
        row = _row(entry, rank, f"photo-{rank + 1}.jpg", JPEG, made.image, chance)
        row.shown, row.thumbnail = storage.write(made.image), storage.write(made.thumbnail)
        row.width, row.height = made.width, made.height
        yield row


def _report(entry: Entry, chance: Chance) -> File:
    lines = [
        "Présents : services de l’État, commune, association.",
        "Ordre du jour : eau, déchets, scolarisation, suite de l’accompagnement.",
        "Document de démonstration : personnes, lieux et faits sont inventés.",
    ]
    content = report("Compte rendu de réunion", lines)
    row = _row(entry, 0, "compte-rendu.pdf", PDF, content, chance)
    row.stored = storage.write(content)
    return row


def _row(entry: Entry, rank: int, name: str, form: Format, content: bytes, chance: Chance) -> File:
    return File(
        uuid=chance.uuid(),
        author=entry.author,
        site=entry.site,
        hangs_on=ENTRY,
        object_id=entry.pk,
        rank=rank,
        name=name,
        kind=FileKind(form.kind),
        media_type=form.media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        state=FileState.READY,
        created_at=entry.published_at,
    )
