"""`SiteFilter`: the same declared filters for the map, the list, the layers and the API."""

from sites.filters.declaration import (
    CROSSINGS,
    FILTERS,
    Choice,
    Control,
    Crossing,
    Filter,
    declare,
    declare_crossings,
)
from sites.filters.reading import SiteFilter, available, where

__all__ = [
    "CROSSINGS",
    "FILTERS",
    "Choice",
    "Control",
    "Crossing",
    "Filter",
    "SiteFilter",
    "available",
    "declare",
    "declare_crossings",
    "where",
]
