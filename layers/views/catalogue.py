"""The layers in words, printed from their own table."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actors import abilities
from actors.http import Request
from layers.catalogue import LAYERS, Layer
from sites.filters import available


@dataclass(frozen=True, slots=True)
class Shown:
    """`pattern` is its address in words, `example` one to try."""

    layer: Layer
    pattern: str
    example: str


@require_safe
def page(request: Request) -> HttpResponse:
    scope = request.scope
    shown = [
        _shown(layer)
        for layer in LAYERS
        if layer.ability is None or abilities.may(scope, layer.ability)
    ]
    return render(request, "layers/catalogue.html", {"layers": shown, "filters": available(scope)})


def _shown(layer: Layer) -> Shown:
    words = layer.route.replace("<slug:level>", "<niveau>")
    address = reverse(layer.name, kwargs=dict(layer.example))
    query = f"?{layer.example_query}" if layer.example_query else ""
    return Shown(layer, f"/{words}", address + query)
