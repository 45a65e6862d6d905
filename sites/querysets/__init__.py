from sites.querysets.document import DocumentQuerySet
from sites.querysets.event import ADDRESSED, READABLE, EventQuerySet
from sites.querysets.file import FileQuerySet
from sites.querysets.heatwave import HeatwaveQuerySet
from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.phase import PhaseQuerySet
from sites.querysets.places import COLUMNS
from sites.querysets.site import METRES, SiteQuerySet, inside, within_metres

__all__ = [
    "ADDRESSED",
    "COLUMNS",
    "LIVE",
    "METRES",
    "READABLE",
    "DocumentQuerySet",
    "EventQuerySet",
    "FileQuerySet",
    "HeatwaveQuerySet",
    "IntervenantQuerySet",
    "PhaseQuerySet",
    "SiteQuerySet",
    "inside",
    "within_metres",
]
