"""Many rows at once, and what PostgreSQL means to do with them."""

import json
from contextlib import contextmanager

import pgtrigger
from django.conf import settings
from django.db import connection

_MANY = """
INSERT INTO sites_site (
    uuid, reference, version, declared_by_id, created_at, name, address, access_details, kind,
    location, location_precision, commune_id, commune_source, status, updated_on,
    water, sanitation, electricity, waste, pests, fire
)
SELECT gen_random_uuid(), '71-' || (10000 + number), 1, %(author)s, now(), 'Site ' || number,
       '', '', 'terrain',
       ST_SetSRID(ST_MakePoint(4 + random(), 46.5 + random() / 2), 4326), 'position',
       %(commune)s, 'position', 'ouvert', current_date,
       'inconnu', 'inconnu', 'inconnu', 'inconnu', 'inconnu', 'inconnu'
FROM generate_series(1, %(number)s) AS number
"""

# A nation of them, without the triggers that a test of plans has no use for.
_NATION = """
INSERT INTO sites_site (
    uuid, reference, version, declared_by_id, created_at, name, address, access_details, kind,
    location, location_precision, commune_id, departement_id, region_id, commune_source, status,
    updated_on, people, water, sanitation, electricity, waste, pests, fire
)
SELECT gen_random_uuid(), '71-' || (10000 + number), 1, {author}, now(), 'Site ' || number,
       '', '', 'terrain',
       ST_SetSRID(ST_MakePoint(4 + random(), 46 + random()), 4326), 'position',
       (ARRAY[{communes}])[1 + mod(number, 2)], {departement}, {region}, 'position',
       CASE WHEN mod(number, 2) = 0 THEN 'ouvert' ELSE 'ferme' END, current_date - mod(number, 400),
       mod(number, 100), 'inconnu', 'inconnu', 'inconnu', 'inconnu', 'inconnu', 'inconnu'
FROM generate_series(1, {number}) AS number
"""


@contextmanager
def filling(table):
    """By SQL, as the owner; the table then has the statistics that a living database has."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"ANALYZE {table}")
        cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')


def a_nation_of_sites(author, world, number):
    """Sites of Saône-et-Loire."""
    sql = _NATION.format(
        author=author.pk,
        communes=f"{world.macon.pk}, {world.tournus.pk}",
        departement=world.saone_et_loire.pk,
        region=world.bfc.pk,
        number=number,
    )
    quiet = pgtrigger.ignore("sites.Site:insert_insert", "sites.Site:derive_place")
    with filling("sites_site") as cursor, quiet:
        cursor.execute(sql)


def many_sites(author, commune, number):
    """Sites of that commune."""
    with filling("sites_site") as cursor:
        cursor.execute(_MANY, {"author": author.pk, "commune": commune.pk, "number": number})


def explain(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return list(_nodes(plan[0]["Plan"]))


def _nodes(node):
    yield node
    for inner in node.get("Plans", []):
        yield from _nodes(inner)


def seq_scans(plan):
    return {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}


def indexes(plan):
    return {node["Index Name"] for node in plan if "Index Name" in node}
