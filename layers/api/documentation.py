"""`/api/`: what the API offers, in French, from the OpenAPI document itself.

The usual viewers write styles into the page, which our CSP refuses.
"""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "layers/api.html", {"operations": operations()})


@cache
def operations() -> list[dict[str, Any]]:
    """[{method, path, summary, parameters}], by path; made once a process."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "parameters": [one for one in operation.get("parameters", []) if one["in"] == "query"],
        }
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    ]
