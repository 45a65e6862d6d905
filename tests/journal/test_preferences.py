"""`/notifications/preferences/`: how one wants to be told, and when mails may come."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.services import scope_of
from journal import services
from journal.enums import Cadence, Channel, DeliveryState, Reason
from journal.models import Delivery, MailSettings, Preference
from journal.preferences import DEFAULTS
from tests.journal.telling import told

URL = "/notifications/preferences/"


pytestmark = pytest.mark.usefixtures("nothing_else_is_told")


def what(**changes):
    """The first form as it is, all by default, but for `changes`."""
    sent = {"formulaire": "quoi"}
    for reason in Reason:
        sent[f"service-{reason}"] = "on"
        sent[f"mail-{reason}"] = DEFAULTS[reason][Channel.MAIL]
    sent |= changes
    return {name: value for name, value in sent.items() if value}


def when(**changes):
    sent = {"formulaire": "quand", "digest_at": "08:15", "weekly_on": "4"}
    return sent | {"quiet_from": "20:00", "quiet_until": "07:00"} | changes


@pytest.fixture
def agent(client_of, cast):
    return client_of(cast.owner)


def test_every_reason_and_channel_has_a_default():
    assert set(DEFAULTS) == set(Reason)
    assert all(set(cadences) == set(Channel) for cadences in DEFAULTS.values())


def test_the_table_has_a_line_for_each_reason_and_says_what_holds(agent, cast):
    Preference.objects.create(
        user=cast.owner.user,
        reason=Reason.MENTION,
        channel=Channel.MAIL,
        cadence=Cadence.WEEKLY,
    )
    text = agent.get(URL).text
    for reason in Reason:
        assert reason.label in text
    assert text.count("selected>Une fois par semaine") == 1
    assert text.count("selected>Une fois par jour") == 1
    assert text.count('scope="row"') == len(Reason)
    assert text.count('scope="col"') == 3


def test_only_what_differs_is_kept_and_again_is_the_same(agent, cast):
    assert agent.post(URL, what()).status_code == 302
    assert not Preference.objects.exists()
    for _ in range(2):
        agent.post(URL, what(**{"mail-suivi": Cadence.DAILY, "service-territoire": ""}))
    rows = Preference.objects.values_list("user", "reason", "channel", "cadence")
    assert set(rows) == {
        (cast.owner.user_id, "suivi", "mail", "quotidien"),
        (cast.owner.user_id, "territoire", "service", "jamais"),
    }
    agent.post(URL, what())
    held = services.preferences_of(cast.owner.user_id)
    assert held[Reason.FOLLOWED, Channel.MAIL] == Cadence.NOW
    assert held[Reason.TERRITORY, Channel.INBOX] == Cadence.NOW


def test_what_one_refuses_by_mail_does_not_leave(agent, cast, site):
    mine = told(cast.owner, site, cast.reader, mail=True)
    kept = told(cast.owner, site, cast.reader, mail=True, reason=Reason.MENTION)
    theirs = told(cast.reader, site, cast.owner, mail=True)
    agent.post(URL, what(**{"mail-suivi": Cadence.OFF}))
    states = dict(Delivery.objects.values_list("notification", "state"))
    assert states == {
        mine.pk: DeliveryState.CANCELLED,
        kept.pk: DeliveryState.WAITING,
        theirs.pk: DeliveryState.WAITING,
    }


def test_to_hear_no_more_of_what_is_addressed_to_one_is_told(agent):
    page = agent.post(
        URL, what(**{"service-adresse": "", "mail-adresse": Cadence.OFF}), follow=True
    )
    assert "Plus rien ne vous dira" in page.text


@pytest.mark.parametrize("sent", [what(**{"mail-suivi": "demain"}), what(**{"mail-suivi": ""})])
def test_a_rhythm_that_is_none_is_refused_in_words(agent, sent):
    answer = agent.post(URL, sent)
    assert answer.status_code == 400
    assert "Sites que je suis, par e-mail" in answer.text
    assert not Preference.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"formulaire": "autre"}])
def test_an_unknown_form_is_refused(agent, sent):
    assert agent.post(URL, sent).status_code == 400


def test_a_digest_of_the_inbox_means_nothing(cast):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    with pytest.raises(ValidationError):
        services.choose(scope, {(Reason.MENTION, Channel.INBOX): Cadence.DAILY})


def test_hours(agent, cast):
    assert agent.post(URL, when()).status_code == 302
    row = MailSettings.objects.get(user=cast.owner.user)
    assert (row.digest_at, row.weekly_on) == (time(8, 15), 4)
    assert (row.quiet_from, row.quiet_until) == (time(20), time(7))
    text = agent.get(URL).text
    for value in ("08:15", "20:00", "07:00"):
        assert f'value="{value}"' in text

    agent.post(URL, when(quiet_from="", quiet_until=""))
    row.refresh_from_db()
    assert (row.quiet_from, row.quiet_until) == (None, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quiet_from": ""}, "Donnez les deux heures, ou aucune."),
        ({"quiet_until": ""}, "Donnez les deux heures, ou aucune."),
        ({"quiet_until": "20:00"}, "Le silence doit finir à une autre heure."),
        ({"weekly_on": "7"}, "Jour de celui de la semaine"),
        ({"digest_at": "26:00"}, "Heure des résumés"),
        ({"digest_at": ""}, "Heure des résumés"),
    ],
)
def test_wrong_hours_are_told_and_keep_what_was_typed(agent, changes, words):
    answer = agent.post(URL, when(**changes))
    assert answer.status_code == 400
    assert words in answer.text
    assert 'value="8:15"' in answer.text or 'value="08:15"' in answer.text or "digest_at" in changes
    assert not MailSettings.objects.exists()


def test_an_address_that_refused_is_told_and_tried_again(agent, cast):
    MailSettings.objects.create(
        user=cast.owner.user, bounced_at=timezone.now(), bounced_address="ancienne@exemple.fr"
    )
    text = agent.get(URL).text
    assert "Votre adresse refuse nos e-mails" in text
    assert "ancienne@exemple.fr" in text
    agent.post(URL, {"formulaire": "adresse"})
    row = MailSettings.objects.get()
    assert (row.bounced_at, row.bounced_address) == (None, "")
    assert "Votre adresse refuse" not in agent.get(URL).text


def test_each_has_his_own(agent, client_of, cast):
    agent.post(URL, what(**{"mail-suivi": Cadence.OFF}))
    agent.post(URL, when())
    text = client_of(cast.reader).get(URL).text
    assert "selected>Jamais" not in text
    assert "08:15" not in text
