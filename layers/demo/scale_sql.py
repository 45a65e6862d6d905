"""The statements of `layers.demo.scale`, in order: from luck to rows."""

from sites.models import CONDITION_FIELDS, FIGURE_FIELDS

ASKED = """
CREATE TEMP TABLE scale_asked AS
SELECT %s::int AS number, %s::date AS today, %s::bigint AS outside;
"""

# Each town with the people of it and of those before: a number among them all falls in one.
TOWNS = """
CREATE TEMP TABLE scale_town AS
SELECT town.id, town.code, departement.id AS departement_id, departement.code AS departement_code,
       (sum(town.population) OVER (ORDER BY town.code))::bigint AS people_so_far
FROM territories_territory town
JOIN territories_inside inside ON inside.territory_id = town.id
JOIN territories_territory departement
  ON departement.id = inside.container_id AND departement.level = 'departement'
WHERE town.level = 'commune' AND town.last_vintage IS NULL AND town.population > 0
  AND NOT EXISTS (
    SELECT FROM territories_inside beside
    WHERE beside.territory_id = town.id AND beside.container_id = (SELECT outside FROM scale_asked)
  );
CREATE INDEX ON scale_town (people_so_far);
ANALYZE scale_town;
"""

# One row a site with all of its luck: `person` among all, the rest from 0 to 1.
DRAWN = """
SELECT setseed(0.2026);
CREATE TEMP TABLE scale_drawn AS
SELECT drawn.number, random() AS roll, floor(random() * people)::bigint AS person,
       random() AS size, random() AS share, random() AS long, random() AS stale,
       random() AS told, random() AS mood, random() AS kind, random() AS precision
FROM scale_asked, generate_series(1, scale_asked.number) AS drawn (number),
     (SELECT max(people_so_far) AS people FROM scale_town) everyone;
"""

# Where, what and since when. The shares are those of the demonstration.
SITED = """
CREATE TEMP TABLE scale_sited AS
SELECT drawn.*, town.*,
       row_number() OVER (PARTITION BY town.id ORDER BY number) AS rank_in_town,
       row_number() OVER (PARTITION BY departement_code ORDER BY number) AS rank_in_departement,
       CASE WHEN precision < 0.78 THEN 'position' WHEN precision < 0.93 THEN 'adresse'
            ELSE 'commune' END AS location_precision,
       today - reported_ago AS reported, today - turned_ago AS turned,
       greatest(today - reported_ago, today - observed_ago) AS observed,
       status, people
FROM scale_drawn drawn CROSS JOIN (SELECT today FROM scale_asked) asked
CROSS JOIN LATERAL (
    SELECT CASE WHEN roll < 0.363 THEN 'ferme' WHEN roll < 0.460 THEN 'resorbe'
                WHEN roll < 0.478 THEN 'signale' WHEN roll < 0.484 THEN 'annule'
                WHEN roll < 0.517 THEN 'en-cours' ELSE 'ouvert' END AS status,
           CASE WHEN size < 0.05 THEN NULL WHEN size < 0.68 THEN 10 + floor(40 * share)::int
                WHEN size < 0.92 THEN 50 + floor(50 * share)::int
                ELSE 100 + floor(220 * share ^ 2.2)::int END AS people,
           CASE WHEN long < 0.35 THEN 12 + floor(1000 * long)::int
                ELSE 362 + floor(2200 * (long - 0.35))::int END AS open_for,
           6 + floor(4000 * stale ^ 1.25)::int AS ended_ago,
           CASE WHEN stale < 0.22 THEN 91 + floor(1500 * stale)::int
                ELSE 1 + floor(84 * ((stale - 0.22) / 0.78) ^ 2)::int END AS stale_for
) chosen
CROSS JOIN LATERAL (
    SELECT CASE WHEN status = 'signale' THEN 3 + floor(23 * long)::int
                WHEN status IN ('ferme', 'resorbe') THEN ended_ago + 60 + floor(1000 * long)::int
                WHEN status = 'en-cours' THEN 100 + open_for ELSE open_for END AS reported_ago,
           CASE WHEN status IN ('ferme', 'resorbe') THEN ended_ago
                WHEN status = 'en-cours' THEN 30 + floor(50 * told)::int END AS turned_ago,
           CASE WHEN status IN ('ferme', 'resorbe') THEN ended_ago + floor(59 * told ^ 2)::int
                ELSE stale_for END AS observed_ago
) dated
CROSS JOIN LATERAL (
    SELECT * FROM scale_town
    WHERE people_so_far > person ORDER BY people_so_far LIMIT 1
) town;
"""

