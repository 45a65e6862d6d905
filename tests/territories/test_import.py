import json
from dataclasses import replace
from io import StringIO

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.db import connection

from territories.enums import Level
from territories.importing import bundle as files
from territories.importing.check import ImportRefused
from territories.importing.run import import_territories
from territories.models import Outline, Territory, Vintage
from tests.territories.vintages import apart, code, merged, middle, square, squares

pytestmark = pytest.mark.django_db

GONE, INTO = code(1, 2), code(1, 1)
TABLES = ("territory", "outline", "inside", "vintage")


def in_force(slug: str) -> Territory:
    return Territory.objects.by_slug(slug)


def versions() -> list[tuple]:
    """The versions of all rows: it changes with any write, even of the same values."""
    with connection.cursor() as cursor:
        return [
            cursor.execute(f"SELECT xmin::text, ctid::text FROM territories_{t} ORDER BY 1, 2")
            and cursor.fetchall()
            for t in TABLES
        ]


def test_a_vintage_comes_whole(drawn):
    assert drawn.counts == {
        **{"nation": 1, "region": 1, "departement": 2, "arrondissement": 2},
        **{"epci": 2, "ept": 1, "commune": 30, "arrondissement-municipal": 2},
    }
    assert drawn.created == Outline.objects.count() == 41
    assert (drawn.holes, drawn.orphans, drawn.moved) == ([], [], {})
    essonne = in_force("departement-91")
    assert (essonne.population, essonne.first_vintage) == (15_000, 2025)
    assert essonne.outline.boundary.area == pytest.approx(15 * 0.125**2)
    assert in_force("commune-91100").postcodes == ["91100"]
    assert Vintage.objects.get().counts == drawn.counts


def test_label_points_are_inside_and_outlines_valid(drawn):
    for outline in Outline.objects.select_related("territory"):
        assert outline.boundary.valid
        assert outline.boundary.contains(outline.territory.label_point)


def test_the_same_vintage_again_writes_nothing(drawn, put_in_force, handler_calls):
    before = versions()
    again = put_in_force(squares())
    assert again.unchanged
    assert versions() == before
    compared = put_in_force(squares(), force=True)
    assert (compared.unchanged, compared.written) == (False, 0)
    assert versions() == before
    assert handler_calls == []


def test_only_the_row_that_differs_is_written(drawn, put_in_force, handler_calls):
    first, *others = squares().communes
    renamed = replace(squares(), communes=(replace(first, name="Carré-Neuf"), *others))
    assert put_in_force(renamed).written == 1
    assert in_force("commune-91000").name == "Carré-Neuf"
    assert handler_calls == []


def test_a_commune_that_merges_keeps_its_row_and_names_its_successor(
    drawn, put_in_force, handler_calls
):
    ended, heir = in_force(f"commune-{GONE}"), in_force(f"commune-{INTO}")
    report = put_in_force(merged(squares(), 2026, GONE, INTO))
    ended.refresh_from_db()
    assert (ended.last_vintage, ended.successor) == (2025, heir)
    assert not Outline.objects.filter(territory=ended).exists()
    assert report.ended == [f"commune-{GONE}"]
    assert (report.orphans, report.moved) == ([], {"témoin": 1})
    assert handler_calls == [([(ended.pk, heir.pk)], 2026, [heir.pk])]
    (placed,) = Territory.objects.covering([middle(1, 2)])
    assert placed.commune_id == heir.pk


def test_an_ended_commune_is_still_seen_inside_its_department(drawn, put_in_force):
    ended = in_force(f"commune-{GONE}")
    put_in_force(merged(squares(), 2026, GONE, INTO))
    essonne = in_force("departement-91")
    assert ended in Territory.objects.within(essonne)
    assert ended not in Territory.objects.within(essonne).in_force()


def test_without_a_named_successor_the_one_that_covers_it_succeeds(drawn, put_in_force):
    following = merged(squares(), 2026, GONE, INTO)
    silent = tuple(replace(commune, former=()) for commune in following.communes)
    put_in_force(replace(following, communes=silent))
    assert Territory.objects.get(code=GONE).successor == in_force(f"commune-{INTO}")


def test_a_commune_that_is_established_again_is_in_force_again(drawn, put_in_force, handler_calls):
    old = in_force(f"commune-{GONE}")
    between = merged(squares(), 2026, GONE, INTO)
    put_in_force(between)
    handler_calls.clear()
    back = next(commune for commune in squares().communes if commune.code == GONE)
    report = put_in_force(apart(between, 2027, back, INTO, square(1, 2)))
    new, left = in_force(f"commune-{GONE}"), in_force(f"commune-{INTO}")
    assert new.pk != old.pk
    assert new.first_vintage == 2027
    assert report.created == 1
    # What stands on either is to be placed anew by its point.
    assert handler_calls == [([], 2027, sorted([left.pk, new.pk]))]
    (placed,) = Territory.objects.covering([middle(1, 2)])
    assert placed.commune_id == new.pk


