"""The footprint of a site: valid, near its point, measured by PostGIS in the local projection."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from sites.enums import StatusAction
from sites.errors import StaleVersion
from sites.models import Event, Site
from sites.services import change_status, edit, outline
from territories.geo import parse_surface
from tests.sites.world import IN_VENISSIEUX, point

LON, LAT = IN_VENISSIEUX


def shape(*corners, around=IN_VENISSIEUX):
    """Corners in thousandths of a degree from the point."""
    ring = [(around[0] + east / 1000, around[1] + north / 1000) for east, north in corners]
    text = ", ".join(f"{lon:.7f} {lat:.7f}" for lon, lat in [*ring, ring[0]])
    return parse_surface(f"POLYGON(({text}))")


SQUARE = ((0, 0), (1, 0), (1, 1), (0, 1))


def refused(prefecture, site, footprint, parcels=()):
    with pytest.raises(ValidationError) as error:
        outline(prefecture, site.reference, 1, footprint, parcels)
    site.refresh_from_db()
    assert site.footprint is None
    return error.value.message_dict


def test_it_is_measured_in_the_projection_of_its_place(prefecture, site):
    kept = outline(prefecture, site.reference, 1, shape(*SQUARE), ["69259000AB0123"])
    # a thousandth of a degree: 77.7 m across at that latitude, 111.1 m up
    assert kept.footprint_m2 == pytest.approx(77.7 * 111.1, rel=0.01)
    assert (kept.version, kept.parcels) == (2, ["69259000AB0123"])
    event = Event.objects.filter(site=site).first()
    assert (event.kind, event.facts) == ("site.footprint", {})


def test_the_same_again_writes_nothing(prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    kept = outline(prefecture, site.reference, 2, shape(*SQUARE), [])
    assert kept.version == 2
    assert Event.objects.filter(kind="site.footprint").count() == 1


def test_it_may_be_taken_away(prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    kept = outline(prefecture, site.reference, 2, None, [])
    assert (kept.footprint, kept.footprint_m2) == (None, None)


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        (((0, 0), (1, 1), (1, 0), (0, 1)), "se croisent"),
        (((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)), "pas de surface"),
        (((0, 0), (1, 0), (1, 0.000001), (0, 0.000001)), "pas de surface"),
        (((40, 0), (41, 0), (41, 1), (40, 1)), "3,2"),
        (((-70, -70), (110, -70), (110, 70), (-70, 70)), "km"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_in_words(prefecture, site, corners, words):
    assert words in refused(prefecture, site, shape(*corners))["footprint"][0]


@pytest.mark.parametrize("parcel", ["AB 123", "69259000AB012", "ZZ259000AB0123", "é" * 14])
def test_a_parcel_is_named_as_the_cadastre_does(prefecture, site, parcel):
    assert (
        parcel.upper().replace(" ", "") in refused(prefecture, site, None, [parcel])["parcels"][0]
    )


def test_parcels_are_kept_once_however_they_are_typed(prefecture, site):
    kept = outline(
        prefecture,
        site.reference,
        1,
        None,
        ["69259 000 AB 0123", "69259000ab0123", "2A004000-0A0007"],
    )
    assert kept.parcels == ["69259000AB0123", "2A0040000A0007"]
    with pytest.raises(ValidationError, match="50 parcelles"):
        outline(prefecture, site.reference, 2, None, [f"69259000AB{n:04d}" for n in range(51)])


def test_by_who_may_survey_the_site_and_sees_it(prefecture, association, stranger, site):
    with pytest.raises(PermissionDenied):
        outline(association, site.reference, 1, shape(*SQUARE), [])
    with pytest.raises(Http404):
        outline(stranger, site.reference, 1, shape(*SQUARE), [])


def test_what_changed_meanwhile_is_not_written_over(prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    with pytest.raises(StaleVersion) as stale:
        outline(prefecture, site.reference, 1, None, [])
    assert stale.value.facts["current"]["footprint"].startswith("MULTIPOLYGON")


def test_a_closed_site_keeps_what_it_has(prefecture, site):
    change_status(prefecture, site.reference, StatusAction.CLOSE, cause="justice")
    with pytest.raises(ValidationError, match="fermé"):
        outline(prefecture, site.reference, 2, shape(*SQUARE), [])


def test_a_point_does_not_leave_its_footprint_behind(prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    with pytest.raises(ValidationError) as error:
        edit(prefecture, site.reference, 2, {"location": point(LON + 0.03, LAT)})
    assert "emprise" in error.value.message_dict["location"][0]
    assert edit(prefecture, site.reference, 2, {"location": point(LON + 0.003, LAT)}).version == 3


def test_the_database_itself_refuses_a_shape_that_crosses_itself(prefecture, site):
    bow = shape((0, 0), (1, 1), (1, 0), (0, 1))
    with pytest.raises(IntegrityError, match="site_footprint_valid"), transaction.atomic():
        Site.objects.filter(pk=site.pk).update(footprint=bow)


def test_a_change_leaves_its_history(prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT footprint IS NOT NULL FROM sites_sitehistory WHERE pgh_obj_id = %s"
            " ORDER BY pgh_id DESC LIMIT 1",
            [site.pk],
        )
        assert cursor.fetchone() == (True,)


def test_a_visitor_of_the_page_sends_it_back_untouched(signed_in, prefecture, site):
    outline(prefecture, site.reference, 1, shape(*SQUARE), ["69259000AB0123"])
    site.refresh_from_db()
    url = f"/sites/{site.reference}/emprise/"
    page = signed_in(prefecture).get(url)
    assert page.status_code == 200
    form = page.context["form"]
    text = form.fields["footprint"].prepare_value(site.footprint)
    data = {
        "version": "2",
        "footprint": text,
        "initial-footprint": text,
        "parcels": "69259000AB0123",
        "initial-parcels": "69259000AB0123",
    }
    answer = signed_in(prefecture).post(url, data, follow=True)
    assert "Rien n’a changé." in answer.text
    assert "enregistrée." not in answer.text
    site.refresh_from_db()
    assert site.version == 2
    changed = data | {"parcels": "69259000AB0124"}
    answer = signed_in(prefecture).post(url, changed, follow=True)
    assert f"Emprise du site {site.reference} enregistrée." in answer.text


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(signed_in, prefecture, site):
    url = f"/sites/{site.reference}/emprise/"
    outline(prefecture, site.reference, 1, shape(*SQUARE), [])
    mine = "POLYGON((4.95 45.75, 4.9505 45.75, 4.9505 45.7505, 4.95 45.75))"
    data = {"version": "1", "footprint": mine, "initial-footprint": "", "parcels": ""}
    page = signed_in(prefecture).post(url, data | {"initial-parcels": ""})
    assert page.status_code == 409
    assert mine in page.text
    assert "un tracé de 4 sommets" in page.text
    again = data | {
        "version": "2",
        "initial-footprint": page.context["form"].differences[0].now,
        "initial-parcels": "",
        "keep-footprint": "mine",
    }
    assert signed_in(prefecture).post(url, again).status_code == 302
    site.refresh_from_db()
    assert site.footprint.num_points == 4


@pytest.mark.parametrize("text", ["un tracé", "POINT(4.9 45.7)"])
def test_what_cannot_be_read_is_kept_and_told_at_the_field(signed_in, prefecture, site, text):
    url = f"/sites/{site.reference}/emprise/"
    page = signed_in(prefecture).post(url, {"version": "1", "footprint": text, "parcels": ""})
    assert page.status_code == 400
    assert text in page.text
    assert page.context["form"].errors["footprint"]