# A prefecture's agent declares it, or else one of the Dihal; references follow the counters.
AUTHORS = """
CREATE TEMP TABLE scale_author AS
SELECT departement.id AS departement_id, departement.code, (
    SELECT min(membership.id) FROM actors_membership membership
    JOIN actors_organisation organisation ON organisation.id = membership.organisation_id
    JOIN actors_organisation_territories place ON place.organisation_id = organisation.id
    WHERE upper_inf(membership.during) AND organisation.kind IN ('prefecture', 'dihal')
      AND place.territory_id IN (departement.id, (
        SELECT id FROM territories_territory WHERE level = 'nation' AND last_vintage IS NULL
      ))
) AS author_id
FROM territories_territory departement
WHERE departement.level = 'departement' AND departement.last_vintage IS NULL;
"""
COUNTERS = """
INSERT INTO sites_referencecounter AS counter (departement_code, last)
SELECT departement_code, count(*) FROM scale_sited GROUP BY departement_code
ON CONFLICT (departement_code) DO UPDATE SET last = counter.last + EXCLUDED.last;
"""
# A very small commune may give fewer points than it is asked for.
POINTS = """
CREATE TEMP TABLE scale_point AS
SELECT id, (dumped).path[1] AS rank_in_town, (dumped).geom AS location
FROM (
    SELECT id, ST_Dump(ST_GeneratePoints(boundary, number, 1 + abs(mod(hashtext(code), 100000))))
           AS dumped
    FROM (SELECT id, code, count(*)::int AS number FROM scale_sited GROUP BY id, code) town
    JOIN territories_outline outline ON outline.territory_id = town.id
) points;
"""

# Numbers and levels of its survey; a condition that was not read has no level.
WHOLE = """
CREATE TEMP TABLE scale_site AS
SELECT sited.number, sited.id AS commune_id, sited.reported, sited.turned, sited.status,
       sited.location_precision, author.author_id,
       nextval(pg_get_serial_sequence('sites_site', 'id')) AS site_id,
       CASE WHEN told < 0.96 AND status != 'annule'
            THEN nextval(pg_get_serial_sequence('sites_survey', 'id')) END AS survey_id,
       ('5ca1e000-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid AS uuid,
       sited.departement_code || '-'
           || lpad(reference::text, greatest(4, length(reference::text)), '0') AS reference,
       CASE WHEN sited.kind < 0.7 THEN 'terrain' WHEN sited.kind < 0.98 THEN 'immeuble'
            ELSE 'autre' END AS kind,
       CASE WHEN location_precision = 'commune' THEN commune.label_point
            ELSE coalesce(point.location, commune.label_point) END AS location,
       observed, people, greatest(1, round(people / (2.9 + 1.5 * long)))::int AS households,
       minors, round(minors * (0.1 + 0.6 * told))::int AS schooled_minors,
       round(people * 0.48)::int AS women, floor(minors * 0.48)::int AS girls,
       floor(minors * 0.14)::int AS minors_0_3, floor(minors * 0.17)::int AS minors_3_6,
       floor(minors * 0.34)::int AS minors_6_12, floor(minors * 0.23)::int AS minors_12_16,
       floor(minors * 0.12)::int AS minors_16_18,
       (CASE WHEN people IS NULL OR mood < 0.1 THEN ARRAY[]::varchar[]
             WHEN mood < 0.75 THEN ARRAY['ue'] WHEN mood < 0.9 THEN ARRAY['hors-ue']
             ELSE ARRAY['francaise', 'ue'] END)::varchar[] AS origins,
       round(people * share / 6)::int AS caravans, round(people * (1 - share) / 6)::int AS huts,
       round(people * told / 20)::int AS tents, round(people * long / 25)::int AS cars,
       CASE WHEN people IS NOT NULL THEN 0 END AS mattresses,
       levels.*
FROM scale_sited sited
JOIN scale_author author ON author.departement_id = sited.departement_id
JOIN territories_territory commune ON commune.id = sited.id
LEFT JOIN scale_point point ON point.id = sited.id AND point.rank_in_town = sited.rank_in_town
JOIN sites_referencecounter counter ON counter.departement_code = sited.departement_code
JOIN (SELECT departement_code, count(*) FROM scale_sited GROUP BY departement_code) of_departement
  ON of_departement.departement_code = sited.departement_code
CROSS JOIN LATERAL (
    SELECT counter.last - of_departement.count + rank_in_departement AS reference,
           round(people * (0.22 + 0.24 * mood))::int AS minors
) worked_out
CROSS JOIN LATERAL (
    SELECT max(level) FILTER (WHERE condition = 1) AS water,
           max(level) FILTER (WHERE condition = 2) AS sanitation,
           max(level) FILTER (WHERE condition = 3) AS electricity,
           max(level) FILTER (WHERE condition = 4) AS waste,
           max(level) FILTER (WHERE condition = 5) AS pests,
           max(level) FILTER (WHERE condition = 6) AS fire
    FROM (
        SELECT condition, CASE
            WHEN luck < 0.3 THEN NULL WHEN 0.6 * mood + 0.4 * luck > 0.68 THEN 'bon'
            WHEN 0.6 * mood + 0.4 * luck > 0.4 THEN 'a-ameliorer' ELSE 'mauvais' END AS level
        FROM generate_series(1, 6) AS condition
        CROSS JOIN LATERAL (
            SELECT mod(number * 7919 + condition * 104729, 1000) / 1000.0 AS luck
        ) drawn
    ) read
) levels
ORDER BY number;
"""

