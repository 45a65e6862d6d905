from sites.querysets.intervenant import LIVE, IntervenantQuerySet
from sites.querysets.site import METRES, SiteQuerySet, inside, within_metres

__all__ = ["LIVE", "METRES", "IntervenantQuerySet", "SiteQuerySet", "inside", "within_metres"]
