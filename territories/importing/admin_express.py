"""Outlines from the full IGN file (ADMIN EXPRESS COG, GeoPackage) in place of the embedded ones.

Layers COMMUNE and, if there, ARRONDISSEMENT_MUNICIPAL; the code is in INSEE_COM or INSEE_ARM up to
2024, in code_insee since. Any projection: read into EPSG:4326.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from territories.importing.bundle import Bundle
from territories.importing.derive import Shapes

LAYERS = ("commune", "arrondissement_municipal")
CODES = ("insee_com", "insee_arm", "code_insee")


def redraw(bundle: Bundle, path: Path) -> tuple[Bundle, int]:
    """The same vintage with the outlines of ``path``, and how many communes it redrew.

    ValueError if the file is not readable as ADMIN EXPRESS. Codes that the vintage does not know
    (other years, Saint-Martin…) are left out; it keeps its own outline where the file has none.
    """
    layers = _layers(path)
    communes = {commune.code for commune in bundle.communes}
    municipal = {part.code: part.commune for part in bundle.municipal}
    found = _read(path, layers["commune"])
    drawn = {code: shape for code, shape in found.items() if code in communes}
    parts: Shapes = {}
    if "arrondissement_municipal" in layers:
        found = _read(path, layers["arrondissement_municipal"])
        parts = {code: shape for code, shape in found.items() if code in municipal}
    if not drawn:
        raise ValueError(f"{path.name} : aucune commune du millésime {bundle.vintage}.")
    return replace(bundle, outlines=bundle.outlines | drawn | parts), len(drawn)


def checksum(base: str, path: Path) -> str:
    """One sum for the vintage (``base``) and the file, read by blocks."""
    with path.open("rb") as stream:
        return hashlib.sha256(
            base.encode() + hashlib.file_digest(stream, "sha256").digest()
        ).hexdigest()


def _layers(path: Path) -> dict[str, str]:
    try:
        names = {name.lower(): name for name, _ in pyogrio.list_layers(path)}
    except pyogrio.errors.DataSourceError as error:
        raise ValueError(f"{path.name} : fichier illisible ({error}).") from error
    if "commune" not in names:
        raise ValueError(f"{path.name} : pas de couche COMMUNE.")
    return {layer: names[layer] for layer in LAYERS if layer in names}


def _read(path: Path, layer: str) -> Shapes:
    fields = {name.lower(): name for name in pyogrio.read_info(path, layer=layer)["fields"]}
    column = next((fields[name] for name in CODES if name in fields), None)
    if column is None:
        raise ValueError(f"{path.name} : pas de colonne {' ou '.join(CODES)} dans {layer}.")
    meta, _, wkb, values = pyogrio.raw.read(path, layer=layer, columns=[column], force_2d=True)
    outlines = _to_wgs84(shapely.from_wkb(wkb), meta["crs"])
    return dict(zip(values[0].tolist(), map(_multi, outlines), strict=True))


def _to_wgs84(outlines: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    transformer = Transformer.from_crs(CRS.from_user_input(crs), CRS.from_epsg(4326), True)
    return shapely.transform(
        outlines, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
    )


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shape if isinstance(shape, shapely.MultiPolygon) else shapely.MultiPolygon([shape])
