"""`/couches/sites.geojson?zoom=`: points where they can be told apart, bubbles elsewhere; and no
bubble ever counts a site that its reader may not see."""

from datetime import date

import pytest

from actors.services import scope_of
from layers import bubbles, drawing
from sites import services
from sites.enums import SurveyGroup
from tests.factories import IntervenantFactory, MembershipFactory, SiteFactory

pytestmark = pytest.mark.django_db
SITES = "/couches/sites.geojson"
SOUTH_LABEL = "4.45,45.45,4.55,45.55"  # holds the label of the Rhône, and none of its sites


@pytest.fixture
def sites(cast, world):
    """Three in the Rhône, of which one has people; two in Saône-et-Loire."""
    south = [
        SiteFactory(commune=commune, declared_by=cast.owner)
        for commune in (world.venissieux, world.venissieux, world.villefranche)
    ]
    scope = scope_of(cast.owner.user, cast.owner.pk)
    read = services.Observation(date(2026, 11, 20), {SurveyGroup.POPULATION: {"people": 40}})
    services.survey(scope, south[0].reference, read)
    north = [
        SiteFactory(commune=commune, declared_by=cast.neighbour)
        for commune in (world.macon, world.tournus)
    ]
    return [*south, *north]


@pytest.fixture
def crowded(monkeypatch):
    """A view holds too many from the first site on."""
    monkeypatch.setattr(drawing, "MOST_IN_VIEW", 0)


@pytest.fixture
def seen(api):
    """`seen(person, zoom=5)`: kind, level, {slug: sites} of what the map would draw."""

    def ask(person, **params):
        answer = api(person).get(SITES, params)
        assert answer.status_code == 200, answer.content.decode()
        collection = answer.json()
        known = [one["properties"] for one in collection["features"]]
        if collection["kind"] == "points":
            return "points", {one["reference"] for one in known}
        return collection["level"], {one["slug"]: one["sites"] for one in known}

    return ask


def test_a_bubble_says_what_it_counts_and_stands_on_the_label(api, cast, world, sites):
    answer = api(cast.dihal).get(SITES, {"zoom": 6, "bbox": "4,45,5,46"}).json()

    assert (answer["kind"], answer["level"], answer["truncated"]) == (
        "bubbles",
        "departement",
        False,
    )
    assert answer["features"] == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [4.5, 45.5]},
            "properties": {
                "slug": "departement-69",
                "name": "Rhône",
                "level": "departement",
                "sites": 3,
                "people": 40,
                "unknown": 2,
            },
        }
    ]


@pytest.mark.parametrize(
    ("zoom", "level", "slug"),
    [
        (0, "region", "region-84"),
        (5, "region", "region-84"),
        (6, "departement", "departement-69"),
        (8, "departement", "departement-69"),
    ],
)
def test_the_nation_is_gathered_by_territories_of_the_zoom(seen, cast, sites, zoom, level, slug):
    found, counts = seen(cast.dihal, zoom=zoom)
    assert (found, counts[slug], sum(counts.values())) == (level, 3, 5)


@pytest.mark.parametrize("zoom", [9, 22])
def test_near_enough_each_site_is_a_point(seen, cast, sites, zoom):
    assert seen(cast.dihal, zoom=zoom) == ("points", {site.reference for site in sites})


def test_one_department_or_less_is_points_from_afar(seen, cast, sites):
    south = {site.reference for site in sites[:3]}
    assert seen(cast.dihal, zoom=5, dans="departement-69") == ("points", south)
    assert seen(cast.dihal, zoom=5, dans="epci-200046977")[0] == "points"
    assert seen(cast.owner, zoom=5) == ("points", south)
    assert seen(cast.dihal, zoom=5, dans="region-84")[0] == "region"
    assert seen(cast.reader, zoom=5)[0] == "region"


def test_a_view_of_too_many_is_bubbles_down_to_the_communes(seen, cast, sites, crowded):
    by_commune = {"commune-69259": 2, "commune-69264": 1, "commune-71270": 1, "commune-71543": 1}
    assert seen(cast.dihal, zoom=9) == ("commune", by_commune)
    assert seen(cast.owner, zoom=9)[0] == "commune"


