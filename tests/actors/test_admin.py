"""The technical administration holds what DESIGN §4 allows, and nothing of the sites."""

from django.contrib import admin

from tests.factories import UserFactory

REGISTERED = {
    "territories.Territory",
    "territories.Outline",
    "territories.Vintage",
    "actors.Organisation",
    "actors.User",
    "actors.Membership",
    "actors.Invitation",
    "actors.ExceptionalRight",
    "journal.Delivery",
}


def test_exactly_these_models():
    assert {model._meta.label for model in admin.site._registry} == REGISTERED


def test_its_pages_answer(client_of, cast):
    staff = UserFactory(is_staff=True, is_superuser=True)
    client = client_of(staff)

    for model, options in admin.site._registry.items():
        root = f"/administration/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(root).status_code == 200
        assert client.get(root + "?q=rhone").status_code == 200
        row = model._default_manager.first()
        if row:
            assert client.get(f"{root}{row.pk}/change/").status_code == 200
            assert not options.has_delete_permission(client.get(root).wsgi_request, row)
    assert client.get("/administration/actors/user/add/").status_code == 200


def test_an_invitation_does_not_show_its_hash(client_of, cast):
    from tests.factories import InvitationFactory

    invitation = InvitationFactory(invited_by=cast.owner, organisation=cast.owner.organisation)
    client = client_of(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(f"/administration/actors/invitation/{invitation.pk}/change/")

    assert invitation.token_hash not in page.content.decode()


def test_others_stay_out(client_of, cast):
    anonymous = client_of(None).get("/administration/", follow=True)
    assert anonymous.redirect_chain[-1][0].startswith("/connexion/?next=")
    assert client_of(cast.dihal).get("/administration/", follow=True).status_code == 403