def test_an_epci_that_ends_is_succeeded_by_the_one_with_most_of_its_communes(
    drawn, put_in_force, handler_calls
):
    ended = in_force("epci-200000001")
    communes = tuple(
        replace(c, epci="200000002") if c.epci == "200000001" else c for c in squares().communes
    )
    groups = tuple(group for group in squares().groups if group.code != "200000001")
    put_in_force(replace(squares(2026), communes=communes, groups=groups))
    ended.refresh_from_db()
    assert ended.successor == in_force("epci-200000002")
    assert Territory.objects.within(ended).in_force().count() == 0
    # The copies of the EPCI that hang on these ten communes are to be made again.
    ((moved, _, changed),) = handler_calls
    assert moved == [(ended.pk, ended.successor_id)]
    regrouped = Territory.objects.filter(pk__in=changed)
    assert sorted(regrouped.values_list("code", flat=True)) == sorted(
        code(column, row) for column in (2, 3) for row in range(5)
    )


def test_neighbours_share_their_simplified_border(real):
    for level in Level:
        wkb = Outline.objects.filter(level=level).values_list("simplified", flat=True)
        shapes = [shapely.from_wkb(bytes(shape.wkb)) for shape in wkb]
        assert shapely.coverage_is_valid(shapes), level


def overlapping(bundle: files.Bundle) -> files.Bundle:
    wide = bundle.outlines | {INTO: square(1, 1, width=2)}
    return replace(bundle, outlines=wide)


def invalid(bundle: files.Bundle) -> files.Bundle:
    bow_tie = shapely.MultiPolygon([shapely.Polygon([(2, 48), (3, 49), (3, 48), (2, 49)])])
    return replace(bundle, outlines=bundle.outlines | {INTO: bow_tie})


def without_outline(bundle: files.Bundle) -> files.Bundle:
    kept = {key: shape for key, shape in bundle.outlines.items() if key != INTO}
    return replace(bundle, outlines=kept)


def cut_short(bundle: files.Bundle) -> files.Bundle:
    return replace(bundle, communes=bundle.communes[:20], municipal=bundle.municipal)


def with_a_hole(bundle: files.Bundle) -> files.Bundle:
    return replace(
        without_outline(bundle), communes=tuple(c for c in bundle.communes if c.code != INTO)
    )


def of_unknown_department(bundle: files.Bundle) -> files.Bundle:
    first, *others = bundle.communes
    return replace(bundle, communes=(replace(first, departement="99"), *others))


def older(bundle: files.Bundle) -> files.Bundle:
    return replace(bundle, vintage=2020)


def twice(bundle: files.Bundle) -> files.Bundle:
    return replace(bundle, communes=(*bundle.communes, bundle.communes[0]))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (overlapping, "chevauchent"),
        (invalid, "non valides"),
        (without_outline, f"Sans contour.*{INTO}"),
        (cut_short, "Commune : 30 en vigueur, 20 à importer"),
        (with_a_hole, "Trous"),
        (of_unknown_department, "Territoires inconnus.*departement-99"),
        (older, "plus ancien"),
        (twice, "Codes en double"),
    ],
)
def test_bad_data_is_refused_and_leaves_all_as_it_was(drawn, put_in_force, spoil, reason):
    before = versions()
    with pytest.raises(ImportRefused, match=reason):
        put_in_force(spoil(squares(2026)))
    assert versions() == before


def test_a_commune_that_vanishes_from_the_edge_without_successor_is_refused(drawn, put_in_force):
    corner = code(5, 4)
    outlines = {key: shape for key, shape in squares().outlines.items() if key != corner}
    communes = tuple(c for c in squares().communes if c.code != corner)
    with pytest.raises(ImportRefused, match="superficie"):
        put_in_force(replace(squares(2026), outlines=outlines, communes=communes))


def test_a_handler_that_fails_leaves_all_as_it_was(drawn, put_in_force, settings):
    settings.TERRITORY_SUCCESSION_HANDLERS = {"x": "tests.territories.conftest.fail"}
    before = versions()
    with pytest.raises(RuntimeError):
        put_in_force(merged(squares(), 2026, GONE, INTO))
    assert versions() == before


def test_an_altered_file_is_refused(db, tmp_path):
    files.write(tmp_path, squares())
    (tmp_path / files.COMMUNES).write_bytes(b"")
    with pytest.raises(ImportRefused, match="altered"):
        import_territories(tmp_path)
    with pytest.raises(ImportRefused, match="not a vintage"):
        import_territories(tmp_path / "nowhere")


def test_the_files_give_back_what_was_written_to_the_byte(tmp_path):
    for name in ("a", "b"):
        files.write(tmp_path / name, squares())
    assert files.read(tmp_path / "a") == squares()
    for name in (*files.FILES, files.HEAD):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert json.loads((tmp_path / "a" / files.HEAD).read_text())["vintage"] == 2025


def test_the_command_reports_and_draws_no_bar_off_a_terminal(db, tmp_path, capsys):
    files.write(tmp_path, squares())
    out = StringIO()
    call_command("import_territories", source=tmp_path, stdout=out)
    assert "Commune : 30" in out.getvalue()
    assert "Trous de plus d'un hectare : aucun" in out.getvalue()
    assert capsys.readouterr().err == ""
    call_command("import_territories", source=tmp_path, stdout=out)
    assert "déjà en vigueur" in out.getvalue()


def test_the_command_says_in_words_why_it_refuses(drawn, tmp_path):
    files.write(tmp_path, invalid(squares(2026)))
    with pytest.raises(CommandError, match=r"rien n'a changé.*\n- Contours non valides"):
        call_command("import_territories", source=tmp_path)
