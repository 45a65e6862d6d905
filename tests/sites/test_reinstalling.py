"""Where people came from and where they went, on both sides of the limit of a scope."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from journal.models import Notification
from sites.enums import EventKind, ReinstallationState
from sites.errors import UsedElsewhere
from sites.filters import SiteFilter
from sites.models import Event, Reinstallation, Site
from sites.reinstallations import links
from sites.services import change_status, merge
from sites.services.reinstalling import Move, answer, link, remove, waiting_for
from tests.sites import world

TODAY = timezone.localdate()


@pytest.fixture
def former(prefecture):
    site = world.a_site(prefecture, name="Ancien camp")
    return change_status(prefecture, site.reference, "fermer", cause="justice")


@pytest.fixture
def isere(stranger):
    """A site of the other department, which the préfecture of the Rhône does not see."""
    return world.a_site(stranger, world.IN_CHASSE, name="Camp caché")


def seen(scope, site):
    return links(scope, [site.pk]).get(site.pk, [])


def test_both_sites_tell_of_it(prefecture, site, former):
    link(prefecture, site.reference, Move(True, former.reference, "", TODAY, 12, 3))
    (arrived,), (left,) = seen(prefecture, site), seen(prefecture, former)
    assert (arrived.receives, arrived.other, arrived.people) == (True, former, 12)
    assert (left.receives, left.other, left.households) == (False, site, 3)
    kinds = Event.objects.filter(kind=EventKind.REINSTALLATION_LINKED)
    assert {event.site for event in kinds} == {site, former}


def test_the_same_form_twice_makes_one_link(prefecture, site, former, isere):
    move = Move(True, former.reference)
    assert link(prefecture, site.reference, move) == link(prefecture, site.reference, move)
    third = world.a_site(prefecture)
    with pytest.raises(UsedElsewhere):
        link(prefecture, third.reference, move)


def test_no_loop_however_long(prefecture, site, former):
    third = world.a_site(prefecture)
    link(prefecture, former.reference, Move(False, site.reference))
    link(prefecture, site.reference, Move(False, third.reference))
    for start, other in ((site, former), (third, former), (third, third)):
        with pytest.raises(ValidationError) as error:
            link(prefecture, start.reference, Move(False, other.reference))
        assert list(error.value.message_dict) == ["other"]
    with pytest.raises(ValidationError, match="existe déjà"):
        link(prefecture, former.reference, Move(False, site.reference))
    assert Reinstallation.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"moved_on": TODAY + timedelta(days=1)}, "moved_on"),
        ({"people": -1}, "people"),
        ({"people": 20_001}, "people"),
        ({"people": 2, "households": 3}, "households"),
        ({"other": ""}, "other"),
        ({"departement": "38"}, "other"),
        ({"other": "", "departement": "99"}, "departement"),
        ({"other": "", "departement": "69"}, "departement"),
    ],
)
def test_bad_input(prefecture, site, former, values, field):
    with pytest.raises(ValidationError) as error:
        link(prefecture, site.reference, Move(True, **({"other": former.reference} | values)))
    assert list(error.value.message_dict) == [field]
    assert not Reinstallation.objects.exists()


def test_a_hidden_reference_is_answered_as_one_that_never_was(signed_in, prefecture, site, isere):
    agent = signed_in(prefecture)
    address = reverse("site-reinstallations", args=[site.reference])

    def refused(reference):
        data = {"uuid": "7f1d5a70-0000-4000-8000-000000000001", "direction": "recoit"}
        page = agent.post(address, data | {"other": reference})
        assert page.status_code == 400
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
        text = text.replace(reference, "X")
        return text[text.index("<h1") : text.index("</main")]

    assert refused(isere.reference) == refused("38-9999")


def test_an_alias_is_the_site_it_became(prefecture, site, former):
    alias = world.a_site(prefecture)
    merge(prefecture, alias.reference, former.reference)
    row = link(prefecture, site.reference, Move(True, alias.reference))
    assert row.origin == former
    with pytest.raises(ValidationError, match="lui-même"):
        link(prefecture, former.reference, Move(True, alias.reference))


def test_the_other_department_is_asked_and_answers(prefecture, stranger, site, isere):
    row = link(prefecture, site.reference, Move(True, departement="38", people=8))
    (mine,) = seen(prefecture, site)
    assert (mine.state, mine.departement.code, mine.people) == ("demandee", "38", 8)
    assert list(waiting_for(stranger)) == [row]
    assert not waiting_for(prefecture)
    told = Notification.objects.get(event__kind=EventKind.REINSTALLATION_ASKED)
    assert told.recipient_id == stranger.membership_id
    assert told.event.facts == {"departement": "Rhône", "asked": row.asked_id}
    answer(stranger, row.pk, isere.reference)
    (mine,), (theirs,) = seen(prefecture, site), seen(stranger, isere)
    for one, code in ((mine, "38"), (theirs, "69")):
        assert (one.other, one.people, one.departement.code) == (None, None, code)
        assert one.state == ReinstallationState.LIEE
    assert not waiting_for(stranger)
    with pytest.raises(Http404):
        answer(stranger, row.pk, isere.reference)


def test_who_sees_both_reads_both(places, prefecture, stranger, site, isere):
    row = link(prefecture, site.reference, Move(False, departement="38", people=8))
    answer(stranger, row.pk, isere.reference)
    dihal = world.reader("dihal", places["france"])
    (one,) = seen(dihal, site)
    assert (one.other, one.people) == (isere, 8)


def test_declined_the_asker_is_told(prefecture, stranger, site):
    row = link(prefecture, site.reference, Move(True, departement="38"))
    answer(stranger, row.pk)
    assert seen(prefecture, site)[0].state == ReinstallationState.ECARTEE
    event = Event.objects.filter(kind=EventKind.REINSTALLATION_DECLINED).get()
    assert (event.site, event.actor) == (site, None)


def test_only_a_site_of_ones_own_in_the_asked_department(prefecture, stranger, places, site, isere):
    row = link(prefecture, site.reference, Move(True, departement="38"))
    wide = world.reader("prefecture", places["isere"], places["seine"])
    elsewhere = world.a_site(wide, world.IN_BOBIGNY)
    refused = []
    for scope, reference in ((stranger, site.reference), (wide, elsewhere.reference)):
        with pytest.raises(ValidationError) as error:
            answer(scope, row.pk, reference)
        refused.append(error.value.message_dict)
    assert refused[0] == refused[1]


def test_rights(association, ars, stranger, prefecture, places, site, former):
    with pytest.raises(PermissionDenied):
        link(association, site.reference, Move(True, former.reference))
    with pytest.raises(Http404):
        link(stranger, site.reference, Move(True, former.reference))
    row = link(ars, site.reference, Move(True, departement="93"))
    town = world.reader("collectivite", places["seine"])
    for scope in (town, prefecture, stranger):
        with pytest.raises(Http404):
            answer(scope, row.pk)


def test_a_link_is_taken_back_from_either_side(prefecture, site, former):
    row = link(prefecture, site.reference, Move(True, former.reference))
    remove(prefecture, former.reference, row.pk)
    assert seen(prefecture, site) == []
    link(prefecture, former.reference, Move(True, site.reference))  # no loop any more
    with pytest.raises(Http404):
        remove(prefecture, former.reference, row.pk)


def test_the_filter(prefecture, site, former):
    link(prefecture, site.reference, Move(True, former.reference))

    def filtered(value):
        asked = QueryDict(f"reinstallation={value}&statut=tous")
        return set(SiteFilter.read(asked, prefecture).apply(Site.objects.visible_to(prefecture)))

    assert filtered("recoit") == {site}
    assert filtered("origine") == {former}
    assert filtered("recoit,origine") == {site, former}
    with pytest.raises(ValidationError):
        filtered("ailleurs")


def test_the_pages(signed_in, prefecture, stranger, site, former, isere):
    agent, other = signed_in(prefecture), signed_in(stranger)
    address = reverse("site-reinstallations", args=[site.reference])
    assert former.reference in agent.get(address, {"q": "Ancien"}).text
    data = {
        "uuid": "7f1d5a70-0000-4000-8000-000000000002",
        "direction": "recoit",
        "other": former.reference.replace("-0", "-"),
        "people": 912,
    }
    page = agent.post(address, data, follow=True).text
    assert "Reçoit des personnes de" in page
    assert "912 personnes" in page
    asked = data | {
        "uuid": "7f1d5a70-0000-4000-8000-000000000003",
        "other": "",
        "departement": "38",
    }
    page = agent.post(address, asked, follow=True).text
    assert "La question est posée" in page
    requests = other.get(reverse("reinstallations")).text
    assert "Rhône" in requests
    page = requests[requests.index("<h1") : requests.index("</main")]
    assert site.reference not in page
    assert site.name not in page
    assert "912" not in re.sub("<[^>]*>", " ", page)  # the tokens of a form hold any number
    row = Reinstallation.objects.get(state=ReinstallationState.DEMANDEE)
    decide = reverse("reinstallation-answer", args=[row.pk])
    wrong = other.post(decide, {"decision": "lier", "other": "38-9999"})
    assert wrong.status_code == 400
    assert "Aucun site de ce département" in wrong.text
    assert other.post(decide, {"decision": "peut-être"}).status_code == 400
    other.post(decide, {"decision": "lier", "other": isere.reference})
    page = agent.get(reverse("site", args=[site.reference])).text
    assert "un site du département Isère" in page
    assert isere.reference not in page
    inbox = other.get(reverse("notifications")).text
    assert "Par le département Rhône" in inbox
    assert site.reference not in inbox


def test_the_api(signed_in, prefecture, site, former, isere):
    agent = signed_in(prefecture)
    address = reverse("api-reinstallations", args=[site.reference])
    body = {"direction": "recoit", "other": former.reference, "people": 4}
    made = agent.post(address, body, content_type="application/json")
    assert made.status_code == 201, made.text
    feature = agent.get(reverse("api-site", args=[site.reference])).json()["properties"]
    assert feature["reinstallations"] == [made.json()]
    hidden = body | {"other": isere.reference}
    refused = agent.post(address, hidden, content_type="application/json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["other"])


def test_one_query_however_many_links(prefecture, site, former, count_queries):
    link(prefecture, site.reference, Move(True, former.reference))
    with count_queries(1):
        seen(prefecture, site)
    for _ in range(4):
        link(prefecture, site.reference, Move(True, world.a_site(prefecture).reference))
    with count_queries(1):
        assert len(seen(prefecture, site)) == 5
