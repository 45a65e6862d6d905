"""Following a site or a territory, within what one sees."""

import pytest

from actors.services import scope_of
from journal import following, services
from journal.models import Follow
from sites.models import Site
from tests.factories import IntervenantFactory, SiteFactory

URL = "/notifications/suivis/"
HTMX = {"HX-Request": "true"}


pytestmark = pytest.mark.usefixtures("nothing_else_is_told")


def scope(membership):
    return scope_of(membership.user, membership.pk)


@pytest.fixture
def its_url(site):
    return f"/sites/{site.reference}/suivre/"


def test_following_a_site_and_no_longer(client_of, cast, site, its_url):
    agent = client_of(cast.owner)
    for _ in range(2):
        assert agent.post(its_url, {"suivre": "oui"})["Location"] == site.get_absolute_url()
    assert Follow.objects.get().site == site
    assert "Ne plus suivre" in agent.get(site.get_absolute_url()).text
    assert site.reference in agent.get(URL).text
    for _ in range(2):
        agent.post(its_url, {"suivre": "non"})
    assert not Follow.objects.exists()
    assert "Ne plus suivre" not in agent.get(site.get_absolute_url()).text


def test_with_htmx_the_button_as_it_is_now(client_of, cast, its_url):
    agent = client_of(cast.owner)
    text = agent.post(its_url, {"suivre": "oui"}, headers=HTMX).text
    assert "Ne plus suivre" in text
    assert "Vous suivez ce site." in text
    assert "<html" not in text
    assert "more__item" not in text
    in_menu = agent.post(its_url, {"suivre": "non", "menu": "oui"}, headers=HTMX).text
    assert "more__item" in in_menu


def test_the_sheet_has_it_in_its_menu(client_of, cast, site):
    text = client_of(cast.owner).get(f"/sites/{site.reference}/volet/").text
    assert 'name="menu" value="oui"' in text


def test_a_site_out_of_sight_is_not_followed(client_of, cast, its_url):
    for person in (cast.neighbour, cast.stranger):
        assert client_of(person).post(its_url, {"suivre": "oui"}).status_code == 404
    assert client_of(cast.owner).post(its_url, {"suivre": "x"}).status_code == 400
    assert not Follow.objects.exists()


def test_a_site_that_one_no_longer_sees_is_not_in_the_list(client_of, cast, world):
    elsewhere = SiteFactory(commune=world.tournus, declared_by=cast.neighbour, name="Canari")
    presence = IntervenantFactory(
        site=elsewhere,
        organisation=cast.mediator.organisation,
        author=cast.neighbour,
        confirmed_themes=["accompagnement"],
        state="confirme",
    )
    services.follow_site(scope(cast.mediator), elsewhere.reference, on=True)
    assert "Canari" in client_of(cast.mediator).get(URL).text
    presence.state = "termine"
    presence.save()
    text = client_of(cast.mediator).get(URL).text
    assert "Canari" not in text
    assert elsewhere.reference not in text
    assert "Sites (0)" in text


def test_following_a_territory_that_holds_crosses_or_lies_in_ones_own(client_of, cast, world):
    agent = client_of(cast.owner)
    for place in (world.venissieux, world.straddling, world.aura):
        page = agent.post(URL, {"territoire": place.slug}, follow=True)
        assert f"Vous suivez désormais : {place.name}." in page.text
    agent.post(URL, {"territoire": world.aura.slug})
    assert Follow.objects.count() == 3


@pytest.mark.parametrize("slug", ["departement-71", "departement-99", "", "\0", "x", "é-1"])
def test_a_territory_elsewhere_or_nowhere_is_refused_in_words(client_of, cast, slug):
    answer = client_of(cast.owner).post(URL, {"territoire": slug})
    assert answer.status_code == 400
    assert "hors du vôtre" in answer.text or "Choisissez un territoire" in answer.text
    assert not Follow.objects.exists()


def test_a_row_is_taken_away_by_its_owner_alone(client_of, cast, site):
    services.follow_site(scope(cast.owner), site.reference, on=True)
    row = Follow.objects.get()
    client_of(cast.reader).post(URL, {"retirer": row.pk})
    assert Follow.objects.exists()
    client_of(cast.owner).post(URL, {"retirer": row.pk})
    assert not Follow.objects.exists()
    for wrong in ("x", "-1", "9" * 30):
        assert client_of(cast.owner).post(URL, {"retirer": wrong}).status_code == 400


@pytest.mark.parametrize(("person", "by_default"), [("owner", True), ("reader", True)])
def test_state_and_health_agencies_follow_their_territory_unless_they_say_no(
    client_of, cast, person, by_default
):
    member = getattr(cast, person)
    assert services.follows_own_territory(scope(member)) is by_default
    client_of(member).post(URL, {"mien": "non"})
    assert not services.follows_own_territory(scope(member))
    assert Follow.objects.get().is_muted
    client_of(member).post(URL, {"mien": "oui"})
    assert services.follows_own_territory(scope(member))
    assert Follow.objects.count() == 1


def test_an_association_follows_its_territory_when_it_says_so(client_of, cast):
    assert not services.follows_own_territory(scope(cast.mediator))
    client_of(cast.mediator).post(URL, {"mien": "oui"})
    assert services.follows_own_territory(scope(cast.mediator))
    assert client_of(cast.mediator).post(URL, {"mien": "x"}).status_code == 400


def test_one_s_own_territory_is_no_row_to_take_away(client_of, cast):
    client_of(cast.owner).post(URL, {"mien": "non"})
    client_of(cast.owner).post(URL, {"retirer": Follow.objects.get().pk})
    assert Follow.objects.exists()


def test_so_many_and_no_more(cast, site, world, monkeypatch):
    monkeypatch.setattr(services.following, "MOST_FOLLOWED", 1)
    services.follow_site(scope(cast.owner), site.reference, on=True)
    with pytest.raises(Exception, match="Vous suivez déjà"):
        services.follow_territory(scope(cast.owner), world.venissieux.slug)


@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, world, count_queries, rows):
    for _ in range(rows):
        made = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
        services.follow_site(scope(cast.owner), made.reference, on=True)
    assert Site.objects.count() == following.sites_followed(scope(cast.owner)).count()
    agent = client_of(cast.owner)
    with count_queries(6):
        agent.get(URL)
