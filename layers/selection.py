"""The sites that a program asks for: the same parameters as the map's."""

from django.http import QueryDict

from actors.scope import Scope
from layers.view import read_box
from sites.filters import SiteFilter
from sites.models import Site
from sites.querysets import SiteQuerySet


def selected(scope: Scope, params: QueryDict, also: frozenset[str] = frozenset()) -> SiteQuerySet:
    """The reader's sites, filtered as the list is, in a rectangle (`bbox`) if one is given.

    Raises ValidationError by parameter; `also` names those that are for somebody else.
    """
    filters = SiteFilter.read(params, scope, also=also | {"bbox"})
    found = filters.apply(Site.objects.visible_to(scope))
    if "bbox" in params:
        found = found.in_box(read_box(params.getlist("bbox")))
    return found
