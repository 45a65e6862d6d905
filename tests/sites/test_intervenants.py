from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.models import Membership
from sites.access import readers_of
from sites.enums import IntervenantAction, IntervenantState
from sites.models import Event, Intervenant, Site
from sites.services import (
    accept_proposal,
    confirm_intervenant,
    declare_intervenant,
    decline_proposal,
    end_intervenant,
    mail_proposal,
    possible_intervenant_actions,
    proposal_of,
    propose_intervenant,
    renew_intervenant,
)
from sites.services.proposing import token_of
from sites.tasks import send_proposal
from tests.sites import world

TODAY = timezone.localdate()
YEAR = timedelta(days=365)


@pytest.fixture
def declared(association, site):
    return declare_intervenant(association, site.reference, ["sante", "accompagnement"])


def colleague_of(scope):
    organisation = Membership.objects.get(pk=scope.membership_id).organisation
    return world.member(organisation)


def test_declaring_counts_at_once(association, declared, site):
    assert declared.state == IntervenantState.DECLARE
    assert declared.themes == ["accompagnement", "sante"]
    assert declared.during == DateRange(TODAY, TODAY + YEAR)
    assert declared.user_id == association.user_id
    assert abilities.may(association, Ability.SURVEY_SITE, site)
    assert abilities.may(association, Ability.WRITE_JOURNAL, site)


def test_declaring_again_adds_themes(association, declared, site):
    again = declare_intervenant(association, site.reference, ["droits"])
    assert again == declared
    assert again.themes == ["accompagnement", "sante", "droits"]


@pytest.mark.parametrize("themes", [[], ["chasse"]])
def test_a_theme_of_the_list_is_needed(association, site, themes):
    with pytest.raises(ValidationError) as error:
        declare_intervenant(association, site.reference, themes)
    assert list(error.value.message_dict) == ["themes"]


def test_each_confirms_its_own_themes(prefecture, ars, declared, site):
    row = confirm_intervenant(prefecture, site.reference, declared.pk)
    assert (row.state, row.confirmed_themes) == ("confirme", ["accompagnement"])
    assert possible_intervenant_actions(prefecture, row) == [IntervenantAction.END]
    assert possible_intervenant_actions(ars, row)[0] == IntervenantAction.CONFIRM
    row = confirm_intervenant(ars, site.reference, declared.pk)
    assert row.confirmed_themes == ["accompagnement", "sante"]
    with pytest.raises(ValidationError, match="Aucun thème"):
        confirm_intervenant(ars, site.reference, declared.pk)


def test_health_opens_once_the_ars_confirmed_it(prefecture, ars, association, declared, site):
    confirm_intervenant(prefecture, site.reference, declared.pk)
    assert not abilities.may(association, Ability.VIEW_HEALTH, site)
    confirm_intervenant(ars, site.reference, declared.pk)
    assert abilities.may(association, Ability.VIEW_HEALTH, site)


def test_the_ars_leaves_the_other_themes_alone(ars, association, site):
    row = declare_intervenant(association, site.reference, ["droits"])
    with pytest.raises(PermissionDenied):
        confirm_intervenant(ars, site.reference, row.pk)


def test_confirmed_it_opens_the_site_outside_its_territory(prefecture, association, places, site):
    row = declare_intervenant(association, site.reference, ["droits"])
    association_territories = row.organisation.territories
    association_territories.set([places["isere"]])
    elsewhere = world.scope(Membership.objects.get(pk=association.membership_id))
    assert not Site.objects.visible_to(elsewhere).exists()
    confirm_intervenant(prefecture, site.reference, row.pk)
    assert Site.objects.visible_to(elsewhere).get() == site
    assert readers_of(site).filter(pk=association.membership_id).exists()
    end_intervenant(prefecture, site.reference, row.pk)
    assert not Site.objects.visible_to(elsewhere).exists()


def test_ended_the_day_it_began_it_opens_nothing(association, declared, site):
    ended = end_intervenant(association, site.reference, declared.pk)
    assert (ended.state, ended.during) == ("termine", DateRange(TODAY, TODAY + timedelta(days=1)))
    assert not abilities.may(association, Ability.SURVEY_SITE, site)
    with pytest.raises(Http404):
        end_intervenant(association, site.reference, declared.pk)
    assert declare_intervenant(association, site.reference, ["droits"]) != ended


