from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from actors.services import scope_of
from journal.models import Entry
from journal.services import LONGEST, edit, post
from sites.errors import StaleVersion, UsedElsewhere
from sites.models import Event
from tests.factories import SiteFactory


def scope(membership):
    return scope_of(membership.user, membership.pk)


@pytest.fixture
def entry(cast, site):
    return post(scope(cast.owner), site.reference, uuid4(), "Passage ce matin.")


def test_posting_is_an_event(entry, cast, site):
    assert (entry.body, entry.author, entry.site) == ("Passage ce matin.", cast.owner, site)
    assert (Event.objects.first().kind, Event.objects.first().object_id) == (
        "journal.posted",
        entry.pk,
    )


def test_the_same_uuid_again_is_the_same_entry(entry, cast, site):
    again = post(scope(cast.owner), site.reference, entry.uuid, "Passage ce matin.")
    assert again == entry
    assert Event.objects.filter(kind="journal.posted").count() == 1


def test_the_same_uuid_on_another_site_is_refused(entry, cast, world):
    other = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
    with pytest.raises(UsedElsewhere):
        post(scope(cast.owner), other.reference, entry.uuid, "Ailleurs.")
    assert Entry.objects.get() == entry
    assert Event.objects.filter(kind="journal.posted").count() == 1


@pytest.mark.parametrize("body", ["", "  \n ", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_message_is_refused(cast, site, body):
    with pytest.raises(ValidationError) as error:
        post(scope(cast.owner), site.reference, uuid4(), body)
    assert list(error.value.message_dict) == ["body"]
    assert not Entry.objects.exists()


def test_who_may_write(cast, site):
    assert post(scope(cast.reader), site.reference, uuid4(), "Lu.")
    assert post(scope(cast.mediator), site.reference, uuid4(), "Lu.")
    with pytest.raises(Http404):
        post(scope(cast.neighbour), site.reference, uuid4(), "Lu.")
    site.intervenants.update(state="termine")
    with pytest.raises(PermissionDenied):
        post(scope(cast.mediator), site.reference, uuid4(), "Lu.")


def test_its_author_corrects_it(entry, cast):
    edited = edit(scope(cast.owner), entry.pk, 1, "Passage hier.")
    assert (edited.body, edited.version) == ("Passage hier.", 2)
    assert edited.edited_at
    assert [row.body for row in entry.history.order_by("pgh_id")] == [
        "Passage ce matin.",
        "Passage hier.",
    ]
    assert Event.objects.first().kind == "journal.edited"


def test_nothing_changed_is_no_correction(entry, cast):
    assert edit(scope(cast.owner), entry.pk, 1, " Passage ce matin. ").edited_at is None


def test_no_one_else_corrects_it(entry, cast):
    with pytest.raises(PermissionDenied):
        edit(scope(cast.colleague), entry.pk, 1, "Rien.")
    with pytest.raises(Http404):
        edit(scope(cast.neighbour), entry.pk, 1, "Rien.")


def test_an_author_who_may_no_longer_write_corrects_nothing(cast, site):
    mine = post(scope(cast.mediator), site.reference, uuid4(), "Lu.")
    site.intervenants.update(state="termine")
    with pytest.raises(PermissionDenied):
        edit(scope(cast.mediator), mine.pk, 1, "Rien.")
    assert Entry.objects.get().body == "Lu."


def test_a_stale_version_is_told(entry, cast):
    edit(scope(cast.owner), entry.pk, 1, "Passage hier.")
    with pytest.raises(StaleVersion) as error:
        edit(scope(cast.owner), entry.pk, 1, "Passage demain.")
    assert error.value.facts["current"] == {"version": 2, "body": "Passage hier."}


def test_who_reads(entry, cast):
    for member in (cast.owner, cast.colleague, cast.reader, cast.mediator, cast.dihal):
        assert Entry.objects.visible_to(scope(member)).get() == entry
    for member in (cast.neighbour, cast.stranger):
        assert not Entry.objects.visible_to(scope(member)).exists()
