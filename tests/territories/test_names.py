import pytest

from territories.names import with_article


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("69", "Rhône", "le Rhône"),
        ("93", "Seine-Saint-Denis", "la Seine-Saint-Denis"),
        ("01", "Ain", "l’Ain"),
        ("34", "Hérault", "l’Hérault"),
        ("89", "Yonne", "l’Yonne"),
        ("13", "Bouches-du-Rhône", "les Bouches-du-Rhône"),
        ("31", "Haute-Garonne", "la Haute-Garonne"),
        ("75", "Paris", "Paris"),
        ("974", "La Réunion", "La Réunion"),
        ("973", "Guyane", "la Guyane"),
    ],
)
def test_a_department_is_named_with_its_article(code, name, said):
    assert with_article("departement", code, name) == said


def test_a_commune_keeps_its_name():
    assert with_article("commune", "69259", "Vénissieux") == "Vénissieux"