def test_a_department_is_not_shown_as_a_part_of_its_region(seen, cast, sites, crowded):
    assert seen(cast.owner, zoom=3) == ("departement", {"departement-69": 3})


def test_the_most_that_a_view_shows_as_points(seen, cast, sites, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_IN_VIEW", 3)
    assert seen(cast.dihal, zoom=9)[0] == "commune"
    kind, points = seen(cast.dihal, zoom=9, bbox="4,45,5,46")
    assert (kind, len(points)) == ("points", 3)


@pytest.mark.parametrize("zoom", [4, 7, 12])
def test_no_bubble_counts_a_site_outside_of_the_scope(seen, cast, sites, crowded, zoom):
    for one in (cast.owner, cast.colleague, cast.mediator, cast.reader):
        assert sum(seen(one, zoom=zoom)[1].values()) == 3
    for one in (cast.neighbour, cast.stranger):
        assert sum(seen(one, zoom=zoom)[1].values()) == 2
    assert sum(seen(cast.dihal, zoom=zoom)[1].values()) == 5


def test_a_scope_across_a_limit_has_its_part_of_each_side(seen, cast, world, sites, crowded):
    across = MembershipFactory(
        organisation__collectivite=True, organisation__territories=[world.straddling]
    )
    counts = {"departement-69": 1, "departement-71": 1}
    assert seen(across, zoom=7) == ("departement", counts)


def test_a_confirmed_intervenant_has_its_site_and_no_other_in_the_bubble(
    seen, cast, sites, crowded
):
    structure = cast.stranger.organisation
    IntervenantFactory(site=sites[0], organisation=structure, author=cast.owner, state="confirme")
    counts = {"departement-69": 1, "departement-71": 2}
    assert seen(cast.stranger, zoom=7) == ("departement", counts)


def test_moving_the_view_changes_no_number(seen, cast, sites):
    assert seen(cast.dihal, zoom=8, bbox=SOUTH_LABEL) == ("departement", {"departement-69": 3})
    assert seen(cast.dihal, zoom=8, bbox="4.6,45.1,4.9,45.4") == ("departement", {})


@pytest.mark.parametrize(
    ("params", "counts"),
    [
        ({"personnes_min": 1}, {"region-84": 1}),
        ({"personnes_inconnues": "oui"}, {"region-84": 2, "region-27": 2}),
        ({"statut": "ferme"}, {}),
        ({"dans": "region-27"}, {"region-27": 2}),
    ],
)
def test_the_filters_narrow_the_bubbles(seen, cast, sites, params, counts):
    assert seen(cast.dihal, zoom=5, **params) == ("region", counts)


def test_who_sees_nothing_has_nothing(api, cast, sites, world):
    outside = MembershipFactory(organisation__territories=[])
    for zoom in (5, 9):
        assert api(outside).get(SITES, {"zoom": zoom}).json()["features"] == []


def test_more_bubbles_than_a_map_can_hold_are_cut_and_said(api, cast, sites, crowded, monkeypatch):
    monkeypatch.setattr(bubbles, "MOST_BUBBLES", 1)
    answer = api(cast.dihal).get(SITES, {"zoom": 9}).json()
    assert answer["truncated"] is True
    assert answer["features"][0]["properties"]["slug"] == "commune-69259"  # the heaviest first


@pytest.mark.parametrize("zoom", [5, 9])
def test_one_statement_with_three_sites_as_with_eight(api, cast, world, sites, count_queries, zoom):
    dihal = api(cast.dihal)
    for more in (0, 5):
        for _ in range(more):
            SiteFactory(commune=world.lyon, declared_by=cast.owner)
        with count_queries(3):  # person, scope, layer
            dihal.get(SITES, {"zoom": zoom, "bbox": "4,45,5,47"})


def test_the_same_bubbles_are_not_sent_again(api, cast, sites, world):
    dihal, asked = api(cast.dihal), {"zoom": 5}
    first = dihal.get(SITES, asked)
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(first["Vary"].split(", "))
    assert dihal.get(SITES, asked, **{"If-None-Match": first["ETag"]}).status_code == 304
    SiteFactory(commune=world.lyon, declared_by=cast.owner)
    assert dihal.get(SITES, asked, **{"If-None-Match": first["ETag"]}).status_code == 200
