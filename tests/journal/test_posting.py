"""What an entry may carry, and what is refused of it: all or nothing, each reason at its field."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from journal.enums import Audience, EntryKind, Tag
from journal.errors import AlreadyRemoved
from journal.models import Entry, Mention, NamedReader
from journal.services import Address, Details, post, remove
from sites.errors import UsedElsewhere
from sites.models import Event
from tests.factories import MembershipFactory, SiteFactory

TODAY = timezone.localdate()


def people(*memberships):
    return Address(frozenset(one.pk for one in memberships), frozenset())


def structures(*memberships):
    return Address(frozenset(), frozenset(one.organisation_id for one in memberships))


@pytest.fixture
def write(cast, site, scope):
    """`write(by, **details)`: an entry of that person."""

    def make(by=cast.owner, body="Passage ce matin.", uuid=None, **details):
        return post(scope(by), site.reference, uuid or uuid4(), body, Details(**details))

    return make


@pytest.fixture
def refused(write):
    """What is refused, by field; nothing is written."""

    def make(*args, **details):
        before = Entry.objects.count(), Event.objects.count(), Mention.objects.count()
        with pytest.raises(ValidationError) as error:
            write(*args, **details)
        assert (Entry.objects.count(), Event.objects.count(), Mention.objects.count()) == before
        return error.value.message_dict

    return make


def test_an_entry_with_all_its_details(cast, world, write):
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    entry = write(
        kind=EntryKind.SANTE,
        tags=(Tag.VACCINATION, Tag.MARAUDE),
        happened_on=TODAY - timedelta(days=2),
        audience=Audience.POUVOIRS_PUBLICS,
        mentions=Address(frozenset([cast.reader.pk]), frozenset([cast.dihal.organisation_id])),
        linked=(other.reference,),
    )
    entry.refresh_from_db()
    assert (entry.kind, entry.audience) == ("sante", "pouvoirs-publics")
    assert entry.tags == ["vaccination", "maraude"]
    assert entry.happened_on == TODAY - timedelta(days=2)
    assert {(row.membership, row.organisation) for row in entry.mentions.all()} == {
        (cast.reader, None),
        (None, cast.dihal.organisation),
    }
    assert entry.linked_sites.get() == other
    assert Event.objects.first().kind == "journal.posted"


def test_the_same_uuid_gives_the_same_entry_whatever_comes_with_it(cast, write):
    entry = write()
    again = write(body="", uuid=entry.uuid, mentions=people(cast.stranger))
    assert again == entry
    assert Event.objects.filter(kind="journal.posted").count() == 1


def test_the_same_uuid_once_it_is_published(cast, write, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    entry = write()
    Entry.objects.filter(pk=entry.pk).update(published_at=timezone.now() - timedelta(hours=1))
    assert write(uuid=entry.uuid).pk == entry.pk


def test_the_uuid_of_another_site_or_of_a_removed_entry_is_told(cast, world, write, scope, site):
    entry = write()
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    with pytest.raises(UsedElsewhere):
        post(scope(cast.owner), other.reference, entry.uuid, "Ailleurs.")
    remove(scope(cast.owner), entry.pk)
    with pytest.raises(AlreadyRemoved):
        write(uuid=entry.uuid)


def test_an_entry_waits_before_others_know_of_it(cast, write, scope, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    entry = write()
    assert Entry.objects.visible_to(scope(cast.owner)).get() == entry
    assert not Entry.objects.visible_to(scope(cast.colleague)).exists()


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY + timedelta(days=1), "à venir"), (TODAY.replace(year=1989), "1990")]
)
def test_a_day_that_cannot_be(refused, day, words):
    assert words in refused(happened_on=day)["happened_on"][0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<script>alert(1)</script>", "du code"),
        ("< SCRIPT src=x>", "du code"),
        ("[lire](javascript:alert(1))", "javascript:alert(1)"),
        ("[lire](JaVaScRiPt&colon;alert(1))", "n’est pas accepté"),
        ("![x](data:image/png;base64,AAAA)", "data:image"),
        ("<data:text/html,x>", "data:text"),
        ("[lire][1]\n\n[1]: vbscript:x", "vbscript:x"),
    ],
)
def test_what_could_run_is_refused(refused, body, words):
    assert words in refused(body=body)["body"][0]


def test_html_is_only_text(write):
    assert write(body="Il dit <b>oui</b> à [la mairie](https://exemple.fr)").pk


def test_several_reasons_are_told_together(refused, cast):
    said = refused(body=" ", happened_on=TODAY + timedelta(days=1), linked=("69-9999",))
    assert set(said) == {"body", "happened_on", "links"}


def test_an_unseen_site_is_one_that_does_not_exist(cast, world, refused):
    hidden = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    unseen = refused(linked=(hidden.reference,))["links"]
    nowhere = refused(linked=("71-9999",))["links"]
    assert unseen == [nowhere[0].replace("71-9999", hidden.reference)]


def test_named_readers_are_needed_and_see_the_site(cast, write, refused):
    assert "au moins" in refused(audience=Audience.NOMMES)["named"][0]
    (said,) = refused(audience=Audience.NOMMES, named=people(cast.mediator, cast.stranger))["named"]
    assert said == "Une personne ou une structure choisie ne voit pas ce site."
    assert refused(audience=Audience.NOMMES, named=Address(frozenset([10**9])))["named"] == [said]
    assert refused(audience=Audience.NOMMES, named=structures(cast.stranger))["named"] == [said]
    entry = write(audience=Audience.NOMMES, named=structures(cast.mediator))
    assert entry.named.get().organisation == cast.mediator.organisation
    # kept by the form from another choice, they are nobody's readers
    assert not write(audience=Audience.TOUS, named=people(cast.mediator)).named.exists()


def test_a_mention_of_who_may_not_read_names_only_readers_of_the_site(cast, refused):
    health = {"audience": Audience.SANTE}
    (said,) = refused(mentions=people(cast.dihal), **health)["mentions"]
    assert said.startswith(cast.dihal.user.get_full_name())
    (said,) = refused(mentions=people(cast.stranger), **health)["mentions"]
    assert cast.stranger.user.last_name not in said
    assert said.startswith("Une personne ou une structure choisie ne peut pas lire")
    (said,) = refused(mentions=structures(cast.stranger))["mentions"]
    assert cast.stranger.organisation.name not in said


def test_a_mention_among_those_who_are_named(cast, write, refused):
    named = {"audience": Audience.NOMMES, "named": people(cast.mediator)}
    assert write(mentions=people(cast.mediator), **named).mentions.count() == 1
    assert "mentions" in refused(mentions=people(cast.reader), **named)


def test_an_answer_takes_the_audience_of_its_thread(cast, write):
    first = write(audience=Audience.NOMMES, named=people(cast.mediator))
    answer = write(cast.mediator, answers=first.pk, audience=Audience.TOUS)
    again = write(answers=answer.pk)
    assert {answer.answers, again.answers} == {first}
    assert {answer.audience, again.audience} == {"nommes"}
    assert NamedReader.objects.count() == 1
    assert Event.objects.filter(kind="journal.answered").count() == 2


def test_what_one_does_not_read_cannot_be_answered(cast, world, write, refused, scope):
    hidden = write(cast.reader, audience=Audience.SANTE)
    nothing = refused(answers=10**9)["answers"]
    assert refused(answers=hidden.pk)["answers"] == nothing
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    elsewhere = post(scope(cast.owner), other.reference, uuid4(), "Ailleurs.")
    assert refused(answers=elsewhere.pk)["answers"] == nothing


def test_one_writes_for_an_audience_that_one_is_not_of(cast, write, scope):
    entry = write(audience=Audience.SANTE)
    assert Entry.objects.visible_to(scope(cast.owner)).get() == entry
    assert not Entry.objects.visible_to(scope(cast.colleague)).exists()


def test_who_may_not_write_writes_nothing(cast, site, write):
    site.intervenants.update(state="termine")
    with pytest.raises(PermissionDenied):
        write(cast.mediator)


def test_as_many_queries_for_one_mention_as_for_ten(cast, write, count_queries):
    colleagues = [
        MembershipFactory(organisation=cast.owner.organisation, user__email=f"c{number}@x.fr")
        for number in range(10)
    ]
    write(mentions=people(colleagues[0]))
    with count_queries(9):
        write(mentions=people(colleagues[0]))
    with count_queries(9):
        write(mentions=people(*colleagues))