def test_after_twelve_months_it_is_over(association, declared, site):
    Intervenant.objects.filter(pk=declared.pk).update(during=DateRange(TODAY - YEAR, TODAY))
    assert not abilities.may(association, Ability.SURVEY_SITE, site)
    assert declare_intervenant(association, site.reference, ["droits"]) != declared


def test_renewing_runs_twelve_months_from_today(prefecture, association, declared, site):
    begun = TODAY - timedelta(days=300)
    Intervenant.objects.filter(pk=declared.pk).update(during=DateRange(begun, TODAY + YEAR / 12))
    with pytest.raises(PermissionDenied):
        renew_intervenant(prefecture, site.reference, declared.pk)
    renewed = renew_intervenant(association, site.reference, declared.pk)
    assert renewed.during == DateRange(begun, TODAY + YEAR)


def test_only_the_structure_or_the_state_ends_it(ars, declared, site, places):
    neighbour = world.reader("operateur", places["rhone"])
    with pytest.raises(PermissionDenied):
        end_intervenant(neighbour, site.reference, declared.pk)
    assert end_intervenant(ars, site.reference, declared.pk).state == "termine"


def test_a_stranger_meets_nothing(stranger, declared, site):
    for act in (confirm_intervenant, renew_intervenant, end_intervenant):
        with pytest.raises(Http404):
            act(stranger, site.reference, declared.pk)
    with pytest.raises(Http404):
        declare_intervenant(stranger, site.reference, ["droits"])


def test_a_colleague_accepts(prefecture, association, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    his = world.scope(colleague)
    assert not abilities.may(his, Ability.SURVEY_SITE, site)
    accepted = accept_proposal(his, proposal.pk)
    assert (accepted.state, accepted.user) == ("declare", colleague.user)
    assert abilities.may(his, Ability.SURVEY_SITE, site)
    with pytest.raises(Http404):
        accept_proposal(his, proposal.pk)


def test_a_colleague_of_a_structure_already_there_joins_its_row(association, declared, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    assert accept_proposal(world.scope(colleague), proposal.pk) == declared
    proposal.refresh_from_db()
    assert proposal.state == IntervenantState.TERMINE


def test_a_colleague_declines(association, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    assert decline_proposal(world.scope(colleague), proposal.pk).state == "decline"
    assert Event.objects.first().kind == "intervenant.declined"
    with pytest.raises(Http404):
        accept_proposal(world.scope(colleague), proposal.pk)


def test_proposing_again_sends_the_same_again(
    association, site, django_capture_on_commit_callbacks
):
    colleague = colleague_of(association)
    first = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    again = propose_intervenant(association, site.reference, colleague.pk, ["sante"])
    assert again == first
    assert again.themes == ["sante", "droits"]


def test_only_a_reader_of_the_site_is_proposed(association, stranger, site):
    with pytest.raises(ValidationError) as error:
        propose_intervenant(association, site.reference, stranger.membership_id, ["droits"])
    assert list(error.value.message_dict) == ["membership"]


def test_the_mail_names_no_one_and_no_place(association, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    assert mail_proposal(proposal.pk)
    (letter,) = mail.outbox
    assert letter.to == [colleague.user.email]
    assert site.reference not in letter.subject
    assert site.reference in letter.body
    for word in ("Camille", site.name, "Vénissieux"):
        assert word not in letter.subject + letter.body
    token = letter.body.split("/intervenants/")[1].split("/")[0]
    assert proposal_of(world.scope(colleague), token) == proposal


def test_no_mail_to_whom_the_site_was_closed_meanwhile(association, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    colleague.ends(TODAY)
    Membership.objects.filter(pk=colleague.pk).update(during=DateRange(TODAY - YEAR, TODAY))
    assert not mail_proposal(proposal.pk)
    assert not mail.outbox


def test_the_link_is_good_for_one_person_and_14_days(association, site, time_machine):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    his, token = world.scope(colleague), token_of(proposal)
    with pytest.raises(Http404):
        proposal_of(association, token)
    with pytest.raises(Http404):
        proposal_of(his, token + "x")
    time_machine.move_to(timezone.now() + timedelta(days=13, hours=23))
    assert proposal_of(his, token) == proposal
    time_machine.shift(timedelta(hours=2))
    with pytest.raises(Http404):
        proposal_of(his, token)


def test_the_task_bears_being_run_again(association, site):
    colleague = colleague_of(association)
    proposal = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
    send_proposal(proposal.pk)
    assert len(mail.outbox) == 1
    decline_proposal(world.scope(colleague), proposal.pk)
    send_proposal(proposal.pk)
    assert len(mail.outbox) == 1
