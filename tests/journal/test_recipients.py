"""Who is told: those concerned, for the first reason that holds, never beyond the readers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone
from psycopg.types.range import DateRange

from journal.enums import (
    AttentionEvent,
    AttentionState,
    Audience,
    EntryEvent,
    Reason,
    Severity,
    Topic,
)
from journal.models import AttentionPoint, Entry, Follow, Mention, NamedReader
from journal.recipients import TOLD, alerted, of_event
from journal.services import post
from journal.services.details import Address
from sites import events
from sites.access import readers_of
from sites.enums import EventKind, IntervenantState, StatusAction, Theme
from sites.services import change_status, confirm_intervenant, end_intervenant
from tests.factories import IntervenantFactory, MembershipFactory, SiteFactory
from tests.journal.scopes import scope

NOTIFY = "journal.reactions.notify"


def written(cast, site, author=None, audience=Audience.TOUS, answers=None, **values):
    return Entry.objects.create(
        site=site,
        author=author or cast.owner,
        audience=audience,
        answers=answers,
        body="Canari",
        **values,
    )


def event(kind, entry, actor=None):
    return events.record(kind, entry.site, (actor or entry.author).pk, entry.pk)


def reasons(happened):
    return {member: member.reason for member in of_event(happened)}


def raised(cast, entry, *addressees):
    point = AttentionPoint.objects.create(
        entry=entry,
        site=entry.site,
        author=entry.author,
        topic=Topic.EAU,
        severity=Severity.URGENT,
        state=AttentionState.SIGNALE,
    )
    point.addressees.set([member.organisation for member in addressees])
    return point


def test_the_table_and_the_handlers_say_the_same():
    wired = {kind for kind, handlers in settings.EVENT_HANDLERS.items() if NOTIFY in handlers}
    # asked of the services of another department, who do not see the site
    assert wired == {*TOLD, EventKind.REINSTALLATION_ASKED}


def test_intervenants_and_those_who_follow_their_territory(cast, site):
    assert reasons(event(EntryEvent.POSTED, written(cast, site))) == {
        cast.colleague: Reason.TERRITORY,
        cast.reader: Reason.TERRITORY,
        cast.dihal: Reason.TERRITORY,
        cast.mediator: Reason.INTERVENANT,
    }


def test_never_beyond_the_readers(cast, site):
    for audience, left in {
        Audience.INTERVENANTS: {cast.colleague, cast.dihal},
        Audience.POUVOIRS_PUBLICS: {cast.colleague, cast.reader, cast.dihal},
        Audience.SANTE: {cast.reader},
        Audience.NOMMES: set(),
    }.items():
        entry = written(cast, site, audience=audience)
        # Whoever else is called or follows reads no more for it.
        for member in (cast.stranger, cast.mediator, cast.neighbour):
            Mention.objects.create(entry=entry, membership=member)
            Follow.objects.get_or_create(membership=member, site=site)
        told = reasons(event(EntryEvent.POSTED, entry))
        assert set(told) == left


def test_those_who_are_named_read_and_are_told(cast, site):
    entry = written(cast, site, audience=Audience.NOMMES)
    NamedReader.objects.create(entry=entry, membership=cast.mediator)
    assert reasons(event(EntryEvent.POSTED, entry)) == {cast.mediator: Reason.INTERVENANT}


def test_never_the_person_who_did_it(cast, site):
    other = MembershipFactory(user=cast.owner.user, organisation=cast.reader.organisation)
    told = reasons(event(EntryEvent.POSTED, written(cast, site)))
    assert cast.owner not in told
    assert other not in told


def test_who_no_longer_belongs_is_not_told(cast, site):
    cast.colleague.during = DateRange(cast.colleague.during.lower, timezone.localdate())
    cast.colleague.save()
    cast.reader.user.is_active = False
    cast.reader.user.save()
    assert set(reasons(event(EntryEvent.POSTED, written(cast, site)))) == {
        cast.mediator,
        cast.dihal,
    }


def test_the_first_reason_counts(cast, site):
    entry = written(cast, site)
    Mention.objects.create(entry=entry, organisation=cast.mediator.organisation)
    Mention.objects.create(entry=entry, membership=cast.colleague)
    Follow.objects.create(membership=cast.reader, site=site)
    assert reasons(event(EntryEvent.POSTED, entry)) == {
        cast.mediator: Reason.MENTION,
        cast.colleague: Reason.MENTION,
        cast.reader: Reason.FOLLOWED,
        cast.dihal: Reason.TERRITORY,
    }


@pytest.mark.parametrize("muted", ["own", "site", "territory"])
def test_a_territory_can_be_silenced(cast, world, site, muted):
    what = {"own": {}, "site": {"site": site}, "territory": {"territory": world.rhone}}[muted]
    Follow.objects.create(membership=cast.colleague, is_muted=True, **what)
    told = reasons(event(EntryEvent.POSTED, written(cast, site)))
    assert cast.colleague not in told
    assert cast.reader in told


def test_what_is_silenced_elsewhere_is_told_here(cast, world, site):
    Follow.objects.create(membership=cast.colleague, is_muted=True, territory=world.lyon)
    assert cast.colleague in reasons(event(EntryEvent.POSTED, written(cast, site)))


def test_an_association_follows_a_territory_if_it_wants_to(cast, world, site):
    site.intervenants.update(state=IntervenantState.TERMINE)
    entry = written(cast, site)
    assert cast.mediator not in reasons(event(EntryEvent.POSTED, entry))
    Follow.objects.create(membership=cast.mediator, territory=world.metropole)
    assert reasons(event(EntryEvent.POSTED, entry))[cast.mediator] == Reason.TERRITORY
    Follow.objects.all().delete()
    Follow.objects.create(membership=cast.mediator)  # his own
    assert reasons(event(EntryEvent.POSTED, entry))[cast.mediator] == Reason.TERRITORY


def test_a_site_abroad_is_no_life_of_ones_territory(cast, site):
    """Confirmed outside of its territory, a préfecture is told as an intervenant alone."""
    IntervenantFactory(
        site=site,
        organisation=cast.neighbour.organisation,
        author=cast.owner,
        state=IntervenantState.CONFIRME,
        confirmed_themes=[Theme.ACCOMPAGNEMENT],
    )
    told = reasons(event(EntryEvent.POSTED, written(cast, site)))
    assert told[cast.neighbour] == Reason.INTERVENANT
    told = reasons(
        event(EntryEvent.POSTED, written(cast, site, audience=Audience.POUVOIRS_PUBLICS))
    )
    assert cast.neighbour not in told


def test_an_answer_is_told_to_who_wrote_in_the_thread(cast, site):
    first = written(cast, site, author=cast.mediator)
    written(cast, site, author=cast.reader, answers=first)
    last = written(cast, site, answers=first)
    assert reasons(event(EntryEvent.ANSWERED, last)) == {
        cast.mediator: Reason.AUTHOR,
        cast.reader: Reason.AUTHOR,
        cast.colleague: Reason.TERRITORY,
        cast.dihal: Reason.TERRITORY,
    }


def test_a_point_goes_to_whom_it_asks_and_to_the_territory_at_once(cast, site):
    entry = written(cast, site, author=cast.mediator)
    raised(cast, entry, cast.owner)
    assert reasons(event(AttentionEvent.RAISED, entry)) == {
        cast.owner: Reason.ADDRESSED,
        cast.colleague: Reason.ADDRESSED,
        cast.reader: Reason.ATTENTION,
        cast.dihal: Reason.ATTENTION,
    }


def test_each_step_comes_back_to_its_author(cast, site):
    entry = written(cast, site, author=cast.mediator)
    raised(cast, entry, cast.owner)
    told = reasons(event(AttentionEvent.TREATED, entry, cast.owner))
    assert told[cast.mediator] == Reason.AUTHOR
    assert told[cast.colleague] == Reason.ADDRESSED
    assert cast.owner not in told


def test_a_reminder_goes_to_who_was_asked_and_to_who_asked(cast, site):
    entry = written(cast, site, author=cast.mediator)
    raised(cast, entry, cast.owner)
    happened = events.record(AttentionEvent.REMINDED, site, None, entry.pk)
    assert reasons(happened) == {
        cast.owner: Reason.ADDRESSED,
        cast.colleague: Reason.ADDRESSED,
        cast.mediator: Reason.AUTHOR,
    }


def test_what_is_removed_or_refused_is_told_to_its_author(cast, site):
    entry = written(cast, site, author=cast.mediator)
    for actor in (cast.owner.pk, None):
        happened = events.record(EntryEvent.FILE_REFUSED, site, actor, entry.pk)
        assert reasons(happened) == {cast.mediator: Reason.AUTHOR}
    assert reasons(event(EntryEvent.REMOVED, entry, cast.owner)) == {cast.mediator: Reason.AUTHOR}
    assert reasons(event(EntryEvent.REMOVED, entry, cast.mediator)) == {}


def test_a_new_site_is_told_in_its_territory(cast, world, told):
    SiteFactory(commune=world.venissieux, declared_by=cast.mediator, confirmed=False)
    assert told(EventKind.SITE_REPORTED) == {
        cast.owner: Reason.TERRITORY,
        cast.colleague: Reason.TERRITORY,
        cast.reader: Reason.TERRITORY,
        cast.dihal: Reason.TERRITORY,
    }


def test_a_site_that_closes_is_told_to_who_reported_it(cast, world, told):
    site = SiteFactory(commune=world.venissieux, declared_by=cast.mediator, confirmed=False)
    change_status(scope(cast.owner), site.reference, StatusAction.CONFIRM)
    assert told(EventKind.SITE_CONFIRMED)[cast.mediator] == Reason.AUTHOR


def test_the_site_s_people_learn_of_a_new_intervenant(cast, site, told):
    row = site.intervenants.get()
    confirm_intervenant(scope(cast.owner), site.reference, row.pk)
    assert told()[cast.mediator] == Reason.INTERVENANT
    end_intervenant(scope(cast.owner), site.reference, row.pk)
    assert told()[cast.mediator] == Reason.INTERVENANT


def test_before_writing_the_same_is_said(cast, site):
    entry = written(cast, site, author=cast.mediator)
    readers = readers_of(site)
    said = alerted(site, readers, cast.mediator.pk)
    assert {m: m.reason for m in said} == reasons(event(EntryEvent.POSTED, entry))
    Mention.objects.create(entry=entry, membership=cast.reader)
    raised(cast, entry, cast.owner)
    said = alerted(
        site,
        readers,
        cast.mediator.pk,
        Address(memberships=frozenset({cast.reader.pk})),
        [cast.owner.organisation_id],
        is_point=True,
    )
    assert {m: m.reason for m in said} == reasons(event(AttentionEvent.RAISED, entry))
    answer = written(cast, site, answers=entry)
    said = alerted(site, readers, cast.owner.pk, thread_id=entry.pk)
    assert {m: m.reason for m in said} == reasons(event(EntryEvent.ANSWERED, answer))


def test_one_query_whatever_their_number(cast, site, count_queries):
    happened = event(EntryEvent.POSTED, written(cast, site))
    for number in range(5):
        MembershipFactory(organisation=cast.mediator.organisation, user__first_name=f"N{number}")
        with count_queries(2):  # the entry, then all of them
            assert len(of_event(happened)) == 5 + number


def test_an_entry_posted_by_the_service_is_told(cast, site, told):
    post(scope(cast.owner), site.reference, uuid4(), "Passage.")
    assert told()[cast.mediator] == Reason.INTERVENANT
    site.intervenants.update(
        during=DateRange(timezone.localdate() - timedelta(9), timezone.localdate())
    )
    assert cast.mediator not in told()
