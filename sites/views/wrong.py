"""An address with a wrong filter: which one, why, and the same address without it."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render

from actors.http import Request


def page(
    request: Request,
    errors: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    nothing: str = "Rien n’est montré",
) -> HttpResponse:
    """400. `errors` by parameter; one that the reader does not know goes by its name. `nothing`:
    what is not shown, « Aucun site n’est montré »."""
    right = request.GET.copy()
    for name in errors:
        right.pop(name, None)
    context = {
        "wrong": [
            {"label": labels.get(name, f"« {name[:40]} »"), "reasons": reasons}
            for name, reasons in errors.items()
        ],
        "rest": right.urlencode(safe=",;"),
        "nothing": nothing,
    }
    return render(request, "sites/wrong.html", context, status=400)
