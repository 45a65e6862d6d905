"""Each part of the paper that one may ask for: read only when it is asked, each by one query."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actors.scope import Scope
from journal.enums import Audience, EntryKind
from journal.feature import EMPTY, NO_POINT, attention, journals
from journal.markdown import plain
from layers.curve import curve_of
from layers.diagnostic import AGES, Diagnostic, diagnostic_of
from layers.facts import Facts as Known
from layers.paper import legal
from layers.paper.blocks import Block, Curve, Facts, Item, Items, Level, Levels, Pair, Part, Table
from layers.paper.options import Option
from layers.paper.words import day, more, pairs, said, short
from sites.enums import IntervenantState, SurveyGroup, Theme
from sites.feature import intervenants
from sites.models import Site, Survey

MOST_READINGS, MOST_INTERVENANTS, MOST_MESSAGES = 6, 12, 5
LONGEST_MESSAGE = 240
LONGEST_ACCESS, LONGEST_THEMES = 300, 80
FIGURES = ("people", "households", "minors", "schooled_minors")


@dataclass(frozen=True, slots=True)
class Source:
    """What the parts are made of. `legal`: of this reader, the blocks that were asked for."""

    scope: Scope
    site: Site
    facts: Known
    legal: Mapping[str, Any]


def part_of(option: Option, source: Source) -> Part:
    return _PARTS[option](source)


def _access(source: Source) -> Part:
    rows = [
        (label, short(words, LONGEST_ACCESS) if words else words)
        for label, words in pairs(source.facts.access)
    ]
    return Part(Option.ACCESS.label, [Facts(rows)])


def _conditions(source: Source) -> Part:
    rows = [
        Level(
            one.label,
            one.level,
            one.words,
            day(one.on),
            one.reasons
            or ("niveau fixé par qui l’a constaté" if one.is_stated and one.answers else ""),
        )
        for one in source.facts.conditions
    ]
    return Part(Option.CONDITIONS.label, [Levels(rows)])


def _diagnostic(source: Source) -> Part:
    surveys = Survey.objects.filter(site=source.site).select_related("author__organisation")
    rows = list(surveys.order_by("-observed_on", "-pk"))
    if not rows:
        return Part(Option.DIAGNOSTIC.label, [Items([], "Aucun diagnostic n’est enregistré.")])
    known = diagnostic_of(source.site)
    blocks: list[Block] = [*_shares(known), Facts(_how(known), is_half=True)]
    if curve := curve_of(rows):
        blocks.append(Curve(curve))
    blocks += _readings(rows)
    return Part(Option.DIAGNOSTIC.label, blocks)


def _shares(known: Diagnostic) -> list[Table]:
    people = [(row.label, said(row.total), said(row.women), said(row.men)) for row in known.sexes]
    return [
        Table(
            "Population par sexe",
            ("", "Total", "Femmes et filles", "Hommes et garçons"),
            people,
            words_from=4,
            is_half=True,
        ),
        Table(
            "Mineurs par âge",
            ("", *AGES),
            [("Mineurs", *(said(one.value) for one in known.ages))],
            words_from=1 + len(AGES),
            is_half=True,
        ),
        Table(
            "Abris",
            ("", *(one.label for one in known.shelters)),
            [("Nombre", *(said(one.value) for one in known.shelters))],
            words_from=1 + len(known.shelters),
            is_half=True,
        ),
    ]


def _how(known: Diagnostic) -> list[Pair]:
    made = ", ".join(filter(None, (known.method, known.made_by and f"par {known.made_by}")))
    return [
        ("Origines", ", ".join(known.origins) or None),
        *([("Dernier diagnostic", made)] if made else []),
    ]


def _readings(rows: Sequence[Survey]) -> list[Block]:
    """The population as it was read each time; not what was carried from the time before."""
    read = [row for row in rows if SurveyGroup.POPULATION in row.groups]
    if not read:
        return []
    head = ("Constaté le", "Personnes", "Ménages", "Mineurs", "Scolarisés", "Par")
    lines = [
        (
            day(row.observed_on),
            *(said(getattr(row, name)) for name in FIGURES),
            row.made_by or row.author.organisation.short_name,
        )
        for row in read[:MOST_READINGS]
    ]
    left = len(read) - MOST_READINGS
    title = "Au fil des diagnostics"
    if left > 0:
        title += f" (les {MOST_READINGS} plus récents sur {len(read)})"
    return [Table(title, head, lines, words_from=5)]


def _intervenants(source: Source) -> Part:
    rows = intervenants(source.scope, [source.site.pk]).get(source.site.pk, [])
    items = [_intervenant(row) for row in rows[:MOST_INTERVENANTS]]
    cut = more(len(rows) - MOST_INTERVENANTS, "autre structure", "autres structures")
    nothing = "Aucune structure n’est déclarée sur ce site."
    return Part(Option.INTERVENANTS.label, [Items(items, nothing, cut, is_short=True)])


def _intervenant(row: Mapping[str, Any]) -> Item:
    themes = ", ".join(str(Theme(one).label) for one in row["themes"])
    contact = row["contact"] or {}
    lines = [("", short(themes, LONGEST_THEMES))] if themes else []
    if contact:
        lines += [(contact["name"], contact["phone"] or ""), ("", contact["email"])]
    return Item(row["organisation"], str(IntervenantState(row["state"]).label), lines)


def _journal(source: Source) -> Part:
    """Those that this reader reads, answers with them, each with who else does."""
    ids = [source.site.pk]
    journal = journals(source.scope, ids, MOST_MESSAGES).get(source.site.pk, EMPTY)
    points = attention(source.scope, ids).get(source.site.pk, NO_POINT)
    items = [_message(row) for row in journal["latest"]]
    cut = more(journal["count"] - MOST_MESSAGES, "autre message", "autres messages")
    nothing = "Aucun message n’est écrit sur ce site."
    return Part(Option.JOURNAL.label, [Items(items, nothing, cut)], _points(points))


def _message(row: Mapping[str, Any]) -> Item:
    kind = str(EntryKind(row["kind"]).label)
    readers = str(Audience(row["audience"]).label)
    return Item(
        f"{row['author']}, {row['organisation']}",
        f"{said(row['published_at'])} · {kind} · {readers}",
        [("", plain(row["body"], LONGEST_MESSAGE))],
    )


def _points(points: Mapping[str, Any]) -> str:
    number, urgent = points["open"], points["urgent"]
    if not number:
        return ""
    several = "s" if number > 1 else ""
    words = f"{number} point{several} d’attention ouvert{several}"
    return f"{words}, dont {urgent} urgent{'s' if urgent > 1 else ''}" if urgent else words


_PARTS: Mapping[Option, Callable[[Source], Part]] = {
    Option.ACCESS: _access,
    Option.OWNER: lambda source: legal.owners(source.legal),
    Option.CONDITIONS: _conditions,
    Option.DIAGNOSTIC: _diagnostic,
    Option.LEGAL: lambda source: legal.procedures(source.legal),
    Option.EVACUATION: lambda source: legal.evacuation(source.legal),
    Option.INTERVENANTS: _intervenants,
    Option.JOURNAL: _journal,
}