SITES = """
INSERT INTO sites_site (
    id, uuid, reference, version, declared_by_id, created_at, name, address, access_details, kind,
    location, location_precision, commune_id, commune_source, municipal_arrondissement_id,
    status, latest_survey_id, surveyed_on, updated_on, {figures}, origins,
    water, sanitation, electricity, waste, pests, fire
)
SELECT site_id, uuid, reference, 1, author_id, reported::timestamp AT TIME ZONE 'Europe/Paris',
       'Site d’essai n° ' || number,
       CASE WHEN location_precision = 'adresse'
            THEN mod(number, 200) || ' rue de l’Essai' ELSE '' END,
       '', kind, location, location_precision, commune_id,
       CASE WHEN location_precision = 'adresse' THEN 'geocodeur' ELSE 'position' END, (
           SELECT min(territory_id) FROM territories_outline
           WHERE level = 'arrondissement-municipal' AND ST_Covers(boundary, location)
       ),
       status, survey_id, CASE WHEN survey_id IS NOT NULL THEN observed END,
       CASE WHEN survey_id IS NOT NULL THEN observed ELSE reported END,
       {figures_known},
       CASE WHEN survey_id IS NOT NULL THEN origins ELSE ARRAY[]::varchar[] END,
       {levels}
FROM scale_site ORDER BY number;
"""

SURVEYS = """
INSERT INTO sites_survey (
    id, uuid, version, site_id, author_id, observed_on, recorded_at, groups, dates, sources, during,
    {figures}, origins, water, sanitation, electricity, waste, pests, fire
)
SELECT survey_id, uuid, 1, site_id, author_id, observed,
       (observed + time '11:00') AT TIME ZONE 'Europe/Paris', groups,
       (SELECT jsonb_object_agg(name, observed) FROM unnest(groups) AS name),
       (SELECT coalesce(jsonb_object_agg(name, 'constate'), jsonb_build_object())
        FROM unnest(groups) AS name WHERE name NOT IN ('population', 'abris')),
       daterange(observed, NULL), {figures}, origins, {levels}
FROM scale_site
CROSS JOIN LATERAL (
    SELECT array_remove(ARRAY[
        'population', 'abris', CASE WHEN water IS NOT NULL THEN 'eau' END,
        CASE WHEN sanitation IS NOT NULL THEN 'assainissement' END,
        CASE WHEN electricity IS NOT NULL THEN 'electricite' END,
        CASE WHEN waste IS NOT NULL THEN 'dechets' END,
        CASE WHEN pests IS NOT NULL THEN 'nuisibles' END,
        CASE WHEN fire IS NOT NULL THEN 'incendie' END
    ], NULL) AS groups
) read
WHERE survey_id IS NOT NULL ORDER BY number;
"""

# Reported, confirmed five days later (or found to be a mistake), then what became of it.
PERIODS = """
INSERT INTO sites_siteperiod (site_id, status, during, cause, context, author_id, recorded_at)
SELECT site_id, period.status, during, CASE period.status
           WHEN 'ferme' THEN 'inconnue' WHEN 'resorbe' THEN 'resorption' ELSE '' END,
       '', author_id, (lower(during) + time '09:00') AT TIME ZONE 'Europe/Paris'
FROM scale_site site
CROSS JOIN LATERAL (VALUES
    ('signale', daterange(
        reported, CASE WHEN site.status != 'signale' THEN reported + 5 END), true),
    ('ouvert', daterange(reported + 5, turned), site.status NOT IN ('signale', 'annule')),
    (site.status, daterange(coalesce(turned, reported + 5), NULL),
        site.status NOT IN ('signale', 'ouvert'))
) AS period (status, during, happened)
WHERE happened ORDER BY number, during;
"""

CLEARED = """
DROP TABLE scale_asked, scale_town, scale_drawn, scale_sited, scale_author, scale_point, scale_site;
"""

_CONDITIONS = tuple(CONDITION_FIELDS.values())
_OF_SITE = ", ".join(
    f"CASE WHEN survey_id IS NULL THEN 'inconnu' ELSE coalesce({name}, 'inconnu') END"
    for name in _CONDITIONS
)
_OF_SURVEY = ", ".join(f"coalesce({name}, 'inconnu')" for name in _CONDITIONS)

_FIGURES = ", ".join(FIGURE_FIELDS)
_OF_SITE_FIGURES = ", ".join(
    f"CASE WHEN survey_id IS NOT NULL THEN {name} END" for name in FIGURE_FIELDS
)

STEPS = (
    ("Communes", TOWNS),
    ("Tirage", DRAWN),
    ("Vies", SITED),
    ("Auteurs", AUTHORS),
    ("Références", COUNTERS),
    ("Positions", POINTS),
    ("État", WHOLE),
    ("Sites", SITES.format(figures=_FIGURES, figures_known=_OF_SITE_FIGURES, levels=_OF_SITE)),
    ("Diagnostics", SURVEYS.format(figures=_FIGURES, levels=_OF_SURVEY)),
    ("Périodes", PERIODS),
    ("Ménage", CLEARED),
)
