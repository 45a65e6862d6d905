"""SRIDs, measures and typed coordinates: the only place that knows them (DESIGN §3)."""

from territories.geo.coordinates import parse_coordinates
from territories.geo.measures import (
    LAMBERT_93,
    LOCAL_SRIDS,
    WGS84,
    ZONES,
    CoordinatesError,
    area_m2,
    check_point,
    format_local,
    format_wgs84,
    from_wgs84,
    local_srid,
    to_wgs84,
    zone_of,
)
from territories.geo.surfaces import parse_surface

__all__ = [
    "LAMBERT_93",
    "LOCAL_SRIDS",
    "WGS84",
    "ZONES",
    "CoordinatesError",
    "area_m2",
    "check_point",
    "format_local",
    "format_wgs84",
    "from_wgs84",
    "local_srid",
    "parse_coordinates",
    "parse_surface",
    "to_wgs84",
    "zone_of",
]
