"""Who has the files of an entry, and how they are served: the one view asks the entry."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.scope import NOBODY
from actors.services import scope_of
from journal.enums import Audience
from journal.models import Entry
from journal.readable import ENTRY
from journal.reading.hanging import hanging_of
from journal.services import post
from sites.models import Event, File
from tests import uploads
from tests.uploads import hang_on, processed, upload

ROLES = ("owner", "colleague", "reader", "neighbour", "stranger", "mediator", "dihal")
SEE_THE_SITE = {"owner", "colleague", "reader", "mediator", "dihal"}
SOUND = uploads.wav()


def scope(membership):
    return scope_of(membership.user, membership.pk)


@pytest.fixture
def entry(vault, cast, site):
    return post(scope(cast.owner), site.reference, uuid4(), "Passage ce matin.")


@pytest.fixture
def photo(entry):
    return processed(entry, upload("Été à Vénissieux.jpg", uploads.jpeg()))[0]


@pytest.fixture
def document(entry):
    return processed(entry, upload("relevé « été ».pdf", uploads.pdf()))[0]


@pytest.fixture
def sound(entry):
    return processed(entry, upload("note.wav", SOUND))[0]


@pytest.fixture
def owner(client_of, cast):
    return client_of(cast.owner)


def address(file, name="file"):
    return reverse(name, args=[file.uuid])


def body(response):
    """Read to its end, which closes the file."""
    return response.getvalue()


def closed(response):
    """Read to its end too: `close()` would take the test's connection along."""
    if response.streaming:
        body(response)
    return response


# Who has it


def answers(client_of, cast, *paths):
    return {
        role: {closed(client_of(getattr(cast, role)).get(path)).status_code for path in paths}
        for role in ROLES
    }


def test_who_reads_the_entry_has_its_files_and_nobody_else(client_of, cast, photo):
    paths = [address(photo), address(photo, "file-thumbnail")]
    assert answers(client_of, cast, *paths) == {
        role: {200} if role in SEE_THE_SITE else {404} for role in ROLES
    }
    assert client_of(None).get(paths[0]).status_code == 302


def test_its_audience_counts_too(client_of, cast, entry, photo):
    Entry.objects.filter(pk=entry.pk).update(audience=Audience.SANTE)
    found = answers(client_of, cast, address(photo))
    # its author, and the ARS alone
    assert {role for role, status in found.items() if status == {200}} == {"owner", "reader"}


def test_one_may_not_tell_it_from_a_file_that_never_was(client_of, cast, photo):
    stranger = client_of(cast.neighbour)
    there, nowhere = (
        stranger.get(f"/fichiers/{uuid}/", headers={"Accept": "application/json"})
        for uuid in (photo.uuid, uuid4())
    )
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert "ETag" not in there or there["ETag"] == nowhere["ETag"]


@pytest.mark.parametrize("header", ["If-None-Match", "Range"])
def test_no_header_tells_more(client_of, cast, photo, header):
    value = {"If-None-Match": f'"{photo.digest}"', "Range": "bytes=999999-"}[header]
    asked = client_of(cast.neighbour).get(address(photo), headers={header: value})
    assert asked.status_code == 404


def test_until_it_is_published_its_author_alone_has_it(client_of, cast, entry, photo):
    Entry.objects.filter(pk=entry.pk).update(published_at=timezone.now() + timedelta(seconds=9))
    found = answers(client_of, cast, address(photo))
    assert {role for role, status in found.items() if status == {200}} == {"owner"}


def test_nobody_has_those_of_a_message_that_is_removed(client_of, cast, entry, photo):
    Entry.objects.filter(pk=entry.pk).update(removed_at=timezone.now())
    assert set().union(*answers(client_of, cast, address(photo)).values()) == {404}


def test_nobody_has_what_hangs_on_nothing_or_on_what_nobody_declared(client_of, cast, photo):
    for wrong in ({"object_id": None}, {"hangs_on": "inconnu"}):
        File.objects.filter(pk=photo.pk).update(
            **{"hangs_on": ENTRY, "object_id": photo.object_id} | wrong
        )
        assert set().union(*answers(client_of, cast, address(photo)).values()) == {404}


def test_a_right_that_is_withdrawn_is_gone_at_once(client_of, cast, site, photo):
    mediator = client_of(cast.mediator)
    assert closed(mediator.get(address(photo))).status_code == 200
    cast.mediator.organisation.territories.clear()
    assert mediator.get(address(photo)).status_code == 404


def test_a_file_that_waits_is_said_to_its_author_alone(client_of, cast, entry):
    (file,) = hang_on(entry, upload("a.pdf", uploads.pdf()))
    mine = client_of(cast.owner).get(address(file))
    assert (mine.status_code, b"en cours de v" in mine.content) == (409, True)
    assert client_of(cast.colleague).get(address(file)).status_code == 404
    File.objects.update(state="refuse")
    assert client_of(cast.owner).get(address(file)).status_code == 409
    assert client_of(cast.colleague).get(address(file)).status_code == 404


def test_another_file_of_the_same_uuid_does_not_take_its_place(client_of, cast, site, photo):
    other = post(scope(cast.colleague), site.reference, uuid4(), "Le mien.")
    (trap,) = processed(other, upload("piege.pdf", uploads.pdf()))
    File.objects.filter(pk=trap.pk).update(uuid=photo.uuid)
    assert closed(client_of(cast.owner).get(address(photo)))["Content-Type"] == "image/jpeg"


def test_its_author_is_told_of_a_refusal_and_nobody_else(cast, entry):
    processed(entry, upload("a.png", uploads.vast_png(50)))
    seen = {
        role: Event.objects.visible_to(scope(getattr(cast, role)))
        .filter(kind="journal.file-refused")
        .count()
        for role in ROLES
    }
    assert seen == {role: int(role == "owner") for role in ROLES}


