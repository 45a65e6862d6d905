"""Accounts, directory, invitations and rights; of allauth, only what is used here."""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

from actors.middleware import membership_not_required
from actors.views import (
    acceptance,
    access_tokens,
    accounts,
    devices,
    directory,
    invitations,
    profile,
    rights,
    tokens,
)

_RESET_KEY = r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("connexion/", allauth.login, name="account_login"),
    path("deconnexion/", accounts.sign_out, name="account_logout"),
    path("jeton/", tokens.fresh, name="token"),
    path("compte-ferme/", allauth.account_inactive, name="account_inactive"),
    path("inscription/", accounts.by_invitation, name="account_signup"),
    path(
        "mot-de-passe/changer/",
        membership_not_required(allauth.password_change),
        name="account_change_password",
    ),
    path(
        # an account made by the administration has no password yet: it asks for one by mail
        "mot-de-passe/definir/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(_RESET_KEY, allauth.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "mot-de-passe/change/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("profil/", profile.profile, name="profile"),
    path("profil/appartenance/", profile.choose_membership, name="choose-membership"),
    path("profil/appareils/", devices.listing, name="devices"),
    path("profil/appareils/<int:pk>/fin/", devices.end, name="device-end"),
    path("profil/jetons/", access_tokens.listing, name="access-tokens"),
    path("profil/jetons/<int:pk>/fin/", access_tokens.end, name="access-token-end"),
    path("annuaire/", directory.listing, name="directory"),
    path("annuaire/structures/<int:pk>/", directory.organisation, name="organisation"),
    path("annuaire/appartenances/<int:pk>/fin/", directory.end_membership, name="membership-end"),
    path("invitations/", invitations.listing, name="invitations"),
    path("invitations/territoires/", invitations.territories, name="invitation-territories"),
    path("invitations/<int:pk>/annuler/", invitations.revoke, name="invitation-revoke"),
    path("invitations/<int:pk>/renvoyer/", invitations.send_again, name="invitation-send-again"),
    path("invitation/<str:token>/", acceptance.invitation, name="invitation"),
    path("aide/a-propos/", accounts.about, name="about"),
    path("aide/droits/", rights.table, name="rights"),
    path("droits/demandes/", rights.exceptions, name="exceptions"),
    path("droits/demandes/<int:pk>/", rights.decide, name="exception"),
]
