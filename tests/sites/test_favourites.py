"""Favourites: of a person, and nobody else's."""

import pytest
from django.http import Http404, QueryDict

from sites.filters import SiteFilter
from sites.models import Favourite, Site
from sites.services import set_favourite


def mine(scope):
    filters = SiteFilter.read(QueryDict("favoris=oui"), scope)
    return list(filters.apply(Site.objects.visible_to(scope)))


def test_kept_and_let_go(prefecture, ars, site):
    set_favourite(prefecture, site.reference, True)
    set_favourite(prefecture, site.reference, True)
    assert (mine(prefecture), mine(ars)) == ([site], [])
    set_favourite(prefecture, site.reference, False)
    assert mine(prefecture) == []


def test_who_does_not_see_the_site_keeps_nothing(stranger, site):
    with pytest.raises(Http404):
        set_favourite(stranger, site.reference, True)
    assert not Favourite.objects.exists()


def test_a_site_that_is_seen_no_more_is_not_listed(prefecture, stranger, site):
    Favourite.objects.create(user_id=stranger.user_id, site=site)
    assert mine(stranger) == []


def test_the_star_answers_as_it_is_now(prefecture, site, signed_in):
    client = signed_in(prefecture)
    way = f"/sites/{site.reference}/favori/"
    text = client.post(way, {"favori": "oui"}, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in text
    assert 'value="non"' in text
    assert 'aria-pressed="true"' in client.get(f"/sites/{site.reference}/").content.decode()
    assert 'aria-pressed="true"' in client.get("/sites/?colonnes=favori").content.decode()
    assert client.post(way, {"favori": "peut-être"}).status_code == 400


def test_without_javascript_it_leads_back(prefecture, site, signed_in):
    answer = signed_in(prefecture).post(f"/sites/{site.reference}/favori/", {"favori": "oui"})
    assert (answer.status_code, answer["Location"]) == (302, f"/sites/{site.reference}/")


def test_another_value_is_refused_in_the_filter(prefecture, signed_in):
    assert signed_in(prefecture).get("/sites/?favoris=non").status_code == 400
