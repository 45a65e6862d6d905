"""What history tells of the legal rows of a site, each table under the ability of its block."""

from legal.access import BLOCK_OF
from legal.enums import ABILITIES
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites.history import Table

TABLES: tuple[Table, ...] = (
    Table(
        "proprietaire", Owner, "Propriétaire", title=("name",), ability=ABILITIES[BLOCK_OF[Owner]]
    ),
    Table(
        "procedure",
        Procedure,
        "Procédure",
        title=("kind",),
        ability=ABILITIES[BLOCK_OF[Procedure]],
        is_feminine=True,
    ),
    Table(
        "etape",
        Step,
        "Étape d’une procédure",
        site="h.procedure_id IN (SELECT id FROM legal_procedure WHERE site_id = %(site)s)",
        title=("kind",),
        silent=frozenset({"procedure"}),
        ability=ABILITIES[BLOCK_OF[Step]],
        is_feminine=True,
    ),
    Table(
        "evacuation",
        EvacuationDate,
        "Date d’évacuation",
        ability=ABILITIES[BLOCK_OF[EvacuationDate]],
        is_feminine=True,
    ),
)
