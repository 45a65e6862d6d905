"""The sites that a request asks for: the same parameters for the layer and the API."""

from django.http import QueryDict

from actors.scope import Scope
from layers import points
from sites.filters import SiteFilter
from sites.models import Site
from sites.querysets import SiteQuerySet


def selected(scope: Scope, params: QueryDict, also: frozenset[str] = frozenset()) -> SiteQuerySet:
    """The reader's sites, filtered as the list is, in a rectangle (`bbox`) if one is given.

    Raises ValidationError by parameter; `also` names those that are for somebody else.
    """
    filters = SiteFilter.read(params, scope, also=also | {"bbox", "zoom"})
    found = filters.apply(Site.objects.visible_to(scope))
    if "bbox" in params:
        found = found.in_box(points.read_box(params.getlist("bbox")))
    return found
