"""`SiteFilter`: the same declared filters for the map, the list, the layers and the API."""

from sites.filters.declaration import FILTERS, Choice, Control, Filter, declare
from sites.filters.reading import SiteFilter, available

__all__ = ["FILTERS", "Choice", "Control", "Filter", "SiteFilter", "available", "declare"]
