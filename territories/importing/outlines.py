"""The file of outlines: MultiPolygons in WGS84 degrees on a grid of 1e-6 (about 0.1 m).

One xz stream: a line of JSON (precision, codes, numbers of points, rings and parts), then little
endian int32: the lengths of rings, polygons and outlines, then the steps from each point to the
next, x then y, their four bytes apart (like bytes compress well). Same geometries, same bytes.
"""

import json
import lzma
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

PRECISION = 1e-6

Integers = NDArray[np.int32]


def on_grid(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """The same geometries as MultiPolygons, each coordinate rounded to the file's grid."""
    rounded = shapely.transform(geometries, lambda xy: np.round(xy / PRECISION) * PRECISION)
    return np.array([_as_multi(geometry) for geometry in rounded], dtype=object)


def write(path: Path, outlines: Mapping[str, shapely.MultiPolygon]) -> None:
    codes = sorted(outlines)
    _, xy, offsets = shapely.to_ragged_array([outlines[code] for code in codes])
    points = np.round(xy / PRECISION).astype(np.int32)
    lengths = [np.diff(offset).astype("<i4") for offset in offsets]
    head = {
        "precision": PRECISION,
        "codes": codes,
        "points": len(points),
        "lengths": [len(length) for length in lengths],
    }
    body = b"".join(length.tobytes() for length in lengths)
    body += b"".join(_planes(points[:, axis]) for axis in (0, 1))
    text = json.dumps(head, separators=(",", ":")).encode()
    path.write_bytes(lzma.compress(text + b"\n" + body, preset=6 | lzma.PRESET_EXTREME))


def read(path: Path) -> dict[str, shapely.MultiPolygon]:
    """Code → outline. ValueError if the file is cut or is not such a file."""
    try:
        text, body = lzma.decompress(path.read_bytes()).split(b"\n", 1)
        head = json.loads(text)
        geometries = _geometries(head, np.frombuffer(body, dtype=np.uint8))
        return dict(zip(head["codes"], geometries, strict=True))
    except (lzma.LZMAError, KeyError, ValueError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"{path.name}: unreadable outlines ({error})") from error


def _geometries(head: dict, body: NDArray[np.uint8]) -> NDArray[np.object_]:
    offsets, at = [], 0
    for count in head["lengths"]:
        lengths = body[at : at + 4 * count].view("<i4")
        offsets.append(np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]))
        at += 4 * count
    points = head["points"]
    axes = [_steps_to_values(body[at + 4 * points * axis :], points) for axis in (0, 1)]
    xy = np.column_stack(axes) * PRECISION
    # The nearest double of "2.361400", not of 2361400 × 1e-6: what any text gives back.
    xy = np.round(xy, 6)
    return shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, xy, tuple(offsets))


def _planes(values: Integers) -> bytes:
    steps = np.diff(values, prepend=np.int32(0)).astype("<i4")
    return steps.view(np.uint8).reshape(-1, 4).T.tobytes()


def _steps_to_values(planes: NDArray[np.uint8], points: int) -> Integers:
    steps = np.ascontiguousarray(planes[: 4 * points].reshape(4, points).T).view("<i4")
    return np.cumsum(steps.ravel(), dtype=np.int32)


def _as_multi(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    if isinstance(geometry, shapely.MultiPolygon):
        return geometry
    if isinstance(geometry, shapely.Polygon):
        return shapely.MultiPolygon([geometry])
    raise ValueError(f"an outline is a surface, not a {geometry.geom_type}")
