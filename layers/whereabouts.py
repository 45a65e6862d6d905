"""Which ground a page stands on: the chosen territory, or the reader's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.db.models import Extent

from actors import places
from actors.scope import Scope
from layers.totals import Totals
from sites.models import Site
from territories.enums import Level
from territories.models import Outline, Territory

# West, south, east, north in WGS84 degrees: the whole nation shows the sea between its parts.
METROPOLE = (-5.2, 41.3, 9.6, 51.1)
# They are far from the métropole's view: one goes there by name.
OVERSEAS: dict[str, "Box"] = {
    "971": (-61.82, 15.82, -61.0, 16.53),
    "972": (-61.24, 14.38, -60.8, 14.89),
    "973": (-54.61, 2.11, -51.61, 5.78),
    "974": (55.21, -21.4, 55.84, -20.87),
    "976": (45.01, -13.01, 45.31, -12.63),
}
MOST_OUTLINED = 5
MOST_NAMED = 4
# Steps of the way down; the others neither hold the next one nor are known to everybody.
STEPS = (Level.NATION, Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`steps` lead from France down to it, itself last; `outlined` are slugs to be drawn."""

    name: str
    steps: tuple[Territory, ...]
    outlined: tuple[str, ...]
    box: Box

    @property
    def region(self) -> Territory | None:
        """The one that holds it, if one does."""
        return next((step for step in self.steps if step.level == Level.REGION), None)


def whereabouts(scope: Scope, chosen: Territory | None) -> Whereabouts:
    """Three queries at most."""
    ids = (chosen.pk,) if chosen else places.ids(scope.parts or scope.places)
    grounds = [chosen] if chosen else list(Territory.objects.filter(pk__in=ids))
    drawn = [ground for ground in grounds if ground.level != Level.NATION]
    return Whereabouts(
        ", ".join(ground.name for ground in grounds),
        _steps(grounds[0]) if len(grounds) == 1 else tuple(grounds),
        tuple(ground.slug for ground in drawn) if len(drawn) <= MOST_OUTLINED else (),
        _box(ids) if len(drawn) == len(grounds) else METROPOLE,
    )


def beyond(scope: Scope, chosen: Territory | None, sums: Totals) -> str:
    """Why there is nothing in a territory outside of the reader's reach, in words; else nothing.

    It looks at the reader's own sites alone: of those that others see there, it tells nothing.
    """
    if chosen is None or sums.sites or places.touches(scope, chosen.pk):
        return ""
    if Site.objects.visible_to(scope).within(chosen).exists():  # it intervenes there
        return ""
    return f"{chosen.name} n’est pas dans votre territoire : aucun site à montrer."


def partly(scope: Scope, chosen: Territory | None) -> str:
    """Which part of a territory the reader's own reach leaves him, in words; else nothing.

    Of territories alone, and of the sites that he sees: an address may come from someone who sees
    more. Where he sees nothing at all, `beyond` says so.
    """
    if chosen is None or scope.national or places.reaches(scope, chosen.pk):
        return ""
    shared = list(places.shared_with(scope, chosen).order_by("name"))
    elsewhere = Site.objects.out_of_reach(scope).within(chosen).exists()
    if shared:
        also = ", et les sites où votre structure intervient" if elsewhere else ""
        return (
            f"{chosen.name} : vous en voyez la part qui est dans votre territoire, "
            f"{names(shared)}{also}."
        )
    if elsewhere:
        return (
            f"{chosen.name} n’est pas dans votre territoire : vous y voyez les sites où votre "
            "structure intervient."
        )
    return ""


def names(grounds: Sequence[Territory]) -> str:
    """A few in words, the others by their number: "Ain, Loire, Rhône et 5 autres"."""
    said = [ground.name for ground in grounds]
    if len(said) > MOST_NAMED:
        rest = len(said) - MOST_NAMED + 1
        said = [*said[: MOST_NAMED - 1], f"{rest} autres"]
    return " et ".join([", ".join(said[:-1]), *said[-1:]] if said[1:] else said)


def overseas(departements: list[Territory]) -> list[dict[str, object]]:
    """Where a menu leads: the overseas departments among these, and the métropole if some are
    there. Nothing for whom all lies in one view."""
    far = [one for one in departements if one.code in OVERSEAS]
    steps: list[dict[str, object]] = [{"name": one.name, "box": OVERSEAS[one.code]} for one in far]
    if len(far) < len(departements):
        steps.append({"name": "Métropole", "box": METROPOLE})
    return steps if far and len(steps) > 1 else []


def _steps(ground: Territory) -> tuple[Territory, ...]:
    holding = Territory.objects.containing(ground).at_level(*STEPS, ground.level)
    order = list(Level)
    return tuple(sorted(holding, key=lambda step: order.index(Level(step.level))))


def _box(territory_ids: tuple[int, ...]) -> Box:
    rows = Outline.objects.filter(territory__in=territory_ids)
    box: Box | None = rows.aggregate(box=Extent("simplified"))["box"]
    return box or METROPOLE
