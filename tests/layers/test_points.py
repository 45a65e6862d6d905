"""`/couches/sites.geojson`: one statement with the scope inside it, asked again each time."""

import gzip
import json

import pytest

from layers import points
from tests.factories import IntervenantFactory
from tests.layers.plans import explain, indexes, many_sites, seq_scans

pytestmark = pytest.mark.django_db
SITES = "/couches/sites.geojson"


def references(answer):
    return {one["properties"]["reference"] for one in answer.json()["features"]}


def test_a_point_carries_its_state_and_its_commune(api, cast, site):
    (feature,) = api(cast.owner).get(SITES).json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [4.75, 45.25]}
    assert feature["properties"]["commune_name"] == "Vénissieux"
    assert feature["properties"]["status"] == "ouvert"


def test_each_reader_has_the_points_of_his_territory(api, cast, world, a_site):
    south, north = a_site(), a_site(commune=world.lyon)
    for one in (cast.owner, cast.colleague, cast.reader, cast.mediator, cast.dihal):
        assert references(api(one).get(SITES)) == {south.reference, north.reference}
    for one in (cast.neighbour, cast.stranger):
        assert references(api(one).get(SITES)) == set()


def test_a_confirmed_intervenant_has_the_point_too(api, cast, site):
    structure = cast.stranger.organisation
    IntervenantFactory(site=site, organisation=structure, author=cast.owner, state="confirme")
    assert references(api(cast.stranger).get(SITES)) == {site.reference}


def test_one_statement_with_three_sites_as_with_eight(api, cast, a_site, count_queries):
    owner = api(cast.owner)
    owner.get(SITES)
    for number in (3, 8):
        while len(references(owner.get(SITES))) < number:
            a_site()
        with count_queries(3):  # person, scope, layer
            assert len(references(owner.get(SITES, {"bbox": "4,45,5,47"}))) == number


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"texte": "pre"}, True),
        ({"dans": "epci-200046977"}, True),
        ({"dans": "commune-69123"}, False),
        ({"statut": "ferme"}, False),
        ({"statut": "tous"}, True),
        ({"personnes_inconnues": "oui"}, True),
        ({"personnes_min": "1"}, False),
        ({"eau": "inconnu,bon"}, True),
        ({"sans_maj": "30"}, False),
        ({"bbox": "4.7,45.2,4.8,45.3"}, True),
        ({"bbox": "4.7,45.2,4.71,45.3"}, False),
        ({"statut": ","}, True),
    ],
)
def test_the_filters_are_those_of_the_list(api, cast, site, params, found):
    assert bool(references(api(cast.owner).get(SITES, params))) is found


def test_the_same_body_is_not_sent_again_even_compressed(api, cast, a_site):
    for _ in range(3):
        a_site()
    owner = api(cast.owner)
    first = owner.get(SITES, **{"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(first.content))["features"]) == 3
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(first["Vary"].split(", "))
    again = owner.get(SITES, **{"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    a_site()
    changed = owner.get(SITES, **{"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_department_costs_an_index_scan_however_many_sites_the_nation_has(
    api, cast, world, site, count_queries
):
    many_sites(cast.dihal, world.tournus, 5_500)
    owner = api(cast.owner)
    with count_queries(3) as queries:
        assert references(owner.get(SITES)) == {site.reference}
    plan = explain(queries[-1])
    assert "sites_site" not in seq_scans(plan)
    assert any("departement" in name for name in indexes(plan))


def test_a_rectangle_uses_the_index_on_the_position(api, cast, world, site, count_queries):
    many_sites(cast.dihal, world.tournus, 5_500)
    dihal = api(cast.dihal)
    with count_queries(3) as queries:
        assert references(dihal.get(SITES, {"bbox": "4.7,45.2,4.8,45.3"})) == {site.reference}
    plan = explain(queries[-1])
    assert "sites_site" not in seq_scans(plan)
    assert any("location" in name for name in indexes(plan))


def test_more_points_than_a_map_can_hold_are_cut_and_said(api, cast, world, site):
    many_sites(cast.dihal, world.tournus, 5_500)
    answer = api(cast.dihal).get(SITES).json()
    assert answer["truncated"] is True
    assert len(answer["features"]) == points.MOST_POINTS + 1
