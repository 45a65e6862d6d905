"""The one place that writes what a site repeats of its periods and surveys."""

from collections.abc import Sequence

from django.db import connection

from sites.models import FIGURE_FIELDS, LEVEL_FIELDS, READING_FIELDS

_READINGS = ", ".join(READING_FIELDS)


def _reading(name: str) -> str:
    if name in FIGURE_FIELDS:
        return f"survey.{name}"
    return f"coalesce(survey.{name}, '{'inconnu' if name in LEVEL_FIELDS else '{}'}') AS {name}"


# What each site should repeat; unknown numbers are NULL, unknown levels 'inconnu'. A site counts
# as updated when it was last surveyed or verified, or else when it was declared.
_EXPECTED = f"""
SELECT site.id, period.status, survey.id AS latest_survey_id,
       survey.observed_on AS surveyed_on,
       coalesce(greatest(survey.observed_on, site.verified_on),
                (site.created_at AT TIME ZONE 'Europe/Paris')::date) AS updated_on,
       {", ".join(map(_reading, READING_FIELDS))}
FROM sites_site site
JOIN sites_siteperiod period ON period.site_id = site.id AND upper_inf(period.during)
LEFT JOIN LATERAL (
    SELECT id, observed_on, {_READINGS} FROM sites_survey
    WHERE site_id = site.id ORDER BY observed_on DESC, id DESC LIMIT 1
) survey ON true
"""

_COPIED = ("status", "latest_survey_id", "surveyed_on", "updated_on", *READING_FIELDS)
_DIFFERS = (
    f"({', '.join(f'site.{name}' for name in _COPIED)}) IS DISTINCT FROM"
    f" ({', '.join(f'kept.{name}' for name in _COPIED)})"
)


def refresh(site_ids: Sequence[int]) -> int:
    """Writes the copies of these sites where they differ; returns how many did. One statement."""
    sql = f"""
        UPDATE sites_site site
        SET {", ".join(f"{name} = kept.{name}" for name in _COPIED)}
        FROM ({_EXPECTED} WHERE site.id = ANY(%s)) kept
        WHERE kept.id = site.id AND {_DIFFERS}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(site_ids)])
        return cursor.rowcount


def wrong() -> list[str]:
    """The references of the sites whose copies are not what they should be; one statement."""
    sql = f"""
        SELECT site.reference FROM sites_site site LEFT JOIN ({_EXPECTED}) kept USING (id)
        WHERE kept.id IS NULL OR {_DIFFERS} ORDER BY site.reference
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]
