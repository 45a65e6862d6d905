"""One import, in one transaction: all of it or nothing."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import shapely
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from territories.enums import Level
from territories.geo import area_m2
from territories.importing import admin_express, bundle, load, succession
from territories.importing.check import (
    ImportRefused,
    InForce,
    check_bundle,
    check_change,
    hole_areas,
)
from territories.importing.derive import Derived, commune_outlines, derive
from territories.importing.report import Report
from territories.models import Outline, Territory, Vintage

Step = Callable[[str], None]
# Checks, eight levels, writing: how often ``step`` is called.
STEPS = 5 + len(Level)


def import_territories(
    source: Path,
    admin_express_file: Path | None = None,
    *,
    force: bool = False,
    step: Step = lambda label: None,
) -> Report:
    """Put the vintage of ``source`` in force; the same one again writes nothing.

    ``force`` compares row by row even if this very vintage was the last to be imported.
    ImportRefused, with its reasons in French, if the data is bad: the database is as it was.
    """
    step("Lecture")
    try:
        checksum = _checksum(source, admin_express_file)
        if not force and (known := _already_there(checksum)):
            return known
        read = bundle.read(source)
        report = Report(read.vintage)
        if admin_express_file:
            read, report.redrawn = admin_express.redraw(read, admin_express_file)
    except ValueError as error:
        raise ImportRefused([str(error)]) from error
    step("Vérification")
    communes = commune_outlines(read)
    check_bundle(read, communes)
    derived = derive(read, communes, step)
    with transaction.atomic(), connection.cursor() as cursor:
        _check_then_write(cursor, derived, report, step)
        _remember(read, checksum, report)
    return report


def _check_then_write(cursor: CursorWrapper, derived: Derived, report: Report, step: Step) -> None:
    # Long, and alone: two imports at once would both insert the same communes.
    cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'")
    cursor.execute("LOCK TABLE territories_territory IN SHARE ROW EXCLUSIVE MODE")
    now = _in_force()
    report.holes = hole_areas(derived.rows)
    check_change(derived.vintage, derived.rows, report.holes, now)
    step("Écriture")
    load.stage(cursor, derived)
    report.created, updated = load.write_territories(cursor, derived.vintage)
    ended = succession.end_territories(cursor, derived.vintage)
    _refuse_orphans(ended)
    redrawn, regrouped = load.changed_communes(cursor)
    step("Contours")
    written = load.write_outlines(cursor) + load.write_inside(cursor)
    report.written = report.created + updated + len(ended) + written
    report.ended = [end.slug for end in ended]
    report.orphans = [end.slug for end in ended if end.successor_id is None]
    report.outlines_changed = len(redrawn)
    report.counts = _counts()
    if report.written:
        load.analyze(cursor)
    step("Successions")
    moved = [(end.id, end.successor_id) for end in ended if end.successor_id]
    changed = sorted(redrawn | regrouped)
    if moved or (changed and now.vintage):
        report.moved = succession.hand_over(moved, derived.vintage, changed)


def _refuse_orphans(ended: list[succession.Ended]) -> None:
    """A commune ends only into another: its sites must have somewhere to go."""
    lost = [
        end.slug
        for end in ended
        if end.successor_id is None and end.slug.startswith(f"{Level.COMMUNE}-")
    ]
    if lost:
        raise ImportRefused([f"Communes disparues sans successeur : {', '.join(lost[:10])}."])


def _in_force() -> InForce:
    vintage = Vintage.objects.values_list("year", flat=True).first()
    nation = Outline.objects.filter(level=Level.NATION).values_list("boundary", flat=True).first()
    area = area_m2(shapely.from_wkb(bytes(nation.wkb))) if nation else None
    return InForce(vintage, _counts(), area)


def _counts() -> dict[str, int]:
    """In force, by level, the widest first."""
    found = Counter(Territory.objects.in_force().order_by().values_list("level", flat=True))
    return {str(level): found[level] for level in Level if found[level]}


def _checksum(source: Path, admin_express_file: Path | None) -> str:
    if admin_express_file is None:
        return bundle.checksum(source)
    return admin_express.checksum(bundle.checksum(source), admin_express_file)


def _already_there(checksum: str) -> Report | None:
    newest = Vintage.objects.first()
    if newest and newest.checksum == checksum and newest.counts == _counts():
        return Report(newest.year, unchanged=True, counts=newest.counts)
    return None


def _remember(read: bundle.Bundle, checksum: str, report: Report) -> None:
    newest = Vintage.objects.first()
    if newest and newest.checksum == checksum and not report.written:
        return
    Vintage.objects.create(
        year=read.vintage, source=read.source, checksum=checksum, counts=report.counts
    )