# The list of an entry's files


def files_of(reader, entry):
    return hanging_of(reader, [entry.pk])[entry.pk].files


def test_files_are_listed_in_their_order_with_what_a_page_needs(entry, photo, sound):
    File.objects.filter(pk=sound.pk).update(rank=1)
    listed = files_of(NOBODY, entry)
    assert [item["name"] for item in listed] == ["Été à Vénissieux.jpg", "note.wav"]
    assert listed[0]["url"] == address(photo)
    assert listed[0]["thumbnail_url"] == address(photo, "file-thumbnail")
    assert (listed[0]["width"], listed[0]["height"]) == (40, 60)
    assert (listed[1]["kind"], listed[1]["thumbnail_url"]) == ("audio", None)
    assert listed[1]["size"] == len(SOUND)


def test_what_waits_is_listed_for_its_author_without_an_address(cast, entry):
    hang_on(entry, upload("a.pdf", uploads.pdf()))
    assert files_of(NOBODY, entry) == []
    assert files_of(scope(cast.colleague), entry) == []
    (item,) = files_of(scope(cast.owner), entry)
    assert (item["state"], item["url"]) == ("attente", None)
    File.objects.update(state="refuse")
    assert files_of(scope(cast.owner), entry) == []


def test_the_list_is_one_query_whatever_the_number(cast, site, vault, count_queries):
    entries = [post(scope(cast.owner), site.reference, uuid4(), f"{n}") for n in range(8)]
    for entry in entries:
        hang_on(entry, upload("a.pdf", uploads.pdf()))
    ids, reader = [entry.pk for entry in entries], scope(cast.owner)
    for some in (ids[:3], ids):
        with count_queries(1):
            assert all(one.files for one in hanging_of(reader, some).values())


# How it is served


def test_a_photo_is_shown_as_we_made_it(owner, photo, vault):
    response = owner.get(address(photo))
    kept = body(response)
    assert kept == (vault / photo.shown).read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(kept))
    assert response["Content-Disposition"].startswith("inline; filename")
    thumbnail = owner.get(address(photo, "file-thumbnail"))
    assert (thumbnail["Content-Type"], body(thumbnail)[8:12]) == ("image/webp", b"WEBP")
    assert thumbnail["ETag"] != response["ETag"]


def test_a_document_is_never_opened_in_the_page(owner, document):
    response = owner.get(address(document))
    assert body(response) == uploads.pdf() or response["Content-Length"] == str(document.size)
    wanted = "attachment; filename*=utf-8''relev%C3%A9%20%C2%AB%20%C3%A9t%C3%A9%20%C2%BB.pdf"
    assert response["Content-Disposition"] == wanted
    assert owner.get(address(document, "file-thumbnail")).status_code == 404


def test_the_headers_leave_nothing_to_guess_or_to_keep(owner, photo, document, sound):
    for file in (photo, document, sound):
        headers = closed(owner.get(address(file))).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in headers["Vary"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nothing_is_packed_again(owner, sound):
    response = owner.get(address(sound), headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert body(response) == SOUND


def test_what_one_has_already_is_not_sent_again(owner, sound):
    etag = closed(owner.get(address(sound)))["ETag"]
    assert etag == f'"{sound.digest}"'
    for method in (owner.get, owner.head):
        again = method(address(sound), headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    other = closed(owner.get(address(sound), headers={"If-None-Match": '"autre"'}))
    assert other.status_code == 200


def test_head_says_all_and_sends_nothing(owner, sound):
    response = owner.head(address(sound))
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(SOUND))
    assert response["Accept-Ranges"] == "bytes"


END = len(SOUND) - 1
PARTS = {
    "bytes=0-0": (0, 0),
    "bytes=0-": (0, END),
    "bytes=10-19": (10, 19),
    "bytes=-5": (END - 4, END),
    "bytes=-999999": (0, END),
    "bytes=1600-999999": (1600, END),
}


@pytest.mark.parametrize("asked", PARTS)
def test_a_part_is_served_alone(owner, sound, asked):
    first, last = PARTS[asked]
    response = owner.get(address(sound), headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert response.status_code == 206
    assert body(response) == SOUND[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(SOUND)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0", f"bytes={END + 1}-{END + 5}"])
def test_a_part_after_the_end_is_416(owner, sound, asked):
    response = owner.get(address(sound), headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(SOUND)}")


WHOLE = ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "octets=0-1", "bytes=a-b", "bytes=" + "9" * 99]


@pytest.mark.parametrize("asked", WHOLE)
def test_what_is_not_one_part_is_the_whole(owner, sound, asked):
    response = owner.get(address(sound), headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, SOUND)


def test_a_part_of_something_else_is_the_whole(owner, sound):
    asked = {"Range": "bytes=0-9"}
    for etag, status in ((f'"{sound.digest}"', 206), ('"autre"', 200)):
        response = closed(owner.get(address(sound), headers=asked | {"If-Range": etag}))
        assert response.status_code == status


def test_nothing_else_is_done_there(owner, photo):
    for method in (owner.post, owner.put, owner.delete):
        assert method(address(photo)).status_code == 405


def test_bytes_that_are_gone_are_not_found(owner, photo, vault, caplog):
    (vault / photo.shown).unlink()
    assert owner.get(address(photo)).status_code == 404
    assert "gone" in caplog.text


def test_a_download_asks_the_database_as_much_for_any_file(owner, photo, sound, count_queries):
    owner.get("/aide/droits/")  # the session is read once into the cache
    for file in (photo, sound):
        with count_queries(4):
            body(owner.get(address(file)))
