"""The table of the list's columns: what can be shown, sorted by and summed, and by whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.feature import attention, last_days
from layers.facts import conditions_of
from layers.listing import sorts
from layers.listing.sorts import Sort
from layers.paging import Kind
from legal.feature import EVACUATION, LAST_STEPS, NEXT_DEADLINE, OWNER_NAMES, Listed
from sites import completeness
from sites.enums import ConditionLevel, Origin, SiteKind, SiteStatus
from sites.feature import favourites, intervenant_names, last_phases
from sites.models import CONDITION_FIELDS, Site

Part = Callable[[Scope, Sequence[int]], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column is a read: without its ability it does not exist for the reader.

    `name` stands in `colonnes` and `tri`; `read` gives a cell's value, None where nobody knows
    (`unknown` is then the word), which `face` draws (`templates/layers/list/_cell.html`). `part`
    reads for all the sites of a page, in one query, what is no column of theirs; those that are
    `legal` are read together. `sum` names the field that is added up; `related` what `read`
    follows.
    """

    name: str
    label: str
    face: str
    read: Callable[[Site], Any] = lambda site: None
    sort: Sort | None = None
    sum: str = ""
    shown: bool = False
    ability: Ability | None = None
    related: tuple[str, ...] = ()
    part: Part | None = None
    legal: Listed | None = None
    unknown: str = "inconnu"


def _figure(name: str, label: str, words: str, field: str, shown: bool = False) -> Column:
    return Column(
        name,
        label,
        "number",
        lambda site: getattr(site, field),
        sorts.numbers(words, field),
        sum=field,
        shown=shown,
    )


def _condition(name: str, label: str, field: str) -> Column:
    def read(site: Site) -> tuple[str, str] | None:
        level = getattr(site, field)
        return None if level == ConditionLevel.INCONNU else (level, ConditionLevel(level).label)

    return Column(name, label, "level", read, sorts.level(label.lower(), field))


def _origins(site: Site) -> str | None:
    return ", ".join(Origin(one).label for one in site.origins) or None


