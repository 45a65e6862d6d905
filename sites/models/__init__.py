from sites.models.document import Document
from sites.models.event import Event
from sites.models.favourite import Favourite
from sites.models.file import File
from sites.models.heatwave import Heatwave
from sites.models.intervenant import LIVE, Intervenant
from sites.models.merge import Merge
from sites.models.period import ClosingSolution, SitePeriod
from sites.models.phase import SitePhase
from sites.models.reading import (
    BAND_FIELDS,
    CONDITION_FIELDS,
    FIGURE_FIELDS,
    GROUP_FIELDS,
    LEVEL_FIELDS,
    READING_FIELDS,
    SHELTER_FIELDS,
    unknown,
)
from sites.models.reinstallation import Reinstallation
from sites.models.site import ReferenceCounter, Site
from sites.models.survey import Survey

__all__ = [
    "BAND_FIELDS",
    "CONDITION_FIELDS",
    "FIGURE_FIELDS",
    "GROUP_FIELDS",
    "LEVEL_FIELDS",
    "LIVE",
    "READING_FIELDS",
    "SHELTER_FIELDS",
    "ClosingSolution",
    "Document",
    "Event",
    "Favourite",
    "File",
    "Heatwave",
    "Intervenant",
    "Merge",
    "ReferenceCounter",
    "Reinstallation",
    "Site",
    "SitePeriod",
    "SitePhase",
    "Survey",
    "unknown",
]
