from collections.abc import Sequence
from typing import Any, Self

from django.contrib.gis.geos import Point
from django.db import models

from territories.enums import Level
from territories.querysets import placement, search


class TerritoryQuerySet(models.QuerySet):
    # `Any` below is a Territory: models import this module, not the other way round.

    def in_force(self) -> Self:
        return self.filter(last_vintage__isnull=True)

    def at_level(self, *levels: Level | str) -> Self:
        return self.filter(level__in=levels)

    def within(self, territory: Any) -> Self:
        """Those inside ``territory``, itself among them, whatever its level."""
        return self.filter(containments__container=territory)

    def containing(self, territory: Any) -> Self:
        """Those that ``territory`` is inside of, itself among them."""
        return self.filter(contents__territory=territory)

    def by_slug(self, slug: str) -> Any:
        """The territory in force named "departement-69". DoesNotExist if there is none."""
        level, _, code = slug.rpartition("-")
        plain = slug.isascii() and slug.replace("-", "").isalnum()  # a NUL is no text for SQL
        territories = self.in_force() if plain else self.none()
        return territories.get(level=level, code=code.upper())

    def search(self, text: str, limit: int = search.LIMIT) -> models.QuerySet[Any]:
        """Those in force that answer to a name, a code or a postcode, the likeliest first.

        Accent-blind, and tolerant of typing mistakes. Filter before, not after: it is a slice.
        """
        return search.search(self.in_force(), text, limit)

    def covering(self, points: Sequence[tuple[float, float]]) -> list[placement.Placement]:
        """The commune in force of each (longitude, latitude), in the same order.

        WGS84 degrees; one statement. Outside every commune, the nearest within 300 m, with its
        distance in metres. Looks among all communes, whatever this queryset filters.
        ValueError for a coordinate that is not finite.
        """
        return placement.covering(points, self.db)

    def metres_to_limit(self, point: tuple[float, float] | Point, territory: Any) -> float | None:
        """Metres from (longitude, latitude) to the boundary of ``territory`` (or its id), whether
        in or out; None without an outline. WGS84 degrees; measured as geography."""
        pk = territory if isinstance(territory, int) else territory.pk
        return placement.metres_to_limit(point[0], point[1], pk, self.db)
