"""`/api/sites/<ref>/fusions/`: which doublets a site took in, and undone."""

from datetime import datetime

import pytest

from sites.models import Merge, Site
from tests.layers.test_bad_input import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(site, a_site):
    return a_site(name="Doublon")


@pytest.fixture
def url(site):
    return f"/api/sites/{site.reference}/fusions/"


@pytest.fixture
def merged(api, cast, site, lost):
    body = {"lost": lost.reference, "reason": "Même terrain"}
    assert api(cast.owner).post(f"/api/sites/{site.reference}/fusionner/", body).status_code == 200
    return Merge.objects.get()


def test_who_sees_the_site_learns_what_was_merged_into_it(api, cast, url, lost, merged):
    for person in (cast.owner, cast.reader, cast.mediator):
        (one,) = api(person).get(url).json()
        assert datetime.fromisoformat(one.pop("at")) == merged.at
        assert one == {
            "id": merged.pk,
            "reference": lost.reference,
            "author": cast.owner.user.get_full_name(),
            "organisation": cast.owner.organisation.short_name,
            "reason": "Même terrain",
        }
    for person in (cast.neighbour, cast.stranger):
        hidden, missing = (api(person).get(path) for path in (url, "/api/sites/69-9999/fusions/"))
        assert (hidden.status_code, hidden.json()) == (404, missing.json())


def test_undone_both_are_sites_again(api, cast, site, lost, url, merged):
    owner = api(cast.owner)
    answer = owner.post(f"{url}{merged.pk}/annuler/")
    assert answer.status_code == 200, answer.text
    assert answer.json() == owner.get(f"/api/sites/{site.reference}/").json()
    assert owner.get(f"/api/sites/{lost.reference}/").status_code == 200
    assert owner.get(url).json() == []
    refused(owner.post(f"{url}{merged.pk}/annuler/"), 400, "__all__", "déjà annulée")


def test_who_may_undo(api, cast, url, lost, merged):
    for person in (cast.reader, cast.mediator):
        refused(api(person).post(f"{url}{merged.pk}/annuler/"), 403, None, "")
    for person in (cast.neighbour, cast.stranger):
        hidden = api(person).post(f"{url}{merged.pk}/annuler/")
        missing = api(person).post("/api/sites/69-9999/fusions/1/annuler/")
        assert (hidden.status_code, hidden.json()) == (404, missing.json())
    assert Site.objects.get(pk=lost.pk).merged_into_id
    assert api(cast.dihal).post(f"{url}{merged.pk}/annuler/").status_code == 200


def test_a_number_belongs_to_its_site(api, cast, a_site, url, merged):
    owner = api(cast.owner)
    elsewhere = f"/api/sites/{a_site().reference}/fusions/{merged.pk}/annuler/"
    for path in (elsewhere, f"{url}{merged.pk + 1}/annuler/", f"{url}{2**70}/annuler/"):
        refused(owner.post(path), 404, None, "territoire")
    assert Merge.objects.filter(undone_at=None).exists()


def test_the_alias_leads_to_its_site(api, cast, lost, url, merged):
    owner, alias = api(cast.owner), f"/api/sites/{lost.reference}/fusions/"
    answer = owner.get(alias)
    assert (answer.status_code, answer["Location"]) == (308, url)
    refused(owner.post(f"{alias}{merged.pk}/annuler/"), 409, None, "fusionné dans le site")


def test_one_query_for_the_site_and_its_merges(api, cast, site, a_site, url, merged, count_queries):
    owner = api(cast.owner)
    owner.get(url)
    for number in (3, 8):
        while Merge.objects.count() < number:
            body = {"lost": a_site().reference}
            owner.post(f"/api/sites/{site.reference}/fusionner/", body)
        with count_queries(3):  # person, scope, the site with its merges
            assert len(owner.get(url).json()) == number
