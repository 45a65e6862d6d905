"""What one vintage holds, and its folder of files (``fixtures/territories/README.md``)."""

import csv
import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from territories.enums import Level
from territories.importing import outlines

FORMAT = 1
NATION_CODE = "FR"
HEAD, COMMUNES = "vintage.json", "communes.csv.xz"
MUNICIPAL, GROUPS = "municipal-arrondissements.csv.xz", "groups.csv.xz"
OUTLINES = "outlines.bin.xz"
FILES = (COMMUNES, MUNICIPAL, GROUPS, OUTLINES)


@dataclass(frozen=True, slots=True)
class Commune:
    """``former``: codes of communes that are part of it since some vintage."""

    code: str
    name: str
    population: int | None
    postcodes: tuple[str, ...]
    arrondissement: str
    departement: str
    epci: str = ""
    ept: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalArrondissement:
    code: str
    name: str
    population: int | None
    postcodes: tuple[str, ...]
    commune: str


@dataclass(frozen=True, slots=True)
class Group:
    """A territory made of communes. ``parent``: code of the region of a department, "" else."""

    level: str
    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Bundle:
    """``outlines``: code → MultiPolygon, WGS84, of the municipal arrondissements and of every
    commune that has none (the others are their union)."""

    vintage: int
    source: str
    communes: tuple[Commune, ...]
    municipal: tuple[MunicipalArrondissement, ...]
    groups: tuple[Group, ...]
    outlines: dict[str, shapely.MultiPolygon]
    checksum: str = field(default="", compare=False)


def write(folder: Path, bundle: Bundle, **head: object) -> None:
    """Write the files of ``folder``; ``head`` adds to what ``vintage.json`` says."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_rows(folder / COMMUNES, map(_commune_row, bundle.communes))
    _write_rows(folder / MUNICIPAL, map(_municipal_row, bundle.municipal))
    groups = ((group.level, group.code, group.name, group.parent) for group in bundle.groups)
    _write_rows(folder / GROUPS, groups)
    outlines.write(folder / OUTLINES, bundle.outlines)
    about = {
        "format": FORMAT,
        "vintage": bundle.vintage,
        "source": bundle.source,
        "sha256": {name: _sha256(folder / name) for name in FILES},
        **head,
    }
    (folder / HEAD).write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", "utf-8")


def read(folder: Path) -> Bundle:
    """ValueError, naming the file, if one is missing, altered or unreadable."""
    head = _head(folder)
    return Bundle(
        vintage=int(head["vintage"]),
        source=str(head["source"]),
        communes=tuple(map(_commune, _rows(folder / COMMUNES))),
        municipal=tuple(map(_municipal, _rows(folder / MUNICIPAL))),
        groups=tuple(Group(str(Level(row[0])), *row[1:]) for row in _rows(folder / GROUPS)),
        outlines=outlines.read(folder / OUTLINES),
        checksum=checksum(folder),
    )


def checksum(folder: Path) -> str:
    """One sum for the whole vintage, from the sums that its head declares."""
    return hashlib.sha256(json.dumps(_head(folder), sort_keys=True).encode()).hexdigest()


def _head(folder: Path) -> dict:
    try:
        head = json.loads((folder / HEAD).read_text("utf-8"))
        altered = [name for name in FILES if _sha256(folder / name) != head["sha256"][name]]
    except (OSError, KeyError, ValueError) as error:
        raise ValueError(f"{folder.name}: not a vintage of territories ({error})") from error
    if altered or head.get("format") != FORMAT:
        raise ValueError(f"{folder.name}: altered or of another format: {', '.join(altered)}")
    return head


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_rows(path: Path, rows: Iterable[tuple]) -> None:
    with lzma.open(path, "wt", preset=6, encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.reader(stream)


def _commune_row(c: Commune) -> tuple:
    return (
        *(c.code, c.name, _text(c.population), " ".join(c.postcodes)),
        *(c.arrondissement, c.departement, c.epci, c.ept, " ".join(c.former)),
    )


def _commune(row: list[str]) -> Commune:
    code, name, people, postcodes, arrondissement, departement, epci, ept, former = row
    return Commune(
        code=code,
        name=name,
        population=_number(people),
        postcodes=tuple(postcodes.split()),
        arrondissement=arrondissement,
        departement=departement,
        epci=epci,
        ept=ept,
        former=tuple(former.split()),
    )


def _municipal_row(m: MunicipalArrondissement) -> tuple:
    return (m.code, m.name, _text(m.population), " ".join(m.postcodes), m.commune)


def _municipal(row: list[str]) -> MunicipalArrondissement:
    code, name, people, postcodes, commune = row
    return MunicipalArrondissement(code, name, _number(people), tuple(postcodes.split()), commune)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    return int(text) if text else None
