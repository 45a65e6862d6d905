"""What a site is called, in words and in SQL alike."""

import pytest

from sites.models import Site
from tests.sites import world


@pytest.mark.parametrize(
    "known",
    [{}, {"name": "Le Pré"}, {"address": "3 rue Basse"}, {"name": "Le Pré", "address": "3 rue"}],
)
def test_the_layer_calls_a_site_as_its_page_does(prefecture, known):
    site = world.a_site(prefecture, **known)
    called = Site.objects.with_title().values_list("title", flat=True).get(pk=site.pk)
    assert called == site.title
