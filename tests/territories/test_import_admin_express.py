import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from territories.importing.check import ImportRefused
from territories.models import Territory
from tests.territories.vintages import code, square, squares

pytestmark = pytest.mark.django_db

LAMBERT = Transformer.from_crs(4326, 2154, always_xy=True)


def write(path, outlines: dict, layer: str = "COMMUNE", column: str = "INSEE_COM") -> None:
    """A made-up file as the IGN's: Lambert-93 metres."""
    metres = shapely.transform(
        np.array(list(outlines.values())),
        lambda xy: np.column_stack(LAMBERT.transform(xy[:, 0], xy[:, 1])),
    )
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(metres),
        field_data=[np.array(list(outlines), dtype=object)],
        fields=[column],
        layer=layer,
        driver="GPKG",
        geometry_type="MultiPolygon",
        crs="EPSG:2154",
        append=path.exists(),
        dataset_options={"VERSION": "1.3"},
    )


def redrawn() -> dict:
    """All communes of the squares; the border between two of them makes a step to the east."""
    outlines = {code(column, row): square(column, row) for column in range(6) for row in range(5)}
    west, east = outlines[code(1, 1)], outlines[code(2, 1)]
    step = shapely.box(2.25, 48.15, 2.28, 48.2)
    outlines[code(1, 1)] = shapely.MultiPolygon([shapely.union(west, step)])
    outlines[code(2, 1)] = shapely.MultiPolygon([shapely.difference(east, step)])
    return outlines


@pytest.mark.parametrize("column", ["INSEE_COM", "code_insee"])
def test_the_full_file_redraws_the_communes(drawn, put_in_force, tmp_path, handler_calls, column):
    point = (2.27, 48.18)
    (before,) = Territory.objects.covering([point])
    write(tmp_path / "ade.gpkg", redrawn() | {"97801": square(9, 9)}, column=column)
    report = put_in_force(squares(), admin_express_file=tmp_path / "ade.gpkg")
    (after,) = Territory.objects.covering([point])
    assert report.redrawn == 30
    slug = f"commune-{code(2, 1)}", f"commune-{code(1, 1)}"
    assert [before.commune_id, after.commune_id] == [
        Territory.objects.by_slug(name).pk for name in slug
    ]
    ((moved, vintage, changed),) = handler_calls
    assert (moved, vintage) == ([], 2025)
    assert {before.commune_id, after.commune_id} <= set(changed)


def test_the_same_file_again_changes_nothing(drawn, put_in_force, tmp_path):
    write(tmp_path / "ade.gpkg", redrawn())
    put_in_force(squares(), admin_express_file=tmp_path / "ade.gpkg")
    assert put_in_force(squares(), admin_express_file=tmp_path / "ade.gpkg").unchanged


def test_municipal_arrondissements_come_from_their_own_layer(drawn, put_in_force, tmp_path):
    write(tmp_path / "ade.gpkg", redrawn())
    low, high = shapely.box(2, 48, 2.125, 48.05), shapely.box(2, 48.05, 2.125, 48.125)
    parts = {"91801": shapely.MultiPolygon([low]), "91802": shapely.MultiPolygon([high])}
    write(tmp_path / "ade.gpkg", parts, "ARRONDISSEMENT_MUNICIPAL", "INSEE_ARM")
    put_in_force(squares(), admin_express_file=tmp_path / "ade.gpkg")
    (placed,) = Territory.objects.covering([(2.03, 48.1)])
    high_half = Territory.objects.by_slug("arrondissement-municipal-91802")
    assert placed.municipal_arrondissement_id == high_half.pk


def test_a_file_that_is_not_admin_express_is_refused(drawn, put_in_force, tmp_path):
    text = tmp_path / "not.gpkg"
    text.write_text("not a GeoPackage")
    with pytest.raises(ImportRefused, match="illisible"):
        put_in_force(squares(), admin_express_file=text)
    write(tmp_path / "other.gpkg", redrawn(), layer="CANTON")
    with pytest.raises(ImportRefused, match="COMMUNE"):
        put_in_force(squares(), admin_express_file=tmp_path / "other.gpkg")
    write(tmp_path / "column.gpkg", redrawn(), column="NOM")
    with pytest.raises(ImportRefused, match="colonne"):
        put_in_force(squares(), admin_express_file=tmp_path / "column.gpkg")
    write(tmp_path / "elsewhere.gpkg", {"99999": square(0, 0)})
    with pytest.raises(ImportRefused, match="aucune commune"):
        put_in_force(squares(), admin_express_file=tmp_path / "elsewhere.gpkg")


def test_part_of_the_communes_does_not_fit_the_others(drawn, put_in_force, tmp_path):
    some = {name: shape for name, shape in redrawn().items() if name == code(1, 1)}
    write(tmp_path / "part.gpkg", some)
    with pytest.raises(ImportRefused, match="chevauchent"):
        put_in_force(squares(), admin_express_file=tmp_path / "part.gpkg")
