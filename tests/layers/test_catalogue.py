"""`/couches/`: every layer says what it is; none exists for a reader without its ability."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404, QueryDict
from django.test import RequestFactory

from actors.enums import Ability
from actors.services import scope_of
from layers import catalogue
from layers.catalogue import LAYERS, sites, territories
from layers.views import catalogue as page_view
from layers.views import geojson
from sites.filters import FILTERS

pytestmark = pytest.mark.django_db
URL = "/couches/"
GUIDE = Path(settings.BASE_DIR) / "docs" / "add-a-layer.md"


def names(fields):
    return {field.name for field in fields}


def test_the_page_says_what_each_layer_is(client_of, cast):
    text = client_of(cast.owner).get(URL).text
    for layer in LAYERS:
        assert layer.title in text
        assert f'id="{layer.id}"' in text
        for parameter in layer.parameters:
            assert f"<code>{parameter.name}</code>" in text
        for fields in layer.fields.values():
            assert all(f"<code>{name}</code>" in text for name in names(fields))
    assert "/couches/territoires/&lt;niveau&gt;.geojson" in text
    assert all(f"<code>{name}</code>" in text for name in FILTERS)


def test_each_example_can_be_followed(client_of, cast, site):
    client = client_of(cast.owner)
    text = client.get(URL).text
    examples = re.findall(r'href="(/couches/[^"]+geojson[^"]*)"', text)
    assert len(examples) == len(LAYERS)
    for address in examples:
        answer = client.get(address.replace("&amp;", "&"), follow=True)
        assert answer.json()["type"] == "FeatureCollection"


def test_a_layer_says_all_that_its_features_carry(api, cast, site):
    points, bubbles = (
        api(person).get("/couches/sites.geojson", asked).json()["features"][0]["properties"]
        for person, asked in (
            (cast.owner, {"zoom": 5, "avec": "echeance"}),
            (cast.dihal, {"zoom": 5}),
        )
    )
    declared = list(sites.LAYER.fields.values())
    assert names(declared[0]) == set(points)
    assert names(declared[1]) == set(bubbles)
    outlines = "/couches/territoires/departement.geojson"
    answer = api(cast.owner).client.get(outlines, {"dans": "region-84"}, follow=True)
    (fields,) = territories.LAYER.fields.values()
    assert names(fields) == set(answer.json()["features"][0]["properties"])


def test_without_its_ability_a_layer_does_not_exist(cast, monkeypatch, client_of):
    secret = replace(sites.LAYER, id="secret", title="Secrète", ability=Ability.VIEW_HEALTH)
    request = RequestFactory().get("/couches/secret.geojson")
    request.scope = scope_of(cast.owner.user, cast.owner.pk)
    with pytest.raises(Http404):
        geojson.layer(request, secret)
    request.scope = scope_of(cast.reader.user, cast.reader.pk)  # an ARS
    assert geojson.layer(request, secret).status_code == 200

    monkeypatch.setattr(page_view, "LAYERS", (secret,))
    monkeypatch.setattr(catalogue.Layer, "name", "layer-sites")
    assert "Secrète" in client_of(cast.reader).get(URL).text
    assert "Secrète" not in client_of(cast.owner).get(URL).text


def test_the_guide_shows_a_layer_that_works(cast, world):
    """Its code is run as it stands: a neighbour has nothing of what is not his."""
    from tests.factories import IntervenantFactory, SiteFactory

    site = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    IntervenantFactory(site=site, organisation=cast.mediator.organisation, author=cast.owner)
    (code,) = re.findall(r"```python\n# layers/catalogue/.*?\n(.*?)```", GUIDE.read_text(), re.S)
    namespace = {}
    exec(code, namespace)  # our own document
    layer = namespace["LAYER"]

    def drawn(person):
        asked = layer.read(scope_of(person.user, person.pk), QueryDict(""))
        return json.loads(layer.write(asked))["features"]

    (feature,) = drawn(cast.owner)
    (fields,) = layer.fields.values()
    assert set(feature["properties"]) == names(fields)
    assert feature["properties"]["organisation"] == "Association de médiation"
    assert drawn(cast.neighbour) == []
