"""Documents of a site: a document that one may not read does not exist."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from sites.enums import DocumentAccess, EventKind
from sites.models import Document, Event, File
from sites.services import (
    Deposit,
    change_status,
    deposit,
    files,
    put_back_document,
    remove_document,
)
from tests.uploads import executable, pdf, upload

SECRET = "Canari-santé"


def given(title="Arrêté", access=DocumentAccess.TOUS, **values):
    papers = values.pop("uploads", None) or [upload(f"{title}.pdf", pdf())]
    return Deposit(uuid4(), title, papers, access=access, **values)


@pytest.fixture
def health(ars, site):
    """A document for those who read health, with its file ready."""
    row = deposit(ars, site.reference, given(SECRET, DocumentAccess.SANTE))
    for file in File.objects.filter(object_id=row.pk):
        files.process(file.pk)
    return row


def test_the_same_form_twice_makes_one(prefecture, site):
    one = given()
    assert deposit(prefecture, site.reference, one) == deposit(prefecture, site.reference, one)
    assert File.objects.filter(hangs_on="sites.document").count() == 1
    assert Event.objects.filter(kind=EventKind.SITE_DOCUMENT).count() == 1


def test_health_is_read_by_those_who_read_health(ars, prefecture, health):
    assert list(Document.objects.visible_to(ars)) == [health]
    assert not Document.objects.visible_to(prefecture).exists()
    assert Event.objects.visible_to(ars).filter(kind=EventKind.SITE_DOCUMENT).exists()
    assert not Event.objects.visible_to(prefecture).filter(kind=EventKind.SITE_DOCUMENT).exists()


def test_who_may_not_read_it_finds_no_trace(prefecture, ars, site, health, signed_in):
    file = File.objects.get(object_id=health.pk)
    ways = (
        f"/sites/{site.reference}/",
        f"/sites/{site.reference}/documents/",
        f"/sites/{site.reference}/documents/?q=canari",
        f"/sites/{site.reference}/vie/",
        f"/api/sites/{site.reference}/documents/",
        f"/api/sites/{site.reference}/",
    )
    client = signed_in(prefecture)
    for way in ways:
        assert SECRET not in client.get(way).content.decode().replace("q=canari", ""), way
    assert client.get(f"/fichiers/{file.uuid}/").status_code == 404
    answer = client.post(f"/sites/{site.reference}/documents/{health.pk}/retirer/")
    assert answer.status_code == 404
    reader = signed_in(ars)
    assert SECRET in reader.get(f"/sites/{site.reference}/documents/?q=CANARI").content.decode()
    given = reader.get(f"/fichiers/{file.uuid}/")
    assert b"".join(given.streaming_content)
    assert given.status_code == 200
    (row,) = reader.get(f"/api/sites/{site.reference}/documents/").json()["results"]
    assert (row["title"], row["files"][0]["name"]) == (SECRET, f"{SECRET}.pdf")


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (upload("gros.pdf", b"%PDF-" + b"0" * 21 * 1024 * 1024), "20 Mo"),
        (upload("virus.exe", executable()), "type accepté"),
        (upload("vide.pdf", b""), "est vide"),
    ],
)
def test_an_unfit_file_is_told_at_the_field_and_nothing_is_written(
    prefecture, site, signed_in, paper, words
):
    paper.seek(0)
    answer = signed_in(prefecture).post(
        f"/sites/{site.reference}/documents/",
        {"uuid": uuid4(), "title": "Mon plan", "access": "tous", "files": paper},
    )
    assert answer.status_code == 400
    text = answer.content.decode()
    assert words in text
    assert "Mon plan" in text  # what was typed is kept
    assert not Document.objects.exists()
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"dated_on": timezone.localdate() + timedelta(days=1)}, "dated_on"),
        ({"uploads": [upload(f"{n}.pdf", pdf()) for n in range(11)]}, "files"),
    ],
)
def test_the_service_refuses_by_field(prefecture, site, values, field):
    with pytest.raises(ValidationError) as refused:
        deposit(prefecture, site.reference, given(**values))
    assert field in refused.value.error_dict
    assert not Document.objects.exists()


def test_no_file_is_no_document(prefecture, site):
    with pytest.raises(ValidationError, match="au moins un fichier"):
        deposit(prefecture, site.reference, Deposit(uuid4(), "Rien", []))


def test_removed_by_its_author_or_who_confirms_and_put_back(prefecture, ars, site, signed_in):
    row = deposit(ars, site.reference, given())
    remove_document(prefecture, site.reference, row.pk)
    assert not Document.objects.visible_to(ars).exists()
    assert not Event.objects.visible_to(ars).filter(kind=EventKind.SITE_DOCUMENT).exists()
    with pytest.raises(Http404):  # by who took it away alone
        put_back_document(ars, site.reference, row.pk)
    assert (
        "Remettre"
        in signed_in(prefecture).get(f"/sites/{site.reference}/documents/").content.decode()
    )
    put_back_document(prefecture, site.reference, row.pk)
    assert list(Document.objects.visible_to(ars)) == [row]


def test_nobody_else_removes_it(prefecture, ars, stranger, site):
    row = deposit(prefecture, site.reference, given())
    with pytest.raises(PermissionDenied):
        remove_document(ars, site.reference, row.pk)
    with pytest.raises(Http404):
        remove_document(stranger, site.reference, row.pk)


def test_who_does_not_write_there_deposits_nothing(association, site):
    with pytest.raises(PermissionDenied):
        deposit(association, site.reference, given())


class TestOnAClosedSite:
    @pytest.fixture
    def paper(self, prefecture, site):
        """Deposited while it was open; closed since."""
        row = deposit(prefecture, site.reference, given())
        change_status(prefecture, site.reference, "fermer", cause="justice")
        return row

    def test_a_document_comes_with_a_reason(self, prefecture, site, paper):
        late = given("Jugement")
        with pytest.raises(ValidationError) as refused:
            deposit(prefecture, site.reference, late)
        assert list(refused.value.message_dict) == ["reason"]
        row = deposit(prefecture, site.reference, replace(late, reason="Reçu après"))
        event = Event.objects.get(kind=EventKind.SITE_DOCUMENT, object_id=row.pk)
        assert event.facts == {"reason": "Reçu après"}

    def test_it_goes_with_a_reason_and_comes_back_in_a_click(self, prefecture, ars, site, paper):
        with pytest.raises(ValidationError) as refused:
            remove_document(prefecture, site.reference, paper.pk)
        assert list(refused.value.message_dict) == ["reason"]
        remove_document(prefecture, site.reference, paper.pk, reason="Mauvais site")
        told = Event.objects.visible_to(ars).filter(kind=EventKind.SITE_DOCUMENT_REMOVED)
        assert told.get().facts == {"reason": "Mauvais site"}
        put_back_document(prefecture, site.reference, paper.pk)
        assert not told.exists()

    def test_why_health_goes_is_told_to_who_reads_it(self, prefecture, ars, site, health):
        change_status(prefecture, site.reference, "fermer", cause="justice")
        remove_document(ars, site.reference, health.pk, reason=SECRET)
        removed = Event.objects.filter(kind=EventKind.SITE_DOCUMENT_REMOVED)
        assert removed.visible_to(ars).exists()
        assert not removed.visible_to(prefecture).exists()

    def test_the_pages_ask_it(self, prefecture, site, paper, signed_in):
        client, address = signed_in(prefecture), f"/sites/{site.reference}/documents/"
        assert "Motif de la correction" in client.get(address).text
        sent = {"uuid": uuid4(), "title": "Jugement", "access": "tous"}
        refused = client.post(address, sent | {"files": upload("a.pdf", pdf())})
        assert refused.status_code == 400
        assert "dites pourquoi vous le corrigez" in refused.text
        sent |= {"reason": "Reçu après", "files": upload("a.pdf", pdf())}
        assert client.post(address, sent).status_code == 302
        removal = f"{address}{paper.pk}/retirer/"
        assert removal in client.get(address).text
        assert "Motif de la correction" in client.get(removal).text
        assert client.post(removal).status_code == 400
        assert client.post(removal, {"reason": "Mauvais site"}).status_code == 302
        assert "Mauvais site" in client.get(f"/sites/{site.reference}/vie/").text

    def test_nobody_else_is_asked(self, prefecture, ars, site, paper, signed_in):
        removal = f"/sites/{site.reference}/documents/{paper.pk}/retirer/"
        assert signed_in(ars).get(removal).status_code == 403
