"""Base maps, declared once."""

from django.conf import settings

CREDIT = "© IGN – Géoplateforme"
DEEPEST = 19
_WMTS = (
    "{root}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=normal"
    "&TILEMATRIXSET=PM&FORMAT={format}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}"
)


def plan_ign() -> dict[str, object]:
    """What Leaflet needs of it."""
    layer, form = "GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2", "image/png"
    address = _WMTS.format(root=settings.TILES_URL, layer=layer, format=form)
    return {"url": address, "credit": CREDIT, "deepest": DEEPEST}
