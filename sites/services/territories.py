"""Sites follow the communes from one vintage to the next (`import_territories`)."""

from collections.abc import Sequence

from django.db import connection

from sites.enums import CommuneSource, EventKind
from sites.models import Event, Site
from territories.models import Territory

# Department, region and EPCI come from the trigger: naming the commune again is enough.
_DERIVE_AGAIN = """
    UPDATE sites_site site SET commune_id = commune_id
    FROM (
        SELECT i.territory_id,
               max(t.id) FILTER (WHERE t.level = 'departement') AS departement_id,
               max(t.id) FILTER (WHERE t.level = 'region') AS region_id,
               max(t.id) FILTER (WHERE t.level = 'epci') AS epci_id
        FROM territories_inside i JOIN territories_territory t ON t.id = i.container_id
        WHERE i.territory_id IN (SELECT DISTINCT commune_id FROM sites_site)
        GROUP BY i.territory_id
    ) place
    WHERE place.territory_id = site.commune_id
      AND (site.departement_id, site.region_id, site.epci_id) IS DISTINCT FROM
          (place.departement_id, place.region_id, place.epci_id)
"""


def follow_territories(
    moved: Sequence[tuple[int, int]], vintage: int, changed: Sequence[int]
) -> int:
    """Moves the sites of communes that ended or changed shape; returns how many changed commune.

    Handler of `settings.TERRITORY_SUCCESSION_HANDLERS`. `moved` pairs a territory that ended with
    its successor; `changed` are the ids of the communes whose outline changed. The points are
    asked anew, save where an agent chose the commune: there only an ended one is replaced.
    """
    successor = dict(moved)
    touched = Site.objects.filter(commune__in=[*successor, *changed])
    sites = list(touched.only("pk", "commune_id", "commune_source", "location", "merged_into"))
    placements = Territory.objects.covering([(site.location.x, site.location.y) for site in sites])
    placed = []
    for site, found in zip(sites, placements, strict=True):
        heir = successor.get(site.commune_id, site.commune_id)
        by_agent = site.commune_source == CommuneSource.AGENT
        commune = heir if by_agent else found.commune_id or heir
        if commune != site.commune_id:
            site.commune_id = commune
            covered = commune == found.commune_id
            site.municipal_arrondissement_id = (
                found.municipal_arrondissement_id if covered else None
            )
            placed.append(site)
    Site.objects.bulk_update(placed, ["commune", "municipal_arrondissement"], 1000)
    _tell([site for site in placed if site.merged_into_id is None], vintage)
    with connection.cursor() as cursor:
        cursor.execute(_DERIVE_AGAIN)
    return len(placed)


def _tell(sites: Sequence[Site], vintage: int) -> None:
    Event.objects.bulk_create(
        [
            Event(kind=EventKind.SITE_TERRITORY, site=site, facts={"vintage": vintage})
            for site in sites
        ],
        batch_size=1000,
    )
