"""The one statement that reads the history of a site, whatever tables it stands in.

Each branch gives a row's version with the one before it (`lag`), both as JSON; geometries are
measured here and never leave in any other way.
"""

from collections.abc import Sequence

from sites.history.tables import MACHINE, Table

# Who signed it: the context of the request, or else the author of a row that was just made.
_SIGNED = "coalesce((h.pgh_context->>'membership')::bigint, {author})"


def branch(table: Table, number: int) -> str:
    """Parameters: site, srid, silent_<number>, withheld_<number> where the table withholds."""
    history = table.history._meta.db_table
    author = "h.author_id" if _has(table, "author") else "NULL::bigint"
    author = "h.declared_by_id" if _has(table, "declared_by") else author
    first = f"CASE WHEN h.pgh_label = 'insert' THEN {author} END"
    before = "lag(to_jsonb(h)) OVER w"
    if table.compared:
        before = f"coalesce({before}, earlier.before)"
    return f"""
        SELECT {number} AS source, h.pgh_id, h.pgh_obj_id AS row_id, h.pgh_created_at AS at,
               h.pgh_label = 'insert' AS is_new, h.pgh_context->>'through' AS through,
               (h.pgh_context->>'user')::bigint AS user_id,
               {_SIGNED.format(author=first)} AS member_id,
               {before} AS before, to_jsonb(h) AS after, {_moved(table)} AS metres,
               {_area(table, True)} AS area_before, {_area(table, False)} AS area_after,
               ({table.site}) AS here, lag(({table.site})) OVER w AS was_here
        FROM {history} h
        {f"LEFT JOIN LATERAL ({table.compared}) earlier ON true" if table.compared else ""}
        WHERE h.pgh_obj_id IN (SELECT h.pgh_obj_id FROM {history} h WHERE {table.site})
        {_withheld(table, number)}
        WINDOW w AS (PARTITION BY h.pgh_obj_id ORDER BY h.pgh_id)
    """


def statement(tables: Sequence[Table], where: Sequence[str], limit: str) -> str:
    """`where`: conditions on the rows of the union; `limit`: on their rank by instant (`act`)."""
    told = " OR ".join(
        f"(source = {number} AND coalesce(before, '{{}}') - %(silent_{number})s::text[]"
        f" IS DISTINCT FROM after - %(silent_{number})s::text[])"
        for number in range(len(tables))
    )
    union = " UNION ALL ".join(branch(table, number) for number, table in enumerate(tables))
    conditions = " AND ".join(["(here OR was_here)", f"({told})", *where])
    return f"""
        WITH versions AS ({union}),
        signed AS (
            SELECT versions.*, coalesce(versions.user_id, m.user_id) AS person_id,
                   u.first_name, u.last_name,
                   coalesce(nullif(o.acronym, ''), o.name) AS organisation
            FROM versions
            LEFT JOIN actors_membership m ON m.id = versions.member_id
            LEFT JOIN actors_user u ON u.id = coalesce(versions.user_id, m.user_id)
            LEFT JOIN actors_organisation o ON o.id = m.organisation_id
        ),
        asked AS (
            SELECT signed.*, dense_rank() OVER (ORDER BY at DESC) AS act
            FROM signed WHERE {conditions}
        )
        SELECT * FROM asked {limit} ORDER BY at DESC, source, row_id, pgh_id
    """


def silent_keys(table: Table) -> list[str]:
    """The keys of the JSON of a version that say nothing to a person."""
    told = {column.attname for column in table.fields()}
    every = {str(column.column) for column in table.history._meta.concrete_fields}
    return sorted((every - told) | MACHINE)


def _has(table: Table, name: str) -> bool:
    return any(column.name == name for column in table.history._meta.concrete_fields)


def _withheld(table: Table, number: int) -> str:
    if table.withheld is None:
        return ""
    history = table.history._meta.db_table
    return f"""AND NOT EXISTS (
        SELECT FROM {history} kept WHERE kept.pgh_obj_id = h.pgh_obj_id
        AND to_jsonb(kept)->>%(withheld_{number})s = ANY(%(values_{number})s))"""


def _moved(table: Table) -> str:
    if not table.moves:
        return "NULL::float"
    column = f"h.{table.moves}"
    return f"ST_Distance({column}::geography, (lag({column}) OVER w)::geography)"


def _area(table: Table, is_before: bool) -> str:
    if not table.areas:
        return "NULL::float"
    column = f"h.{table.areas}"
    value = f"lag({column}) OVER w" if is_before else column
    return f"ST_Area(ST_Transform({value}, %(srid)s))"
