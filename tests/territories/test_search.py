import pytest

from territories.models import Territory

pytestmark = pytest.mark.django_db


def slugs(text: str, limit: int = 20) -> list[str]:
    return [territory.slug for territory in Territory.objects.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("saint den", "commune-93066"),
        ("St-Denis", "commune-93066"),
        ("SAINT  DENIS", "commune-93066"),
        ("93200", "commune-93066"),
        ("93066", "commune-93066"),
        ("metropole de lyon", "epci-200046977"),
        ("69", "departement-69"),
        ("2a", "departement-2A"),
        ("93", "departement-93"),
        ("Lyon", "commune-69123"),
        ("lyon 3e", "arrondissement-municipal-69383"),
        ("paris", "departement-75"),
        ("villeurbane", "commune-69266"),
        ("marseile", "commune-13055"),
        ("l'hay les roses", "commune-94038"),
        ("ile de france", "region-11"),
        ("plaine com", "ept-200057867"),
        ("france", "nation-FR"),
        ("200046977", "epci-200046977"),
    ],
)
def test_the_territory_that_is_meant_comes_first(real, text, first):
    assert slugs(text)[0] == first


def test_a_postcode_comes_before_the_same_insee_code(real):
    assert slugs("69001") == [
        "commune-69123",
        "arrondissement-municipal-69381",
        "commune-69001",
    ]


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "_", "'", "--", "\0", "zzzzzzzz", "999999999", "日本"]
)
def test_nothing_is_found_for_what_names_nothing(real, text):
    assert slugs(text) == []


def test_a_percent_sign_is_not_a_wildcard(real):
    assert slugs("sai%nis") == slugs("sai nis")


def test_what_is_filtered_out_is_not_found(real):
    reunion = Territory.objects.by_slug("departement-974")
    found = Territory.objects.within(reunion).search("saint denis")
    assert found[0].slug == "commune-97411"
    assert all(territory.code.startswith("974") for territory in found)


def test_an_ended_territory_is_not_found(real):
    Territory.objects.filter(code="93066").update(last_vintage=2026)
    assert "commune-93066" not in slugs("saint denis")


def test_the_answer_is_limited(real):
    assert len(slugs("saint", 3)) == 3


@pytest.mark.parametrize("text", ["saint den", "93200"])
def test_one_query(real, text, django_assert_num_queries):
    with django_assert_num_queries(1):
        slugs(text)