# French name, label and column of the further figures of a survey
_FIGURES = (
    ("femmes", "Femmes et filles", "women"),
    ("filles", "Filles", "girls"),
    ("mineurs-0-3", "0 à 3 ans", "minors_0_3"),
    ("mineurs-3-6", "3 à 6 ans", "minors_3_6"),
    ("mineurs-6-12", "6 à 12 ans", "minors_6_12"),
    ("mineurs-12-16", "12 à 16 ans", "minors_12_16"),
    ("mineurs-16-18", "16 à 18 ans", "minors_16_18"),
    ("caravanes", "Caravanes", "caravans"),
    ("cabanes", "Cabanes", "huts"),
    ("tentes", "Tentes", "tents"),
    ("voitures", "Voitures", "cars"),
    ("matelas", "Matelas", "mattresses"),
)
SURVEYED = (
    *(_figure(name, label, label.lower(), field) for name, label, field in _FIGURES),
    Column("origines", "Origines", "text", _origins, unknown="inconnues"),
)
SITE = Column("reference", "Site", "site", sort=sorts.REFERENCE, shown=True)
COLUMNS: tuple[Column, ...] = (
    Column(
        "commune",
        "Commune",
        "text",
        lambda site: site.commune.name,
        sorts.places("commune", "commune"),
        shown=True,
        related=("commune",),
    ),
    Column(
        "departement",
        "Département",
        "text",
        lambda site: site.departement.name,
        sorts.places("département", "departement"),
        related=("departement",),
    ),
    Column(
        "epci",
        "Intercommunalité",
        "text",
        lambda site: site.epci and site.epci.name,
        sorts.places("intercommunalité", "epci"),
        related=("epci",),
        unknown="aucune",
    ),
    Column(
        "adresse",
        "Adresse",
        "text",
        lambda site: site.address or None,
        sorts.texts("adresse", "address"),
    ),
    _figure("personnes", "Personnes", "nombre de personnes", "people", shown=True),
    _figure("menages", "Ménages", "nombre de ménages", "households"),
    _figure("mineurs", "Mineurs", "nombre de mineurs", "minors"),
    _figure("scolarises", "Mineurs scolarisés", "mineurs scolarisés", "schooled_minors"),
    *SURVEYED,
    Column(
        "statut",
        "Statut",
        "status",
        lambda site: (site.status, SiteStatus(site.status).label),
        sorts.ranks(
            "statut", "status", SiteStatus.values, ("de signalé à annulé", "d’annulé à signalé")
        ),
        shown=True,
    ),
    Column(
        "type",
        "Type",
        "text",
        lambda site: SiteKind(site.kind).label,
        sorts.ranks("type", "kind", SiteKind.values, ("terrains d’abord", "terrains à la fin")),
    ),
    Column(
        "conditions", "Conditions de vie", "levels", conditions_of, sorts.CONDITIONS, shown=True
    ),
    *(
        _condition(str(group.value), str(group.label), field)
        for group, field in CONDITION_FIELDS.items()
    ),
    Column(
        "installation",
        "Installation",
        "day",
        lambda site: site.settled_on,
        sorts.days("date d’installation", "settled_on"),
    ),
    Column(
        "signale",
        "Signalé",
        "ago",
        lambda site: site.created_at,
        sorts.days("date de signalement", "created_at", Kind.INSTANT, nullable=False),
    ),
    Column(
        "diagnostic",
        "Dernier diagnostic",
        "ago",
        lambda site: site.surveyed_on,
        sorts.days("dernier diagnostic", "surveyed_on"),
        unknown="aucun",
    ),
    Column(
        "maj",
        "Actualisé",
        "ago",
        lambda site: site.updated_on,
        sorts.days("dernière actualisation", "updated_on", nullable=False),
        shown=True,
    ),
    Column(
        "objectif",
        "Objectif",
        "year",
        lambda site: site.target_year,
        sorts.numbers("objectif de résorption", "target_year", first=""),
        unknown="sans",
    ),
    Column("phase", "Dernière phase", "text", part=last_phases, unknown="aucune"),
    Column(
        "canicule",
        "Risque canicule",
        "text",
        lambda site: "oui" if site.heat_risk else None,
        unknown="non signalé",
    ),
    Column("completude", "Complétude", "percent", completeness.percent_of, sorts.COMPLETENESS),
    Column("favori", "Favori", "star", part=favourites),
    Column("intervenants", "Intervenants", "names", part=intervenant_names, unknown="aucun"),
    Column(
        "attention",
        "Points d’attention",
        "attention",
        sort=sorts.ATTENTION,
        part=attention,
        unknown="aucun",
    ),
    Column(
        "message",
        "Dernier message",
        "ago",
        sort=sorts.LAST_MESSAGE,
        part=last_days,
        unknown="aucun",
    ),
    Column(
        "proprietaire",
        "Propriétaire",
        "names",
        legal=OWNER_NAMES,
        ability=Ability.VIEW_OWNER,
        unknown="non renseigné",
    ),
    Column(
        "procedures",
        "Procédures",
        "names",
        legal=LAST_STEPS,
        ability=Ability.VIEW_LEGAL,
        unknown="aucune",
    ),
    Column(
        "echeance",
        "Échéance",
        "day",
        legal=NEXT_DEADLINE,
        ability=Ability.VIEW_LEGAL,
        unknown="aucune",
    ),
    Column(
        "evacuation",
        "Évacuation",
        "day",
        legal=EVACUATION,
        ability=Ability.VIEW_EVACUATION_DATE,
        unknown="aucune",
    ),
)
USUAL_SORT = "maj"


def available(scope: Scope) -> list[Column]:
    """Those that this reader may choose, in the table's order; the site's own always leads."""
    return [
        column
        for column in COLUMNS
        if column.ability is None or abilities.may(scope, column.ability)
    ]
