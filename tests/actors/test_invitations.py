"""The whole life of an invitation."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actors import services
from actors.models import Invitation, Membership, User
from tests.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

PERSON = {
    "first_name": "Awa",
    "last_name": "Martin",
    "phone": "",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def scope(membership):
    return services.scope_of(membership.user, membership.pk)


@pytest.fixture
def invitation(cast):
    return InvitationFactory(
        token="jeton", organisation=cast.owner.organisation, invited_by=cast.owner
    )


def test_from_the_form_to_the_first_page(client_of, cast, world, jobs_done, settings):
    given = {
        "organisation": cast.owner.organisation_id,
        "email": "Nouvelle@Exemple.fr",
        "function": "mediation",
        "parts": [world.venissieux.pk],
    }
    with jobs_done():
        response = client_of(cast.owner).post("/invitations/", given)
    assert response.status_code == 302
    [letter] = mail.outbox
    assert letter.to == ["nouvelle@exemple.fr"]
    assert "Préfecture" not in letter.subject
    link = re.search(r"http\S+", letter.body)[0].removeprefix(settings.PUBLIC_URL)

    newcomer = client_of(None)
    page = newcomer.get(link)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    welcome = newcomer.post(link, PERSON)

    assert welcome.url == "/"
    membership = Membership.objects.get(user__email="nouvelle@exemple.fr")
    assert membership.organisation == cast.owner.organisation
    assert [part.name for part in membership.parts.all()] == ["Vénissieux"]
    assert newcomer.get("/profil/").status_code == 200
    assert newcomer.get(link).status_code == 410


def test_only_the_hash_of_the_token_is_kept(client_of, cast, jobs_done):
    with jobs_done():
        invitation = services.invite(
            scope(cast.owner),
            email="a@exemple.fr",
            organisation=cast.owner.organisation,
            function="autre",
        )
    assert invitation.token_hash not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("expires_at", "a expiré"),
        ("accepted_at", "a déjà servi"),
        ("revoked_at", "a été annulée"),
    ],
)
def test_a_dead_link_says_why(client, invitation, field, words):
    Invitation.objects.update(**{field: timezone.now() - timedelta(days=1)})

    for answer in (client.get("/invitation/jeton/"), client.post("/invitation/jeton/", PERSON)):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert not User.objects.filter(email=invitation.email).exists()


def test_an_unknown_link_is_a_404_with_words(client, db):
    answer = client.get("/invitation/inconnu/")

    assert answer.status_code == 404
    assert "n’est pas reconnu" in answer.content.decode()


def test_an_existing_account_signs_in_then_joins_with_one_click(client_of, invitation):
    user = UserFactory(email=invitation.email)
    anonymous = client_of(None)
    assert (
        "/connexion/?next=/invitation/jeton/"
        in anonymous.get("/invitation/jeton/").content.decode()
    )
    anonymous.post("/invitation/jeton/", PERSON)
    assert not Membership.objects.filter(user=user).exists()

    response = client_of(user).post("/invitation/jeton/")

    assert response.url == "/"
    assert Membership.objects.get(user=user).organisation == invitation.organisation


def test_someone_else_cannot_take_it(client_of, cast, invitation):
    UserFactory(email=invitation.email)

    page = client_of(cast.stranger).post("/invitation/jeton/")

    assert "envoyée à une autre adresse" in page.content.decode()
    assert not Membership.objects.filter(
        organisation=invitation.organisation, user=cast.stranger.user
    ).exists()


def test_two_different_passwords_open_nothing(client, invitation):
    page = client.post("/invitation/jeton/", PERSON | {"password_again": "autre chose"})

    assert page.status_code == 400
    assert "Les deux mots de passe diffèrent" in page.content.decode()
    assert not User.objects.filter(email=invitation.email).exists()


def test_sent_again_the_former_link_is_dead(client_of, cast, invitation, jobs_done):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with jobs_done():
        client_of(cast.owner).post(f"/invitations/{invitation.pk}/renvoyer/")

    assert client_of(None).get("/invitation/jeton/").status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open
    assert len(mail.outbox) == 1


def test_revoked(client_of, cast, invitation):
    client_of(cast.owner).post(f"/invitations/{invitation.pk}/annuler/")

    invitation.refresh_from_db()
    assert not invitation.is_open


@pytest.mark.parametrize("person", ["neighbour", "stranger", "reader"])
@pytest.mark.parametrize("verb", ["annuler", "renvoyer"])
def test_others_do_not_know_of_it(client_of, cast, invitation, person, verb):
    client = client_of(getattr(cast, person))

    assert client.post(f"/invitations/{invitation.pk}/{verb}/").status_code == 404
    assert invitation.email not in client.get("/invitations/").content.decode()


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("dihal", {"Dihal", "Préfecture du Rhône", "ARS", "Association de médiation", "Tournus"}),
        ("owner", {"Préfecture du Rhône", "Association de médiation"}),
        ("neighbour", {"Préfecture de Saône-et-Loire", "Association d’ailleurs", "Tournus"}),
        ("mediator", {"Association de médiation"}),
        ("reader", {"ARS"}),
    ],
)
def test_whose_people_one_manages(cast, world, person, names):
    """The préfecture: its own, and structures wholly inside; not the straddling one."""
    OrganisationFactory(collectivite=True, name="Tournus", territories=[world.tournus])
    OrganisationFactory(collectivite=True, name="Saône Beaujolais", territories=[world.straddling])
    OrganisationFactory(collectivite=True, name="Sans territoire")
    from actors.models import Organisation

    managed = {o.name for o in Organisation.objects.manageable_by(scope(getattr(cast, person)))}

    if person == "dihal":
        assert names <= managed
        assert len(managed) == Organisation.objects.count()
    else:
        assert managed == names


def test_a_part_bounds_what_one_manages(cast, world):
    from actors.models import Organisation

    local = MembershipFactory(organisation=cast.owner.organisation, parts=[world.lyon])
    OrganisationFactory(operateur=True, name="À Lyon", territories=[world.lyon_3])

    managed = {o.name for o in Organisation.objects.manageable_by(scope(local))}

    assert managed == {"À Lyon"}


def test_who_is_limited_to_a_part_gives_the_whole_to_nobody(cast, world):
    limited = MembershipFactory(organisation=cast.owner.organisation, parts=[world.lyon])

    with pytest.raises(PermissionDenied):
        invite(limited)
    with pytest.raises(PermissionDenied):
        invite(limited, parts=[world.lyon])
    with pytest.raises(PermissionDenied):
        services.end_membership(scope(limited), cast.colleague)


def invite(by, **changes):
    given = {
        "email": "a@exemple.fr",
        "organisation": by.organisation,
        "function": "autre",
    } | changes
    return services.invite(scope(by), **given)


def test_refusals_name_the_field(cast, world):
    with pytest.raises(PermissionDenied):
        invite(cast.owner, organisation=cast.stranger.organisation)
    with pytest.raises(ValidationError) as member:
        invite(cast.owner, email=cast.colleague.user.email)
    with pytest.raises(ValidationError) as part:
        invite(cast.owner, parts=[world.macon])
    invite(cast.owner)
    with pytest.raises(ValidationError) as twice:
        invite(cast.owner)

    assert set(member.value.error_dict) == {"email"}
    assert part.value.message_dict == {"parts": ["Hors des territoires de la structure : Mâcon."]}
    assert "renvoyez-la" in twice.value.message_dict["email"][0]


def test_only_territories_of_the_structure_are_proposed(client_of, cast, world):
    ask = {"organisation": cast.owner.organisation_id, "parts": [world.lyon.pk]}
    client = client_of(cast.owner)

    page = client.get("/invitations/territoires/", ask | {"territoire": "venissi"})
    none = client.get("/invitations/territoires/", ask | {"territoire": "macon"})

    assert "Vénissieux" in page.content.decode()
    assert "Lyon" in page.content.decode()
    assert "Aucun territoire de la structure" in none.content.decode()
    assert client.get("/invitations/territoires/").status_code == 400
    foreign = {"organisation": cast.stranger.organisation_id, "territoire": "macon"}
    assert client.get("/invitations/territoires/", foreign).status_code == 403
