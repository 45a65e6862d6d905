from sites.models.event import Event
from sites.models.file import File
from sites.models.intervenant import LIVE, Intervenant
from sites.models.period import SitePeriod
from sites.models.reading import CONDITION_FIELDS, GROUP_FIELDS, READING_FIELDS
from sites.models.site import ReferenceCounter, Site
from sites.models.survey import Survey

__all__ = [
    "CONDITION_FIELDS",
    "GROUP_FIELDS",
    "LIVE",
    "READING_FIELDS",
    "Event",
    "File",
    "Intervenant",
    "ReferenceCounter",
    "Site",
    "SitePeriod",
    "Survey",
]
