"""A point d’attention is asked of who is there, and answered by those who are asked."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from journal.enums import AttentionAction, AttentionState, Audience, Severity
from journal.models import AttentionPoint, AttentionStep, Entry
from journal.services import (
    Address,
    Details,
    move,
    narrow,
    possible_actions,
    possible_addressees,
    post,
    raise_point,
)
from sites.errors import StaleVersion, UsedElsewhere
from sites.models import Event
from tests.factories import MembershipFactory, OrganisationFactory

TAKE, TREAT, DROP, REOPEN = AttentionAction


def kinds(*prefixes):
    found = Event.objects.order_by("pk").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith(prefixes or "attention.")]


# Raising


def test_an_entry_raises_a_point_and_that_is_an_event(raised, cast, site):
    point = raised(cast.owner, cast.reader, severity=Severity.URGENT, days=3)

    assert (point.state, point.version, point.site, point.author) == (
        "signale",
        1,
        site,
        cast.mediator,
    )
    assert set(point.addressees.all()) == {cast.owner.organisation, cast.reader.organisation}
    event = Event.objects.get(kind="attention.raised")
    assert (event.object_id, event.actor) == (point.entry_id, cast.mediator)


def test_the_same_uuid_again_is_the_same_point(raised, cast, scope, asking):
    point = raised()
    again = raise_point(scope(cast.mediator), point.entry, asking(cast.owner, uuid=point.uuid))

    assert again == point
    assert kinds() == ["attention.raised"]


def test_the_same_uuid_on_another_entry_is_refused(raised, cast, site, scope, asking):
    point = raised()
    other = post(scope(cast.mediator), site.reference, uuid4(), "Autre chose.")

    with pytest.raises(UsedElsewhere):
        raise_point(scope(cast.mediator), other, asking(cast.owner, uuid=point.uuid))


@pytest.mark.parametrize(
    ("who", "field"),
    [
        ((), "attention_addressees"),
        (("neighbour",), "attention_addressees"),
        (("mediator",), "attention_addressees"),
        (("dihal",), "attention_addressees"),
        (("owner", "stranger"), "attention_addressees"),
    ],
)
def test_only_public_authorities_over_the_site_are_addressed(cast, site, scope, asking, who, field):
    """And nothing is written when one of them is not."""
    request = asking(*(getattr(cast, one) for one in who))

    with pytest.raises(ValidationError) as error:
        post(scope(cast.mediator), site.reference, uuid4(), "Eau", Details(attention=request))

    assert list(error.value.message_dict) == [field]
    assert not Entry.objects.exists()
    assert not AttentionPoint.objects.exists()


def test_what_is_elsewhere_is_not_named(cast, site, scope, asking):
    details = Details(attention=asking(cast.neighbour))
    with pytest.raises(ValidationError) as error:
        post(scope(cast.mediator), site.reference, uuid4(), "Eau", details)
    assert "Saône" not in str(error.value)


def test_an_addressee_reads_the_entry(cast, site, scope, asking, ville):
    details = Details(audience=Audience.SANTE, attention=asking(cast.owner))

    with pytest.raises(ValidationError) as error:
        post(scope(cast.reader), site.reference, uuid4(), "Gale", details)

    words = error.value.message_dict["attention_addressees"][0]
    assert words == "L’audience du message ne comprend pas : Préfecture du Rhône."


def test_a_deadline_of_the_past_is_refused(raised):
    assert raised(days=0)
    with pytest.raises(ValidationError) as error:
        raised(days=-1)
    assert list(error.value.message_dict) == ["attention_deadline"]


def test_who_may_be_addressed(cast, site, scope, ville, world):
    empty = OrganisationFactory(ddets=True, name="DDETS", territories=[world.rhone])
    closed = MembershipFactory(
        organisation__education=True, organisation__territories=[world.rhone]
    ).organisation
    closed.is_active = False
    closed.save()
    mine = scope(cast.reader)
    prefecture, ars, commune = (one.organisation for one in (cast.owner, cast.reader, ville))

    assert set(possible_addressees(mine, site)) == {prefecture, ars, commune}
    assert empty not in possible_addressees(mine, site)  # nobody there would read it
    assert set(possible_addressees(mine, site, Audience.SANTE)) == {ars}
    chosen = Address(frozenset({ville.pk}), frozenset({prefecture.pk}))
    assert set(possible_addressees(mine, site, Audience.NOMMES, chosen)) == {commune, prefecture}


def test_an_audience_is_not_narrowed_beyond_its_addressees(raised, cast, scope):
    entry = raised(cast.owner, cast.reader).entry
    with pytest.raises(ValidationError) as error:
        narrow(scope(cast.mediator), entry.pk, Audience.SANTE)
    assert "Préfecture du Rhône" in error.value.message_dict["audience"][0]
    assert "ARS" not in error.value.message_dict["audience"][0]

    narrow(scope(cast.mediator), entry.pk, Audience.POUVOIRS_PUBLICS)


# Answering


def test_taken_then_treated_then_reopened(raised, cast, scope):
    point = raised()
    point = move(scope(cast.owner), point.pk, 1, TAKE, " Le délégataire passe demain. ")
    point = move(scope(cast.colleague), point.pk, 2, TREAT)
    point = move(scope(cast.mediator), point.pk, 3, REOPEN, "Toujours à sec.")

    assert (point.state, point.version) == ("rouvert", 4)
    steps = AttentionStep.objects.order_by("pk")
    assert [(s.before, s.after, s.actor, s.word) for s in steps] == [
        ("signale", "pris-en-compte", cast.owner, "Le délégataire passe demain."),
        ("pris-en-compte", "traite", cast.colleague, ""),
        ("traite", "rouvert", cast.mediator, "Toujours à sec."),
    ]
    assert kinds() == [
        "attention.raised",
        "attention.taken",
        "attention.treated",
        "attention.reopened",
    ]
    assert set(Event.objects.values_list("object_id", flat=True)) >= {point.entry_id}
    assert [row.state for row in point.history.order_by("pgh_id")] == [
        "signale",
        "pris-en-compte",
        "traite",
        "rouvert",
    ]


def test_the_one_who_has_it_in_charge_is_known(raised, cast, scope):
    point = raised()
    move(scope(cast.owner), point.pk, 1, TAKE)
    read = AttentionPoint.objects.with_story().get()
    assert read.taken.actor == cast.owner


@pytest.mark.parametrize("word", ["", "  \n"])
@pytest.mark.parametrize("action", [DROP, REOPEN])
def test_to_drop_and_to_reopen_say_why(raised, cast, scope, action, word):
    point = raised()
    if action == REOPEN:
        move(scope(cast.owner), point.pk, None, TREAT)
    with pytest.raises(ValidationError) as error:
        move(scope(cast.owner), point.pk, None, action, word)
    assert list(error.value.message_dict) == ["word"]


def test_an_endless_word_is_refused(raised, cast, scope):
    point = raised()
    with pytest.raises(ValidationError) as error:
        move(scope(cast.owner), point.pk, 1, TAKE, "x" * 2001)
    assert list(error.value.message_dict) == ["word"]
    assert not AttentionStep.objects.exists()


def test_what_the_state_does_not_allow_is_said(raised, cast, scope):
    point = raised()
    with pytest.raises(ValidationError) as error:
        move(scope(cast.owner), point.pk, 1, REOPEN, "Encore.")
    assert error.value.messages == ["« Rouvrir » n’est pas possible : ce point est signalé."]


def test_who_may_answer(raised, cast, scope, ville):
    """Those who are asked and the Dihal; who raised it may reopen it, and nothing else."""
    point = raised(ville)
    for person in (cast.mediator, cast.owner, cast.reader):
        with pytest.raises(PermissionDenied):
            move(scope(person), point.pk, 1, TAKE)
    for person in (cast.neighbour, cast.stranger):
        with pytest.raises(Http404):
            move(scope(person), point.pk, 1, TAKE)
    move(scope(ville), point.pk, 1, TAKE)
    move(scope(cast.dihal), point.pk, 2, TREAT)
    for person in (cast.owner, cast.reader):
        with pytest.raises(PermissionDenied):
            move(scope(person), point.pk, 3, REOPEN, "Encore.")
    assert move(scope(cast.mediator), point.pk, 3, REOPEN, "Encore.").state == "rouvert"


def test_the_actions_that_are_offered_are_those_that_are_possible(raised, cast, scope, ville):
    """Every reader × every state: an offered action is done, one that is not is refused."""
    people = (cast.owner, ville, cast.mediator, cast.reader, cast.dihal)
    point = raised(ville)
    for state in AttentionState:
        for person in people:
            for action in AttentionAction:
                AttentionPoint.objects.update(state=state)
                row = AttentionPoint.objects.get()
                offered = action in possible_actions(scope(person), [row])[row.pk]
                try:
                    move(scope(person), point.pk, None, action, "Un mot.")
                    done = True
                except (PermissionDenied, ValidationError):
                    done = False
                assert offered is done, (state, person, action)


def test_the_actions_of_many_points_take_one_query(raised, cast, scope, count_queries):
    points = [raised() for _ in range(4)]
    mine = scope(cast.owner)
    with count_queries(1):
        assert len(possible_actions(mine, points)) == 4


def test_a_stale_version_tells_who_was_first(raised, cast, scope):
    point = raised()
    move(scope(cast.owner), point.pk, 1, TAKE)
    with pytest.raises(StaleVersion) as error:
        move(scope(cast.colleague), point.pk, 1, TREAT)
    assert error.value.facts["current"] == {"version": 2, "state": "pris-en-compte"}
    name = cast.owner.user.get_full_name()
    assert f"entre-temps pris en compte, par {name} (Préfecture du Rhône)" in error.value.message


# Reading


def test_outside_its_audience_a_point_does_not_exist(raised, cast, scope):
    point = raised(cast.reader, author=cast.reader, audience=Audience.SANTE)
    for person in (cast.owner, cast.mediator, cast.neighbour):
        assert not AttentionPoint.objects.visible_to(scope(person)).exists()
        with pytest.raises(Http404):
            move(scope(person), point.pk, 1, TAKE)
    assert AttentionPoint.objects.visible_to(scope(cast.reader)).get() == point
