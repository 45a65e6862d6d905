"""The board of points d’attention and the page of an action, with and without htmx."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from journal import board
from journal.enums import AttentionAction, Audience, Severity, Topic
from journal.models import AttentionPoint, AttentionStep, Entry
from journal.services import move

URL = "/attention/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client_of):
    return lambda person, query="": client_of(person).get(URL + query)


def columns(response):
    """{column: the ids of its points}."""
    return {
        one.column.name: [card.point.pk for card in one.cards]
        for one, _ in response.context["columns"]
    }


def path(point, action):
    return f"{URL}{point.pk}/{action}/"


# The board


def test_points_stand_by_state_with_what_was_answered(page, raised, cast, scope):
    waiting, taken, treated, dropped, again = [raised() for _ in range(5)]
    move(scope(cast.owner), taken.pk, 1, AttentionAction.TAKE, "Vu avec la régie.")
    for point in (treated, again):
        move(scope(cast.owner), point.pk, 1, AttentionAction.TREAT)
    move(scope(cast.owner), dropped.pk, 1, AttentionAction.DROP, "Hors compétence.")
    move(scope(cast.mediator), again.pk, 2, AttentionAction.REOPEN, "Toujours à sec.")

    response = page(cast.owner)

    assert columns(response) == {
        "attente": [waiting.pk, again.pk],
        "en-cours": [taken.pk],
        "traites": [treated.pk],
        "sans-suite": [dropped.pk],
    }
    for words in ("Vu avec la régie.", "Hors compétence.", "Toujours à sec.", "Vénissieux"):
        assert words in response.text


def test_overdue_first_then_the_most_severe_then_the_oldest(page, raised, cast):
    young, old = raised(), raised()
    minor, urgent = raised(severity=Severity.INFORMATION), raised(severity=Severity.URGENT)
    late = raised(severity=Severity.INFORMATION, days=1)
    points = AttentionPoint.objects
    points.filter(pk=late.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    points.filter(pk=old.pk).update(raised_at=timezone.now() - timedelta(days=3))

    response = page(cast.owner)

    order = [one.pk for one in (late, urgent, old, young, minor)]
    assert columns(response)["attente"] == order
    assert "dépassée" in response.text


def test_who_may_be_addressed_begins_with_what_is_addressed_to_him(page, raised, cast, ville):
    ours, theirs = raised(cast.owner), raised(ville)

    assert columns(page(cast.owner))["attente"] == [ours.pk]
    assert columns(page(cast.owner, "?pour=tous"))["attente"] == [ours.pk, theirs.pk]
    assert columns(page(cast.mediator))["attente"] == [ours.pk, theirs.pk]
    assert columns(page(cast.mediator, "?pour=signales"))["attente"] == [ours.pk, theirs.pk]
    assert page(cast.owner, "?pour=signales").context["is_empty"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dans=commune-69259", True),
        ("dans=commune-69123", False),
        ("sujet=eau", True),
        ("sujet=incendie", False),
        ("gravite=urgent", True),
        ("gravite=information", False),
    ],
)
def test_the_filters(page, raised, cast, query, found):
    raised(topic=Topic.EAU, severity=Severity.URGENT)
    response = page(cast.owner, f"?{query}")
    assert response.context["is_empty"] is not found
    if not found:
        assert "Aucun point d’attention ne répond à ces filtres." in response.text


@pytest.mark.parametrize(
    "query",
    [
        "dans=commune-99999",
        "sujet=soif",
        "gravite=grave",
        "pour=moi",
        "etat=ouvert",
        "etat=attente&apres=x",
        "etat=attente&apres=1~2026~3~4",
        "etat=attente&apres=13~2026-11-23T10:00:00~5",
        "etat=attente&apres=%C2%B2~2026-11-23T10:00:00Z~5",
    ],
)
def test_what_is_wrong_is_a_400_with_words(page, cast, query):
    assert page(cast.owner, f"?{query}").status_code == 400


def test_an_empty_board_says_what_would_be_there(page, cast, ville, raised):
    assert "écrivant au journal d’un site" in page(cast.mediator).text
    raised(ville)
    response = page(cast.owner)
    assert "Aucun point d’attention n’est adressé à votre structure." in response.text
    assert 'href="?pour=tous"' in response.text


@pytest.mark.parametrize("state", ["signale", "traite"])
def test_a_long_column_is_read_page_by_page_and_each_card_once(
    page, raised, cast, monkeypatch, state
):
    monkeypatch.setattr(board, "BESIDE", 2)
    monkeypatch.setattr(board, "ALONE", 3)
    severities = [Severity.URGENT, Severity.INFORMATION, Severity.IMPORTANT] * 3
    made = {raised(severity=severity).pk for severity in severities[:8]}
    AttentionPoint.objects.update(state=state)
    name = "attente" if state == "signale" else "traites"

    first = page(cast.owner)
    assert len(columns(first)[name]) == 2
    ((column, query),) = [one for one in first.context["columns"] if one[0].column.name == name]
    assert column.count == 8
    seen = list(columns(first)[name])
    while column.after:
        response = page(cast.owner, f"?{query}")
        assert response.status_code == 200
        ((column, query),) = response.context["columns"]
        seen += [card.point.pk for card in column.cards]
    assert len(seen) == len(set(seen))
    assert set(seen) == made


@pytest.mark.parametrize("rows", [2, 7])
def test_the_number_of_queries_is_fixed(client_of, raised, cast, scope, count_queries, rows):
    for _ in range(rows):
        point = raised(cast.owner, cast.reader)
        move(scope(cast.owner), point.pk, 1, AttentionAction.TAKE)
    client = client_of(cast.owner)
    # person, scope, counts, cards, whom they ask, answers, departments
    with count_queries(7):
        client.get(URL)


def test_a_point_is_of_those_who_read_its_entry(page, raised, cast):
    raised(cast.reader, author=cast.reader, audience=Audience.SANTE, body="Deux cas de gale.")

    assert "Deux cas de gale." in page(cast.reader).text
    for person in (cast.owner, cast.mediator, cast.dihal, cast.neighbour):
        response = page(person, "?pour=tous")
        assert response.context["is_empty"]
        assert "gale" not in response.text


def test_the_menu_counts_what_waits_for_my_structure(client_of, raised, cast, scope, ville):
    first, _, _ = raised(), raised(), raised(ville)

    def waiting(person):
        return client_of(person).get("/notifications/compte/").json()["attention"]

    assert [waiting(one) for one in (cast.owner, cast.mediator, cast.neighbour)] == [2, 0, 0]
    move(scope(cast.owner), first.pk, 1, AttentionAction.TAKE)
    assert waiting(cast.owner) == 1


# Acting


def test_without_javascript_a_page_asks_and_leads_back_to_the_board(client_of, raised, cast):
    point = raised()
    client = client_of(cast.owner)
    address = path(point, "prendre-en-compte")

    asked = client.get(f"{address}?retour=sujet%3Deau%26pour%3Dtous")
    assert "La borne est à sec." in asked.text
    assert 'name="version" value="1"' in asked.text
    sent = {"version": 1, "word": "Demain.", "retour": "sujet=eau&pour=tous"}
    answer = client.post(address, sent)

    there = urlsplit(answer["Location"])
    assert there.path == URL
    assert parse_qs(there.query) == {"sujet": ["eau"], "pour": ["tous"]}
    assert "Le point est pris en compte." in client.get(answer["Location"]).text
    assert AttentionStep.objects.get().word == "Demain."


def test_from_a_journal_it_leads_back_to_the_entry(client_of, raised, cast, site):
    point = raised()
    answer = client_of(cast.owner).post(path(point, "traiter"), {"version": 1, "word": ""})
    number = point.entry_id
    there = f"/sites/{site.reference}/journal/?message={number}#message-{number}"
    assert answer["Location"] == there


def test_with_htmx_the_board_comes_back_with_the_card_in_its_column(client_of, raised, cast):
    point = raised()
    client = client_of(cast.owner)
    form = client.get(f"{path(point, 'prendre-en-compte')}?retour=", headers=HTMX)
    assert 'hx-target="#board"' in form.text
    assert "<html" not in form.text

    sent = {"version": 1, "word": "Demain.", "retour": ""}
    answer = client.post(path(point, "prendre-en-compte"), sent, headers=HTMX)

    assert columns(answer)["en-cours"] == [point.pk]
    assert "<html" not in answer.text
    assert "inbox:changed" in answer["HX-Trigger"]


def test_with_htmx_in_a_journal_the_point_alone_comes_back(client_of, raised, cast):
    point = raised()
    sent = {"version": 1, "word": "Demain."}
    answer = client_of(cast.owner).post(path(point, "prendre-en-compte"), sent, headers=HTMX)

    assert f'id="point-{point.pk}"' in answer.text
    assert 'id="board"' not in answer.text
    assert "Demain." in answer.text
    assert "Marquer traité" in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_reason_that_lacks_is_asked_for_at_its_field(client_of, raised, cast, headers):
    point = raised()
    answer = client_of(cast.owner).post(
        path(point, "classer"), {"version": 1, "word": " "}, headers=headers
    )

    assert answer.status_code == (422 if headers else 400)
    assert "Dites pourquoi ce point reste sans suite." in answer.text
    assert not AttentionStep.objects.exists()
    if headers:
        assert answer["HX-Retarget"] == f"#point-{point.pk}-act"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_comes_second_is_told_and_keeps_his_words(client_of, raised, cast, scope, headers):
    point = raised()
    move(scope(cast.colleague), point.pk, 1, AttentionAction.TAKE, "Déjà vu.")
    sent = {"version": 1, "word": "Réparé ce matin."}
    answer = client_of(cast.owner).post(path(point, "traiter"), sent, headers=headers)

    assert answer.status_code == (422 if headers else 409)
    assert "entre-temps pris en compte" in answer.text
    assert cast.colleague.user.get_full_name() in answer.text
    assert "Réparé ce matin." in answer.text
    assert 'name="version" value="2"' in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_can_no_longer_be_done_is_told_without_a_form(client_of, raised, cast, scope, headers):
    point = raised()
    move(scope(cast.colleague), point.pk, 1, AttentionAction.TAKE)
    client = client_of(cast.owner)

    answer = client.post(
        path(point, "prendre-en-compte"), {"version": 1, "word": ""}, headers=headers
    )
    assert answer.status_code == (422 if headers else 409)
    assert 'name="version"' not in answer.text
    late = client.get(path(point, "prendre-en-compte"))
    assert "n’est plus possible : ce point est pris en compte" in late.text


def test_who_is_not_asked_is_refused_and_who_does_not_read_finds_nothing(client_of, raised, cast):
    point = raised()
    for person, status in ((cast.reader, 403), (cast.mediator, 403), (cast.neighbour, 404)):
        assert client_of(person).get(path(point, "traiter")).status_code == status
        sent = {"version": 1, "word": "Fait."}
        assert client_of(person).post(path(point, "traiter"), sent).status_code == status
    assert client_of(cast.owner).get(f"{URL}{point.pk}/effacer/").status_code == 404


def test_a_wrong_way_back_leads_to_the_whole_board(client_of, raised, cast):
    point = raised()
    sent = {"version": 1, "word": "", "retour": "sujet=soif&x=https://ailleurs.example"}
    answer = client_of(cast.owner).post(path(point, "traiter"), sent)
    assert answer["Location"] == f"{URL}?"


def test_the_points_of_entries_are_given_to_who_shows_them(raised, cast, scope, count_queries):
    points = [raised() for _ in range(3)]
    raised(cast.reader, author=cast.reader, audience=Audience.SANTE)
    mine = scope(cast.owner)
    entries = list(Entry.objects.visible_to(mine).with_points())
    with count_queries(2):
        cards = board.of_entries(mine, entries)
    assert {entry: card.point.pk for entry, card in cards.items()} == {
        point.entry_id: point.pk for point in points
    }
    assert all(AttentionAction.TAKE in card.actions for card in cards.values())
