"""Forgotten and changed passwords."""

import re

from django.core import mail

from actors.models import User
from tests.factories import PASSWORD

NEW = "un-autre-mot-assez-long"


def ask(client, jobs_done, email):
    with jobs_done():
        return client.post("/mot-de-passe/oublie/", {"email": email}, follow=True)


def test_the_link_leads_to_a_new_password(client, cast, jobs_done, settings):
    page = ask(client, jobs_done, cast.owner.user.email)

    assert "Regardez votre messagerie" in page.content.decode()
    [letter] = mail.outbox
    assert letter.to == [cast.owner.user.email]
    assert letter.subject == "Choisir un nouveau mot de passe"
    assert "Bonjour" in letter.body
    link = re.search(r"http\S+", letter.body)[0]
    assert link.startswith(settings.PUBLIC_URL)

    path = link.removeprefix(settings.PUBLIC_URL)
    form = client.get(path, follow=True)
    assert "Choisir un mot de passe" in form.content.decode()
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done.url == "/mot-de-passe/change/"
    assert User.objects.get(pk=cast.owner.user_id).check_password(NEW)
    assert "n’est plus valable" in client.get(path, follow=True).content.decode()


def test_the_host_header_does_not_choose_where_the_link_leads(client, cast, jobs_done, settings):
    settings.ALLOWED_HOSTS = ["*"]
    with jobs_done():
        client.post(
            "/mot-de-passe/oublie/",
            {"email": cast.owner.user.email},
            headers={"host": "ailleurs.example"},
        )
    assert "ailleurs.example" not in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, cast, jobs_done):
    page = ask(client, jobs_done, "inconnue@exemple.fr")

    assert "Regardez votre messagerie" in page.content.decode()
    assert mail.outbox == []


def test_changing_it_needs_the_present_one(client_of, cast):
    client = client_of(cast.owner)
    given = {"oldpassword": "faux", "password1": NEW, "password2": NEW}

    assert client.post("/mot-de-passe/changer/", given).status_code == 200
    response = client.post("/mot-de-passe/changer/", given | {"oldpassword": PASSWORD})

    assert response.url == "/profil/"
    assert User.objects.get(pk=cast.owner.user_id).check_password(NEW)
    assert client.get("/profil/").status_code == 200


def test_a_weak_one_is_refused(client_of, cast):
    given = {"oldpassword": PASSWORD, "password1": "court", "password2": "court"}

    response = client_of(cast.owner).post("/mot-de-passe/changer/", given)

    assert "12 caractères" in response.content.decode()
