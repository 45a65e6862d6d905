"""The IGN geocoder (Géoplateforme): an address to places, a point to its address.

``settings.GEOCODER_URL`` is its base (empty: switched off). No key; 50 requests a second.
https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from django.conf import settings
from django.contrib.gis.geos import Point

from territories.geo import WGS84

TIMEOUT = httpx.Timeout(3.0, connect=2.0)  # seconds: an agent waits for it
LIMIT = 5
T = TypeVar("T")
SHORTEST, LONGEST = 3, 200  # the service refuses other lengths


class GeocoderUnavailable(Exception):
    """Switched off, out of reach, or it answered what cannot be read: go on without it."""


@dataclass(frozen=True, slots=True)
class Address:
    """``point`` in EPSG:4326; ``citycode``: INSEE code, of the arrondissement in Paris, Lyon and
    Marseille; ``kind``: housenumber, street, locality or municipality; ``score`` from 0 to 1;
    ``distance_m``: metres from the point that was asked about, for a reverse search."""

    label: str
    point: Point
    citycode: str
    postcode: str
    kind: str
    score: float
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """`id`: 14 characters, commune, prefix, section and number (`69259000AB0123`)."""

    id: str
    section: str
    number: str

    @property
    def words(self) -> str:
        """As people write it: « AB 123 »."""
        return f"{self.section.lstrip('0')} {self.number.lstrip('0')}"


def is_on() -> bool:
    return bool(settings.GEOCODER_URL)


def search(text: str, near: Point | None = None, limit: int = LIMIT) -> list[Address]:
    """Places named ``text``, the best first; ``near`` (EPSG:4326) favours those around it.

    GeocoderUnavailable if it cannot tell; an empty list if there is no such place.
    """
    text = " ".join(text.split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    parameters: dict[str, str | int | float] = {"q": text, "limit": limit}
    if near:
        parameters |= {"lon": near.x, "lat": near.y}
    return _ask("search", parameters)


def reverse(point: Point, limit: int = 1) -> list[Address]:
    """Addresses around ``point`` (EPSG:4326), the nearest first. GeocoderUnavailable as above."""
    return _ask("reverse", {"lon": point.x, "lat": point.y, "limit": limit})


def parcel_at(point: Point) -> Parcel | None:
    """The cadastral parcel that holds ``point`` (EPSG:4326), if any; else as above."""
    asked: dict[str, str | int | float] = {"lon": point.x, "lat": point.y, "limit": 1}
    found = _read("reverse", "parcel", asked, _parcel)
    return found[0] if found else None


def _ask(service: str, parameters: dict[str, str | int | float]) -> list[Address]:
    return _read(service, "address", parameters, _address)


def _read(
    service: str,
    index: str,
    parameters: dict[str, str | int | float],
    read: Callable[[dict[str, Any]], T],
) -> list[T]:
    """The features of an index, each by ``read``."""
    if not is_on():
        raise GeocoderUnavailable("GEOCODER_URL is empty")
    url = f"{settings.GEOCODER_URL.rstrip('/')}/{service}"
    try:
        answer = httpx.get(url, params={**parameters, "index": index}, timeout=TIMEOUT)
        answer.raise_for_status()
        return [read(feature) for feature in answer.json()["features"]]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise GeocoderUnavailable(f"{service}: {type(error).__name__}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise GeocoderUnavailable(f"{service}: unreadable answer ({error})") from error


def _address(feature: dict[str, Any]) -> Address:
    longitude, latitude = feature["geometry"]["coordinates"][:2]
    known = feature["properties"]
    distance = known.get("distance")
    return Address(
        label=str(known["label"]),
        point=Point(float(longitude), float(latitude), srid=WGS84),
        citycode=str(known.get("citycode", "")),
        postcode=str(known.get("postcode", "")),
        kind=str(known.get("type", "")),
        score=float(known.get("score", 0)),
        distance_m=None if distance is None else float(distance),
    )


def _parcel(feature: dict[str, Any]) -> Parcel:
    known = feature["properties"]
    return Parcel(id=str(known["id"]), section=str(known["section"]), number=str(known["number"]))
