"""`/api/sites/<ref>/documents/`: deposited as a form, taken away, put back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from actors.services import scope_of
from sites import uploads as limit
from sites.enums import StatusAction
from sites.models import Document, File
from sites.services import change_status, files
from tests.layers.shapes import a_uuid
from tests.layers.test_bad_input import TWO_MEGABYTES, refused, rows
from tests.uploads import executable, jpeg, pdf, upload

pytestmark = pytest.mark.django_db
NOT_HERE = "/api/sites/69-9999/documents/"
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def url(site):
    return f"/api/sites/{site.reference}/documents/"


def paper(content=None, name="Arrêté.pdf"):
    return upload(name, pdf() if content is None else content)


def form(**values):
    """None leaves a field out."""
    sent = {"title": "Arrêté", "files": [paper()]} | values
    return {name: value for name, value in sent.items() if value is not None}


def test_deposited_it_is_as_the_list_has_it(api, cast, url):
    owner = api(cast.owner)
    sent = form(
        title=" Arrêté  préfectoral ",
        dated_on="2026-11-02",
        access="sante",
        files=[paper(), upload("Plan.jpg", jpeg())],
    )
    made = owner.form(url, sent)
    assert made.status_code == 201, made.text
    document = made.json()
    assert owner.get(url).json()["results"] == [document]
    assert (document["title"], document["dated_on"]) == ("Arrêté préfectoral", "2026-11-02")
    assert document["access"] == "sante"
    assert document["organisation"] == cast.owner.organisation.short_name
    names = [(file["name"], file["url"]) for file in document["files"]]
    assert names == [("Arrêté.pdf", None), ("Plan.jpg", None)]


def test_its_files_have_an_address_once_they_are_ready(api, cast, url):
    owner = api(cast.owner)
    owner.form(url, form())
    (waits,) = api(cast.colleague).get(url).json()["results"]
    assert waits["files"] == []  # as long as it waits, its author alone knows of it
    file = File.objects.get()
    files.process(file.pk)
    for person in (cast.owner, cast.colleague):
        (document,) = api(person).get(url).json()["results"]
        assert document["files"][0]["url"].endswith(f"/fichiers/{file.uuid}/")


def test_the_same_uuid_makes_one_document(api, cast, site, a_site, url):
    owner, uuid = api(cast.owner), str(a_uuid())
    first, second = (owner.form(url, form(uuid=uuid)) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (Document.objects.count(), File.objects.count()) == (1, 1)
    elsewhere = f"/api/sites/{a_site().reference}/documents/"
    refused(owner.form(elsewhere, form(uuid=uuid)), 409, None, "un autre site")
    owner.post(f"{url}{first.json()['id']}/retirer/")
    refused(owner.form(url, form(uuid=uuid)), 409, None, "retiré depuis")


WRONG = [
    ("21 MB", {"files": [b"%PDF-" + b"0" * 21 * 1024 * 1024]}, "files", "20 Mo par fichier"),
    ("wrong kind", {"files": [executable()]}, "files", "type accepté"),
    ("empty file", {"files": [b""]}, "files", "est vide"),
    ("one of two", {"files": [pdf(), executable()]}, "files", "type accepté"),
    ("eleven files", {"files": [pdf()] * 11}, "files", "la limite est de 10"),
    ("no file", {"files": None}, "files", "obligatoire"),
    ("words for a file", {"files": "Arrêté.pdf"}, "files", "fichier"),
    ("no title", {"title": None}, "title", "obligatoire"),
    ("empty title", {"title": "  "}, "title", "vide"),
    ("endless title", {"title": "a" * 151}, "title", "150"),
    ("NUL in the title", {"title": "a\0b"}, "title", "nul"),
    ("a file for a title", {"title": paper()}, "title", "Chaîne"),
    ("of tomorrow", {"dated_on": TOMORROW.isoformat()}, "dated_on", "à venir"),
    ("no day", {"dated_on": "hier"}, "dated_on", "date"),
    ("unknown access", {"access": "amis"}, "access", "choix"),
    ("no uuid", {"uuid": "7"}, "uuid", "UUID"),
    ("unknown field", {"titre": "Arrêté"}, "titre", "n’existe pas"),
    ("a list as of old forms", {"files": None, "files[0]": "a"}, "files[0]", "n’existe pas"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_is_wrong_is_named_and_nothing_is_written(api, cast, site, url, case):
    _, values, field, words = case
    if isinstance(given := values.get("files"), list):
        values = {"files": [paper(content) for content in given]}
    before = rows()
    refused(api(cast.owner).form(url, form(**values)), 400, field, words)
    assert rows() == before


BODIES = [
    ("application/json", b'{"title": "a"}', 415, "application/json"),
    ("application/x-www-form-urlencoded", b"title=a", 415, "x-www-form-urlencoded"),
    ("text/plain", b"a", 415, "text/plain"),
    ("multipart/form-data", b"--a--", 400, "pas lisible"),
    ("multipart/form-data; boundary=\xe9", b"--a--", 400, "pas lisible"),
    ("multipart/form-data; boundary=a", b"a" * 50, 400, ""),
]


@pytest.mark.parametrize("checks", [False, True], ids=["", "read for its token"])
@pytest.mark.parametrize("case", BODIES, ids=lambda case: case[0])
def test_what_is_no_form_is_refused_in_french(cast, url, case, checks):
    kind, body, status, words = case
    client = Client(enforce_csrf_checks=checks)
    client.force_login(cast.owner.user)
    client.cookies["csrftoken"] = token = "a" * 32
    answer = client.post(url, body, content_type=kind, headers={"X-CSRFToken": token})
    refused(answer, status, None, words)


def test_a_form_reaches_the_service_past_the_check_of_its_token(cast, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner.user)
    client.cookies["csrftoken"] = token = "a" * 32
    refused(client.post(url, form()), 403, None, "X-CSRFToken")
    assert client.post(url, form(), headers={"X-CSRFToken": token}).status_code == 201


def test_too_much_is_refused_before_it_is_kept(api, cast, url, monkeypatch):
    monkeypatch.setattr(limit, "most_octets", lambda: TWO_MEGABYTES)
    sent = form(files=[paper(b"%PDF-" + b"0" * TWO_MEGABYTES)])
    refused(api(cast.owner).form(url, sent), 413, None, "dépasse 2 Mo")


def test_who_may_deposit(api, cast, a_site, url):
    for person in (cast.owner, cast.reader, cast.mediator, cast.dihal):
        assert api(person).form(url, form()).status_code == 201
    for person in (cast.neighbour, cast.stranger):
        hidden, missing = (api(person).form(path, form()) for path in (url, NOT_HERE))
        assert (hidden.status_code, hidden.json()) == (404, missing.json())
    # it sees the sites of its department, and acts on this one alone
    unmet = f"/api/sites/{a_site().reference}/documents/"
    refused(api(cast.mediator).form(unmet, form()), 403, None, "")
    assert api(cast.anonymous).form(url, form()).status_code == 401


def test_taken_away_and_put_back(api, cast, url):
    owner = api(cast.owner)
    made = api(cast.reader).form(url, form()).json()
    one = f"{url}{made['id']}/"
    refused(api(cast.mediator).post(f"{one}retirer/"), 403, None, "auteur")
    for person in (cast.neighbour, cast.stranger):
        for verb in ("retirer", "remettre"):
            hidden = api(person).post(f"{one}{verb}/")
            missing = api(person).post(f"{NOT_HERE}1/{verb}/")
            assert (hidden.status_code, hidden.json()) == (404, missing.json())
    gone = owner.post(f"{one}retirer/")
    assert (gone.status_code, gone.content) == (204, b"")
    assert owner.get(url).json()["results"] == []
    assert owner.post(f"{one}retirer/").status_code == 404
    assert api(cast.reader).post(f"{one}remettre/").status_code == 404  # by who took it away
    back = owner.post(f"{one}remettre/")
    assert (back.status_code, back.json()) == (200, owner.get(url).json()["results"][0])
    assert owner.post(f"{one}remettre/").status_code == 404


def test_a_closed_site_asks_why(api, cast, site, url):
    owner = api(cast.owner)
    number = owner.form(url, form()).json()["id"]
    scope = scope_of(cast.owner.user, cast.owner.pk)
    change_status(scope, site.reference, StatusAction.CLOSE, cause="justice")
    refused(owner.form(url, form()), 400, "reason", "fermé")
    assert owner.form(url, form(reason="Arrivé après.")).status_code == 201
    refused(owner.post(f"{url}{number}/retirer/"), 400, "reason", "fermé")
    assert owner.post(f"{url}{number}/retirer/", {"reason": "Doublon."}).status_code == 204


def test_a_document_that_one_may_not_read_does_not_exist(api, cast, url):
    made = api(cast.reader).form(url, form(access="sante")).json()
    assert not Document.objects.visible_to(scope_of(cast.mediator.user)).exists()
    for number in (made["id"], 2**70):
        assert api(cast.mediator).post(f"{url}{number}/retirer/").status_code == 404


def test_a_number_belongs_to_its_site(api, cast, a_site, url):
    owner = api(cast.owner)
    made = owner.form(url, form()).json()
    other = f"/api/sites/{a_site().reference}/documents/{made['id']}"
    assert owner.post(f"{other}/retirer/").status_code == 404
    owner.post(f"{url}{made['id']}/retirer/")
    assert owner.post(f"{other}/remettre/").status_code == 404
