"""Which rows tell of a site, and what of them is told: one declaration a table.

An upper app declares its own in the same way, under its ability, and `layers.history` adds it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, Model

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.enums import DocumentAccess
from sites.models import (
    ClosingSolution,
    Document,
    Intervenant,
    Reinstallation,
    Site,
    SitePeriod,
    SitePhase,
    Survey,
)

# What a row says of itself, and who writes it: told by the act, never as a change.
MACHINE = frozenset({"id", "uuid", "version", "author", "recorded_at"})
EVERYWHERE = {"during": "période"}  # the field's own name, « du … au … », is a form's
# The newest survey before this one by date: what a new survey is compared with.
_SURVEY_BEFORE = """
    SELECT to_jsonb(s) AS before FROM sites_survey s
    WHERE s.site_id = h.site_id AND (s.observed_on, s.id) < (h.observed_on, h.id)
    ORDER BY s.observed_on DESC, s.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Table:
    """`site`: a condition on a history row `h` that names the site as `%(site)s`.

    `title` are the fields that say which row it is, `silent` those never told (besides
    `MACHINE`). `compared`: a statement that gives `before` for a row's first version. `withheld`:
    (field, values) of the rows that this reader may not know of; whoever once was one of them is
    left out whole. `across`: what is told only to who sees both sites.
    """

    name: str
    model: type[Model]
    label: str
    site: str = "h.site_id = %(site)s"
    title: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    compared: str = ""
    ability: Ability | None = None
    withheld: Callable[[Scope, Any], tuple[str, tuple[str, ...]] | None] | None = None
    across: frozenset[str] = frozenset()
    moves: str = ""
    areas: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    is_feminine: bool = False  # « Étape ajoutée »

    @property
    def history(self) -> type[Model]:
        return self.model._meta.get_field("history").related_model  # type: ignore[return-value]

    def fields(self) -> list[Field]:
        """Those told, in the model's order."""
        tracked = {column.name for column in self.history._meta.concrete_fields}
        mute = MACHINE | self.silent
        return [
            column
            for column in self.model._meta.concrete_fields
            if column.name in tracked and column.name not in mute
        ]

    def label_of(self, name: str) -> str:
        given = self.shown.get(name) or EVERYWHERE.get(name)
        return given or str(self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _health(scope: Scope, site: Any) -> tuple[str, tuple[str, ...]] | None:
    if abilities.may(scope, Ability.VIEW_HEALTH, site):
        return None
    return "access", (DocumentAccess.SANTE,)


TABLES: tuple[Table, ...] = (
    Table(
        "site",
        Site,
        "Fiche",
        site="h.pgh_obj_id = %(site)s",
        silent=frozenset({"declared_by", "created_at", "reference"}),
        moves="location",
        areas="footprint",
        shown={"verified_on": "vérifié, rien de changé"},
        is_feminine=True,
    ),
    Table("statut", SitePeriod, "Statut", title=("status",), shown={"site": "site"}),
    Table(
        "solution",
        ClosingSolution,
        "Solution à la fermeture",
        site="h.period_id IN (SELECT id FROM sites_siteperiod WHERE site_id = %(site)s)",
        title=("solution",),
        silent=frozenset({"period"}),
        is_feminine=True,
    ),
    Table(
        "diagnostic",
        Survey,
        "Diagnostic",
        title=("observed_on", "groups"),
        silent=frozenset({"dates", "sources"}),
        compared=_SURVEY_BEFORE,
        shown={"groups": "rubriques lues"},
    ),
    Table("intervenant", Intervenant, "Intervenant", title=("organisation",)),
    Table("phase", SitePhase, "Phase préparatoire", title=("phase",), is_feminine=True),
    Table(
        "document",
        Document,
        "Document",
        title=("title",),
        withheld=_health,
        shown={"removed_by": "retiré par"},
    ),
    Table(
        "reinstallation",
        Reinstallation,
        "Réinstallation",
        site="%(site)s IN (h.origin_id, h.arrival_id)",
        across=frozenset({"people", "households"}),
        shown={
            "origin": "site d’origine",
            "arrival": "site d’arrivée",
            "answered_by": "réponse de",
        },
        is_feminine=True,
    ),
)


def readable(scope: Scope, site: Site, tables: Iterable[Table]) -> list[Table]:
    """Those of which this reader may know."""
    return [
        table
        for table in tables
        if table.ability is None or abilities.may(scope, table.ability, site)
    ]
