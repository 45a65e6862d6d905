"""What is said of a point before anything is written: its commune, what stands near, addresses."""

from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.scope import Scope
from sites import services
from sites.access import get_site
from sites.enums import Precision
from sites.services.reporting import DUPLICATE_M
from territories import geocoding
from territories.geo import CoordinatesError, parse_coordinates

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422
UNKNOWN_PRECISION = "Cette précision n’existe pas."


@require_safe
def place(request: Request) -> HttpResponse:
    """The fragment under the map: `?lon=&lat=`, or `?location=` as typed."""
    scope = request.scope
    abilities.require(scope, Ability.REPORT_SITE)
    own = request.GET.get("site", "")
    if own:
        get_site(request, own)
    if request.GET.get("location_precision", Precision.POSITION) not in Precision.values:
        raise ValidationError({"location_precision": UNKNOWN_PRECISION})
    text = position_text(request.GET)
    if not text:
        raise ValidationError({"location": "Indiquez lon et lat, ou location."})
    context = say_place(scope, text, request.GET, own)
    status = UNPROCESSABLE if context["place_error"] else 200
    return render(request, "sites/parts/place.html", context, status=status)


@require_safe
def geocode(request: Request) -> HttpResponse:
    """The fragment under the address field."""
    abilities.require(request.scope, Ability.REPORT_SITE)
    context = find_addresses(request.GET.get("q", ""))
    return render(request, "sites/parts/addresses.html", context)


def position_text(params: QueryDict) -> str:
    """What an address or a form says of the position, latitude first."""
    lon, lat = params.get("lon"), params.get("lat")
    if lon and lat:
        return f"{lat}, {lon}"
    return params.get("location") or params.get("position") or ""


def say_place(
    scope: Scope, text: str, params: QueryDict, own: str = "", chosen: str = ""
) -> dict[str, Any]:
    """The context of `sites/parts/place.html`; `own` is the reference of the site that moves."""
    said = params.get("location_precision", "")
    precision = Precision(said) if said in Precision.values else Precision.POSITION
    context: dict[str, Any] = {
        "place": None,
        "place_error": "",
        "neighbours": [],
        "duplicates": [],
        "metres": DUPLICATE_M[precision],
        "chosen": chosen,
        "own": own,
    }
    try:
        point = parse_coordinates(text)
        where = services.place(point)
    except CoordinatesError as error:
        return context | {"place_error": str(error)}
    except ValidationError as error:
        return context | {"place_error": error.messages[0]}
    return context | _around(scope, point, precision, where, params, own)


def _around(
    scope: Scope,
    point: Point,
    precision: Precision,
    where: services.Place,
    params: QueryDict,
    own: str,
) -> dict[str, Any]:
    near = [] if own else services.possible_duplicates(scope, point, precision)
    warnings = list(where.warnings)
    if words := services.geocoder_differs(where, params.get("citycode", "")):
        warnings.append(words)
    if not services.reaches(scope, where):
        warnings.append(services.OUT_OF_REACH.format(commune=where.commune))
    others = [commune for commune in services.neighbours(point) if commune != where.commune]
    return {
        "place": where,
        "point": point,
        "containers": services.containers(where.commune),
        "warnings": warnings,
        "neighbours": others,
        "duplicates": near,
    }


def find_addresses(text: str) -> dict[str, Any]:
    """The context of `sites/parts/addresses.html`: never an error, the address is a help."""
    away = not geocoding.is_on()
    addresses: list[geocoding.Address] = []
    if text and not away:
        try:
            addresses = geocoding.search(text)
        except geocoding.GeocoderUnavailable:
            away = True
    return {"q": text, "addresses": addresses, "geocoder_away": away}
