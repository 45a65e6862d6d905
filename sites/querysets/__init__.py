from sites.querysets.event import ADDRESSED, READABLE, EventQuerySet
from sites.querysets.file import FileQuerySet
from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.site import COLUMNS, METRES, SiteQuerySet, inside, within_metres

__all__ = [
    "ADDRESSED",
    "COLUMNS",
    "LIVE",
    "METRES",
    "READABLE",
    "EventQuerySet",
    "FileQuerySet",
    "IntervenantQuerySet",
    "SiteQuerySet",
    "inside",
    "within_metres",
]
