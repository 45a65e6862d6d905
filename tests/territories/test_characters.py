"""Signs that nobody sees never come in, whatever way a text does."""

import json

import pytest

from sites.models import Site
from territories.characters import seen_only
from tests.layers.shapes import feature


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("Le Pré", "Le Pré"),
        ("T\u202efdp.exe", "Tfdp.exe"),
        ("\u200b\ufeff", ""),
        ("الماء", "الماء"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),  # one sign, joined
        (["a\u2066b", {"c\u200f": "d\u00ade"}], ["ab", {"c": "de"}]),
        (3, 3),
    ],
)
def test_what_is_left(given, seen):
    assert seen_only(given) == seen


@pytest.mark.parametrize("name", ["\u200b", "Le\u202e Pré"])
def test_no_site_has_a_name_that_is_not_seen(client_of, cast, site, name):
    path = f"/api/sites/{site.reference}/"
    sent = json.dumps(feature(name=name, version=site.version))
    answer = client_of(cast.owner).patch(path, sent, content_type="application/json")
    assert answer.status_code == 200, answer.text
    assert Site.objects.get(pk=site.pk).name == seen_only(name)
