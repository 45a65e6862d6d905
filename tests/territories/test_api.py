from types import SimpleNamespace

import pytest
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIRequestFactory, force_authenticate

from territories import urls
from territories.models import Outline

pytestmark = pytest.mark.django_db

READER = SimpleNamespace(is_authenticated=True, is_active=True, pk=1)


def get(path: str = "", user: object = READER, **parameters: object):
    url = f"/territoires/{path}"
    request = APIRequestFactory().get(url, parameters)
    if user:
        force_authenticate(request, user)
    match = resolve(url, urlconf=urls)
    response = match.func(request, *match.args, **match.kwargs)
    return response.render()


def slugs(response) -> list[str]:
    assert response.status_code == 200, response.data
    return [feature["id"] for feature in response.data["features"]]


def test_nobody_reads_without_signing_in(drawn):
    assert get(user=None).status_code in (401, 403)
    assert get("departement-91/", user=None).status_code in (401, 403)


def test_the_list_shows_label_points(drawn):
    answer = get(niveau="departement")
    assert slugs(answer) == ["departement-77", "departement-91"]
    feature = answer.data["features"][1]
    assert feature["geometry"]["type"] == "Point"
    assert dict(feature["properties"]) == {
        **{"level": "departement", "code": "91", "name": "Essonne"},
        **{"population": 15_000, "postcodes": []},
    }


def test_the_detail_shows_the_simplified_outline_and_what_holds_it(drawn):
    answer = get("departement-91/")
    assert answer.data["geometry"]["type"] == "MultiPolygon"
    assert sorted(answer.data["properties"]["containers"]) == ["nation-FR", "region-11"]


def test_a_territory_without_outline_is_shown_without(drawn):
    Outline.objects.filter(territory__code="91").delete()
    answer = get("departement-91/")
    assert (answer.status_code, answer.data["geometry"]) == (200, None)


@pytest.mark.parametrize("slug", ["departement-99", "commune-91", "nimporte-quoi"])
def test_an_unknown_territory_is_not_found(drawn, slug):
    assert get(f"{slug}/").status_code == 404


def test_a_container_and_a_text_narrow_the_list(drawn):
    assert len(slugs(get(dans="departement-91", niveau="commune"))) == 15
    assert slugs(get(dans="commune-91000"))[0] == "arrondissement-municipal-91801"
    assert slugs(get(q="carre 2 3"))[0] == "commune-91230"
    assert slugs(get(q="77503", dans="departement-91")) == []


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"niveau": "canton"}, "niveau"),
        ({"dans": "departement-99"}, "dans"),
        ({"dans": "91"}, "dans"),
        ({"q": "a\0b"}, "q"),
        ({"level": "commune"}, "level"),
    ],
)
def test_a_wrong_value_is_told_with_its_field(drawn, parameters, field):
    answer = get(**parameters)
    assert answer.status_code == 400
    assert field in answer.data.get("errors", answer.data)


def test_a_page_has_a_greatest_size(drawn):
    assert len(slugs(get(page_size=7))) == 7
    assert len(slugs(get(page_size=7, page=6))) == 6
    assert len(slugs(get(page_size=1000))) == 41


def test_a_longer_page_is_refused(drawn):
    assert get(page_size=1001).status_code == 400


def test_past_the_last_page_there_is_nothing(drawn):
    assert get(page=99).status_code == 404


@pytest.mark.parametrize("level", ["departement", "commune"])
def test_as_many_queries_for_two_rows_as_for_thirty(drawn, level, django_assert_num_queries):
    with django_assert_num_queries(2):
        get(niveau=level)


def test_the_search_is_one_query_and_its_count(drawn, django_assert_num_queries):
    with django_assert_num_queries(2):
        get(q="carre")


def test_the_schema_comes_without_a_warning(capsys):
    schema = SchemaGenerator(patterns=urls.urlpatterns).get_schema(request=None, public=True)
    assert set(schema["paths"]) == {"/territoires/", "/territoires/{slug}/"}
    # How a reader signs in is told by the project's own extension, not here.
    told = [line for line in capsys.readouterr().err.splitlines() if "authenticator" not in line]
    assert told == []
