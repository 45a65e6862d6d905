from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.site import COLUMNS, METRES, SiteQuerySet, inside, within_metres

__all__ = [
    "COLUMNS",
    "LIVE",
    "METRES",
    "IntervenantQuerySet",
    "SiteQuerySet",
    "inside",
    "within_metres",
]
