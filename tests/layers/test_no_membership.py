"""Who has an account and no membership in force: nothing to see, and no fault."""

import json

from tests.factories import UserFactory


def test_the_layer_is_empty(client_of, site):
    answer = client_of(UserFactory()).get("/couches/sites.geojson")
    assert answer.status_code == 200
    assert json.loads(answer.content)["features"] == []


def test_the_api_is_empty(client_of, site):
    answer = client_of(UserFactory()).get("/api/sites/")
    assert answer.status_code == 200
    assert answer.json()["features"] == []
