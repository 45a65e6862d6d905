from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.site import METRES, SiteQuerySet

__all__ = ["LIVE", "METRES", "IntervenantQuerySet", "SiteQuerySet"]
