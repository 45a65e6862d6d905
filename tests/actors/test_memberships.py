"""The active membership, its end, and a person whom no structure holds."""

from datetime import date

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import services
from actors.models import Membership
from actors.services.memberships import enter
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory


def test_switching_to_another_of_mine(client_of, cast):
    other = MembershipFactory(user=cast.owner.user, organisation__name="Métropole")
    client = client_of(cast.owner)

    response = client.post("/profil/appartenance/", {"membership": other.pk})

    assert response.url == "/profil/"
    page = client.get("/profil/")
    assert page.wsgi_request.scope.membership_id == other.pk


@pytest.mark.parametrize("what", ["someone else’s", "ended", "nonsense", "nothing"])
def test_switching_elsewhere_is_a_404(client_of, cast, what):
    ended = MembershipFactory(
        user=cast.owner.user, during=DateRange(date(2025, 1, 1), date(2025, 6, 1))
    )
    chosen = {
        "someone else’s": cast.dihal.pk,
        "ended": ended.pk,
        "nonsense": "x",
        "nothing": "",
    }[what]
    client = client_of(cast.owner)

    assert client.post("/profil/appartenance/", {"membership": chosen}).status_code == 404
    assert client.get("/profil/").wsgi_request.scope.membership_id == cast.owner.pk


def test_going_back_stays_on_this_host(client_of, cast):
    given = {"membership": cast.owner.pk, "next": "https://ailleurs.example/"}

    assert client_of(cast.owner).post("/profil/appartenance/", given).url == "/profil/"


def test_a_withdrawn_membership_is_gone_at_the_next_request(client_of, cast):
    client = client_of(cast.colleague)
    assert client.get("/annuaire/").status_code == 200

    response = client_of(cast.owner).post(f"/annuaire/appartenances/{cast.colleague.pk}/fin/")

    assert response.status_code == 302
    refused = client.get("/annuaire/")
    assert refused.status_code == 403
    assert "rattaché à aucune structure" in refused.content.decode()
    assert client.get("/profil/").status_code == 200


def test_asks_before_ending(client_of, cast):
    page = client_of(cast.owner).get(f"/annuaire/appartenances/{cast.colleague.pk}/fin/")

    assert "dès sa prochaine page" in page.content.decode()
    assert Membership.objects.active(timezone.localdate()).filter(pk=cast.colleague.pk).exists()


def test_one_begun_today_ends_today_and_may_begin_again(cast):
    scope = services.scope_of(cast.owner.user, cast.owner.pk)
    today = timezone.localdate()
    newcomer = MembershipFactory(
        organisation=cast.owner.organisation, during=DateRange(today, None)
    )

    services.end_membership(scope, newcomer)
    assert services.scope_of(newcomer.user).is_empty

    again = enter(newcomer.user, newcomer.organisation, "autre")
    assert again.pk == newcomer.pk
    services.end_membership(scope, again)
    assert services.scope_of(newcomer.user).is_empty


def test_not_one_s_own(client_of, cast):
    client = client_of(cast.owner)

    page = client.post(f"/annuaire/appartenances/{cast.owner.pk}/fin/", follow=True)

    assert "votre propre appartenance" in page.content.decode()
    assert client.get("/annuaire/").status_code == 200


@pytest.mark.parametrize("person", ["reader", "neighbour", "stranger", "mediator"])
def test_others_are_refused(client_of, cast, person):
    client = client_of(getattr(cast, person))
    url = f"/annuaire/appartenances/{cast.colleague.pk}/fin/"

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403
    assert (
        "Mettre fin"
        not in client.get(f"/annuaire/structures/{cast.owner.organisation_id}/").content.decode()
    )


def test_the_prefecture_ends_it_in_a_structure_of_its_territory(client_of, cast):
    client_of(cast.owner).post(f"/annuaire/appartenances/{cast.mediator.pk}/fin/")

    assert services.scope_of(cast.mediator.user).is_empty


@pytest.mark.parametrize("path", ["/annuaire/", "/aide/droits/", "/invitations/", "/"])
def test_without_a_structure_every_page_says_so(client_of, db, path):
    answer = client_of(UserFactory()).get(path)

    assert answer.status_code == 403
    assert "rattaché à aucune structure" in answer.content.decode()


@pytest.mark.parametrize("path", ["/profil/", "/mot-de-passe/changer/", "/deconnexion/"])
def test_without_a_structure_one_s_own_pages_stay_open(client_of, db, path):
    assert client_of(UserFactory()).get(path).status_code == 200


def test_my_details(client_of, cast):
    client = client_of(cast.owner)

    client.post("/profil/", {"first_name": "Ana", "last_name": "Roy", "phone": "0472"})

    cast.owner.user.refresh_from_db()
    assert cast.owner.user.get_full_name() == "Ana Roy"
    assert client.post("/profil/", {"first_name": ""}).status_code == 400


def test_scope_in_one_query(cast, world, count_queries):
    second = OrganisationFactory(territories=[world.lyon, world.macon])
    MembershipFactory(user=cast.owner.user, organisation=second, parts=[world.lyon])

    with count_queries(1):
        scope = services.scope_of(cast.owner.user, cast.owner.pk)

    assert scope.organisation_name == "Préfecture du Rhône"
    assert [name for _, name in scope.choices] == ["Préfecture du Rhône", second.name]
