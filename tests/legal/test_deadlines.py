"""The deadlines of one's scope: page, reminders, calendar by token."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from actors.enums import Ability, ExceptionState
from actors.models import AccessToken, Membership
from actors.services.tokens import make_token, revoke
from journal.models import Notification
from legal import calendar, services
from legal.deadlines import deadlines
from legal.enums import LegalEvent
from legal.models import Reminder, Step
from sites.models import Event
from tests.factories import ExceptionalRightFactory
from tests.legal.conftest import scope
from tests.legal.planting import step_values


def due_in(step, days):
    Step.objects.filter(pk=step.pk).update(deadline=timezone.localdate() + timedelta(days=days))


def reminded():
    return list(Event.objects.filter(kind=LegalEvent.DEADLINE).order_by("pk"))


@pytest.mark.parametrize(
    ("days", "said"), [(45, []), (30, [30]), (8, [30]), (7, [7]), (1, [1]), (0, [1]), (-1, [])]
)
def test_each_deadline_is_told_once_at_its_time(planted, days, said):
    due_in(planted.step, days)
    services.remind()
    services.remind()
    assert [event.facts["days"] for event in reminded()] == said
    assert Reminder.objects.count() == len(said)


def test_it_is_told_again_as_it_comes_nearer_and_when_it_moves(planted):
    for days in (30, 7, 1):
        due_in(planted.step, days)
        Reminder.objects.update(deadline=timezone.localdate() + timedelta(days=days))
        services.remind()
    assert [event.facts["days"] for event in reminded()] == [30, 7, 1]
    due_in(planted.step, 20)
    services.remind()
    assert [event.facts["days"] for event in reminded()] == [30, 7, 1, 30]


def test_what_is_met_or_removed_is_told_no_more(planted):
    Step.objects.update(met_on=timezone.localdate())
    assert services.remind() == 0
    Step.objects.update(met_on=None)
    planted.procedure.removed_at = timezone.now()
    planted.procedure.save()
    assert services.remind() == 0


def test_those_who_read_procedures_are_told_and_nobody_else(cast, planted):
    due_in(planted.step, 7)
    services.remind()
    (event,) = reminded()
    told = Notification.objects.filter(event=event).values_list("recipient", flat=True)
    assert {cast.owner.pk, cast.colleague.pk} <= set(told)
    assert not {cast.reader.pk, cast.mediator.pk, cast.neighbour.pk} & set(told)


@pytest.mark.parametrize("role", ["reader", "mediator", "neighbour", "stranger"])
def test_events_are_no_news_to_who_does_not_read_them(cast, planted, role):
    services.remind()
    seen = Event.objects.visible_to(scope(getattr(cast, role)))
    kinds = set(seen.filter(kind__startswith="legal.").values_list("kind", flat=True))
    assert kinds == ({LegalEvent.EVACUATION} if role == "reader" else set())
    mine = Event.objects.visible_to(scope(cast.owner)).filter(kind__startswith="legal.")
    assert mine.count() == 5


def test_the_page_lists_the_overdue_first(client_of, cast, site, planted):
    due_in(planted.step, -3)
    page = client_of(cast.owner).get("/echeances/").text
    assert site.reference in page
    assert "en retard" in page
    assert "Signifier" in page


@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, site, planted, count_queries, rows):
    for number in range(rows):
        services.save_step(
            scope(cast.owner),
            site.reference,
            step_values(kind="autre", deadline=timezone.localdate(), to_do=f"Acte {number}"),
            procedure=planted.procedure.pk,
        )
    client = client_of(cast.owner)
    client.get("/echeances/")
    # person, scope, departments, count, page, reads
    with count_queries(6):
        client.get("/echeances/")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("quand=7", 1),
        ("quand=retard", 0),
        ("nature=decision", 1),
        ("nature=appel", 0),
        ("dans=69", 1),
        ("procedure=judiciaire", 1),
        ("procedure=insalubrite", 0),
    ],
)
def test_it_is_filtered(client_of, cast, planted, query, count):
    answer = client_of(cast.owner).get(f"/echeances/?{query}")
    assert answer.context["page"].paginator.count == count


@pytest.mark.parametrize("query", ["quand=demain", "nature=x", "dans=99", "page=0", "page=9"])
def test_a_wrong_filter_is_a_400(client_of, cast, planted, query):
    assert client_of(cast.owner).get(f"/echeances/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("query", "label"), [("dans=93", "Département"), ("nature=x", "Étape"), ("page=x", "Page")]
)
def test_a_wrong_filter_goes_by_its_label(client_of, cast, planted, query, label):
    page = client_of(cast.owner).get(f"/echeances/?{query}&quand=")
    assert f"<strong>{label}</strong>" in page.text
    assert 'href="/echeances/?quand="' in page.text
    assert "Aucune échéance n’est montrée" in page.text


def test_an_exception_opens_its_department_alone(world, cast, planted):
    mediator = cast.mediator
    granted = {"asked_by": mediator, "ability": Ability.VIEW_LEGAL, "decided_by": cast.owner}
    granted |= {"state": ExceptionState.GRANTED}
    right = ExceptionalRightFactory(**granted, territory=world.saone_et_loire)
    assert not deadlines(scope(mediator)).exists()
    right.territory = world.rhone
    right.save()
    assert deadlines(scope(mediator)).count() == 1


@pytest.fixture
def feed(client_of, cast, planted):
    row, token = make_token(scope(cast.owner), calendar.PURPOSE, "Agenda")
    return row, lambda: client_of(None).get(f"/echeances/{token}.ics")


def test_the_calendar_holds_reference_kind_and_date_alone(feed, site, planted):
    row, get = feed
    answer = get()
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.text.replace("\r\n ", "")
    assert f"SUMMARY:{site.reference} · Décision rendue" in text
    day = timezone.localdate() + timedelta(days=6)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in text
    assert not any(word in text for word in (*planted.secrets, planted.evacuation, site.name))
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    row.refresh_from_db()
    assert row.last_used_at


def test_only_the_hash_of_a_token_is_kept(cast):
    row, token = make_token(scope(cast.owner), calendar.PURPOSE, "Agenda")
    assert token not in str(AccessToken.objects.filter(pk=row.pk).values())


def _revoked(row, cast):
    revoke(row)


def _expired(row, cast):
    AccessToken.objects.update(expires_at=timezone.now())


def _of_another_purpose(row, cast):
    AccessToken.objects.update(purpose="sig")


def _membership_ended(row, cast):
    Membership.objects.filter(pk=cast.owner.pk).update(during=("2020-01-01", "2021-01-01"))


def _without_right(row, cast):
    cast.owner.organisation.kind = "education"
    cast.owner.organisation.save()


@pytest.mark.parametrize(
    "end", [_revoked, _expired, _of_another_purpose, _membership_ended, _without_right]
)
def test_a_dead_token_is_like_one_that_never_was(client_of, feed, cast, end):
    row, get = feed
    end(row, cast)
    dead, never = get(), client_of(None).get("/echeances/jamais.ics")
    assert dead.status_code == never.status_code == 404
    assert dead.headers.get("WWW-Authenticate") is None


@pytest.mark.parametrize("role", ["reader", "mediator"])
def test_who_does_not_read_deadlines_makes_no_calendar(cast, role):
    with pytest.raises(PermissionDenied):
        make_token(scope(getattr(cast, role)), calendar.PURPOSE, "Agenda")


def test_a_token_is_shown_once(client_of, cast):
    client = client_of(cast.owner)
    made = client.post("/profil/jetons/", {"purpose": "calendrier", "name": "Bureau"})
    address = made.context["address"]
    assert address in made.text
    again = client.get("/profil/jetons/")
    assert address not in again.text
    assert "Bureau" in again.text
    path = address[address.index("/echeances") :]
    assert client.get(path).status_code == 200
    client.post(f"/profil/jetons/{AccessToken.objects.get().pk}/fin/")
    assert client.get(path).status_code == 404
