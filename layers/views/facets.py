"""How many sites each choice would leave: asked for when a fold of the filters opens."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from actors.http import Request
from layers import facets as counting
from sites.filters import SiteFilter

ALSO = frozenset({"pli"})


@transaction.non_atomic_requests
@require_safe
def facets(request: Request) -> HttpResponse:
    """`{filter: {value: sites}}` of the fold `pli`; under `choices`, the structures to choose."""
    scope = request.scope
    filters = SiteFilter.read(request.GET, scope, ALSO)
    given = request.GET.getlist("pli")
    if len(given) > 1:
        raise ValidationError({"pli": "Un seul groupe de filtres est attendu."})
    fold = counting.fold_of(scope, "".join(given))
    answer: dict[str, Any] = dict(counting.counts(scope, filters, fold))
    if counting.has_structures(fold):
        found = counting.structures(scope, filters)
        answer["intervenant"] = {one.value: one.sites for one in found}
        answer["choices"] = {"intervenant": [one._asdict() for one in found]}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
