"""Base maps, declared once."""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

CREDIT = "© IGN – Géoplateforme"
DEEPEST = 19
_WMTS = (
    "{root}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=normal"
    "&TILEMATRIXSET=PM&FORMAT={format}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}"
)


@dataclass(frozen=True, slots=True)
class Tiles:
    """A layer of the Géoplateforme; `slow` and `away` say that it answers badly, or not at all."""

    layer: str
    format: str
    credit: str
    slow: str
    away: str

    def for_leaflet(self) -> dict[str, object]:
        address = _WMTS.format(root=settings.TILES_URL, layer=self.layer, format=self.format)
        words = {"slow": self.slow, "away": self.away}
        return {"url": address, "credit": self.credit, "deepest": DEEPEST, "words": words}


@dataclass(frozen=True, slots=True)
class BaseMap:
    """`tiles` lie over our own outlines, the first below; `parcels`: a click gives their number."""

    label: str
    tiles: tuple[Tiles, ...] = ()
    parcels: bool = False


_SLOW = "Le fond de carte IGN répond mal."
_AWAY = "Fond de carte IGN indisponible : contours seuls."
_PLAN = Tiles("GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2", "image/png", CREDIT, _SLOW, _AWAY)
_PHOTO = Tiles(
    "ORTHOIMAGERY.ORTHOPHOTOS", "image/jpeg", "Photographies © IGN – Géoplateforme", _SLOW, _AWAY
)
_PARCELS = Tiles(
    "CADASTRALPARCELS.PARCELLAIRE_EXPRESS",
    "image/png",
    "Parcellaire Express © IGN, DGFiP",
    "Le cadastre répond mal.",
    "Cadastre indisponible.",
)
DEFAULT = "plan"
# By their name in an address
BASE_MAPS: dict[str, BaseMap] = {
    DEFAULT: BaseMap("Plan IGN", (_PLAN,)),
    "photo": BaseMap("Photographies aériennes", (_PHOTO,)),
    "cadastre": BaseMap("Cadastre sur le plan", (_PLAN, _PARCELS), parcels=True),
    "cadastre-photo": BaseMap("Cadastre sur les photographies", (_PHOTO, _PARCELS), parcels=True),
    "contours": BaseMap("Contours seuls, sans fond"),
}


def plan_ign() -> dict[str, object]:
    """What Leaflet needs of it."""
    return _PLAN.for_leaflet()


def for_map() -> dict[str, dict[str, object]]:
    """What the map's choice of a ground needs of them all."""
    return {
        name: asdict(known) | {"tiles": [tiles.for_leaflet() for tiles in known.tiles]}
        for name, known in BASE_MAPS.items()
    }


def check(name: str) -> None:
    """Raises ValidationError on `fond` unless empty or the name of a base map."""
    if name and name not in BASE_MAPS:
        raise ValidationError({"fond": f"Fonds possibles : {', '.join(BASE_MAPS)}."})
