from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.site import COLUMNS, METRES, SiteQuerySet

__all__ = ["COLUMNS", "LIVE", "METRES", "IntervenantQuerySet", "SiteQuerySet"]
