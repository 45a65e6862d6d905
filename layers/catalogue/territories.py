"""The outlines of the territories, the same for every reader."""

from typing import Any

from django.http import QueryDict

from actors.scope import Scope
from layers import outlines
from layers.catalogue.declaration import Field, Layer, Parameter


def _read(scope: Scope, params: QueryDict, level: str) -> Any:
    return outlines.read(level, params)


LAYER = Layer(
    id="territories",
    path="territoires/<slug:level>",
    title="Contours des territoires",
    description=(
        "Les contours simplifiés d’un niveau (region, departement, arrondissement, epci, ept, "
        "commune, arrondissement-municipal) dans un territoire ; de la France entière, plus "
        "simplifiés encore. Avec « detail=fin », le contour exact d’un seul territoire. Les mêmes "
        "pour tous, gardés un an par le navigateur sous leur version."
    ),
    geometry="Polygones",
    fields={
        "Chaque contour": (
            Field("slug", "Territoire", "« departement-69 », comme le filtre « dans » l’écrit."),
            Field("name", "Nom", "Le nom du territoire."),
            Field("label", "Étiquette", "Longitude et latitude d’un point dans le contour."),
        )
    },
    limit=outlines.MOST,
    parameters=(
        Parameter("dans", "le territoire qui les contient : « region-84 » ; la France par défaut"),
        Parameter("detail", "« fin » : le contour exact de « dans », qui est de ce niveau"),
        Parameter("v", "la version en vigueur ; ajoutée d’elle-même"),
    ),
    read=_read,
    write=outlines.geojson,
    version=outlines.version,
    example={"level": "departement"},
    example_query="dans=region-84",
)
