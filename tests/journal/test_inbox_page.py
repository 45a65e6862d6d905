"""`/notifications/` and the bell: who sees which row, what it says, where it leads."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.services import scope_of
from journal import inbox, keys
from journal.enums import AttentionEvent, Audience, EntryEvent, Reason, Severity, Topic
from journal.models import AttentionPoint, Delivery, Notification
from tests.journal.telling import told

URL = "/notifications/"
COUNT = "/notifications/compte/"
HTMX = {"HX-Request": "true"}


pytestmark = pytest.mark.usefixtures("nothing_else_is_told")


@pytest.fixture
def row(cast, site):
    return told(cast.reader, site, cast.owner, body="Deux robinets <b>cassés</b>", mail=True)


@pytest.fixture
def reader(client_of, cast):
    return client_of(cast.reader)


def test_a_row_says_what_who_where_and_why(reader, cast, row, site):
    text = reader.get(URL).text
    for words in (
        "Nouveau message",
        site.reference,
        "Vénissieux",
        str(cast.owner.user),
        cast.owner.organisation.short_name,
        "Deux robinets &lt;b&gt;cassés&lt;/b&gt;",
        "Vous suivez ce site.",
        "Non lue",
        "Aujourd’hui",
    ):
        assert words in text


def test_nobody_else_sees_it(client_of, cast, row):
    for person in (cast.owner, cast.mediator, cast.neighbour, cast.stranger, cast.dihal):
        assert "robinets" not in client_of(person).get(URL).text
        for path in (f"{URL}{row.pk}/", f"{URL}{row.pk}/lue/"):
            assert client_of(person).get(path).status_code in {404, 405}
            assert client_of(person).post(path, {"lu": "oui"}).status_code in {404, 405}
    assert Notification.objects.get().read_at is None
    assert client_of(None).get(URL).status_code == 302


@pytest.mark.parametrize("path", [URL, COUNT])
def test_what_an_audience_hides_today_is_neither_shown_nor_counted(client_of, cast, site, path):
    row = told(cast.mediator, site, cast.reader, body="Canari-santé")
    mediator = client_of(cast.mediator)
    before = mediator.get(path).text
    row.entry.audience = Audience.SANTE
    row.entry.save()
    after = mediator.get(path).text
    assert "Canari-santé" not in after
    if path == COUNT:
        assert (json.loads(before)["count"], json.loads(after)["count"]) == (1, 0)


def test_following_it_reads_it_and_leads_to_the_entry(reader, row, site):
    answer = reader.get(f"{URL}{row.pk}/")
    journal = reverse("journal-post", args=[site.reference])
    entry = row.entry_id
    assert answer["Location"] == f"{journal}?message={entry}#message-{entry}"
    assert Notification.objects.get().read_at
    assert Delivery.objects.get().state == "annule"


def test_a_point_says_its_topic_and_that_it_is_urgent(reader, cast, site, row):
    point = told(cast.reader, site, cast.owner, kind=AttentionEvent.RAISED, reason=Reason.ADDRESSED)
    AttentionPoint.objects.create(
        entry=point.entry,
        site=site,
        author=cast.owner,
        topic=Topic.EAU,
        severity=Severity.URGENT,
    )
    text = reader.get(URL).text
    assert "Point d’attention signalé : eau" in text
    assert "Urgent</span>" in text
    assert "adressé à votre structure" in text


@pytest.mark.parametrize("kind", [*EntryEvent.values, *AttentionEvent.values, "site.closed"])
def test_every_kind_of_event_is_a_row(client_of, cast, site, kind):
    """Read by the author, whom each of them may concern."""
    told(cast.owner, site, cast.owner, kind=kind, facts={"reminder": "24h"})
    answer = client_of(cast.owner).get(URL)
    assert answer.status_code == 200
    assert "⚠" not in answer.text
    assert answer.text.count('class="notice ') == 1


def test_marking_with_htmx_gives_the_row_and_wakes_the_bell(reader, row):
    answer = reader.post(f"{URL}{row.pk}/lue/", {"lu": "oui"}, headers=HTMX)
    assert answer["HX-Trigger"] == "inbox:changed"
    assert "Marquer comme non lue" in answer.text
    assert "<html" not in answer.text
    reader.post(f"{URL}{row.pk}/lue/", {"lu": "non"}, headers=HTMX)
    assert Notification.objects.get().read_at is None


def test_without_javascript_it_leads_back(reader, row):
    assert reader.post(f"{URL}{row.pk}/lue/", {"lu": "oui"})["Location"] == URL
    assert reader.post(f"{URL}{row.pk}/lue/", {"lu": "peut-être"}).status_code == 400


def test_all_read_then_undone(reader, row):
    until = keys.written(timezone.now())
    page = reader.post(f"{URL}lues/", {"jusqua": until}, follow=True)
    assert "Tout est marqué comme lu" in page.text
    assert Notification.objects.get().read_at
    instant = page.context["undo"]
    reader.post(f"{URL}lues/", {"annuler": instant})
    assert Notification.objects.get().read_at is None
    for wrong in ({}, {"jusqua": "hier"}, {"annuler": "hier"}):
        assert reader.post(f"{URL}lues/", wrong).status_code == 400


def test_filters_and_empty_states(reader, cast, row):
    assert "robinets" in reader.get(URL, {"voir": "non-lues"}).text
    assert "robinets" in reader.get(URL, {"motif": "suivi"}).text
    assert "Aucune notification avec ces filtres" in reader.get(URL, {"motif": "mention"}).text
    reader.get(f"{URL}{row.pk}/")
    assert "Vous avez tout lu" in reader.get(URL, {"voir": "non-lues"}).text
    Notification.objects.all().update(in_inbox=False)
    assert "Aucune notification pour le moment" in reader.get(URL).text
    for wrong in ({"voir": "x"}, {"motif": "x"}, {"avant": "x"}, {"lues": "x"}):
        answer = reader.get(URL, wrong)
        assert answer.status_code == 400
        assert next(iter(wrong)) in answer.text


def test_pages(reader, cast, site, row, monkeypatch):
    monkeypatch.setattr(inbox, "PER_PAGE", 1)
    told(cast.reader, site, cast.owner, body="Plus ancien", ago=90)
    first = reader.get(URL)
    assert "Plus ancien<" not in first.text
    second = reader.get(URL, {"avant": first.context["older"]})
    assert "Plus ancien" in second.text
    assert "robinets" not in second.text
    assert "Les plus récentes" in second.text


def test_the_bell_s_count_in_words(reader, cast, site, row):
    assert reader.get(COUNT).json() == {
        "count": 1,
        "shown": "1",
        "words": "1 non lue",
        "new": 0,
        "attention": 0,
    }
    told(cast.reader, site, cast.owner)
    since = str(inbox.key_of(row))
    assert reader.get(COUNT, {"depuis": since}).json()["new"] == 1
    assert reader.get(COUNT).json()["words"] == "2 non lues"
    assert reader.get(COUNT, {"depuis": "x"}).status_code == 400


def test_the_bell_hears_304_while_nothing_moves(reader, cast, site, row):
    tag = reader.get(COUNT)["ETag"]
    assert reader.get(COUNT, headers={"If-None-Match": tag}).status_code == 304
    told(cast.reader, site, cast.owner)
    assert reader.get(COUNT, headers={"If-None-Match": tag}).status_code == 200


def test_a_lost_session_answers_the_bell_with_nothing(client, db):
    answer = client.get(COUNT, headers=HTMX)
    assert answer.status_code == 204
    assert "HX-Redirect" in answer


@pytest.mark.parametrize(("path", "queries"), [(COUNT, 4), (URL, 4)])
@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(reader, cast, site, count_queries, path, queries, rows):
    """The person, the scope; then the count and the points that wait, or the count and the rows."""
    for _ in range(rows):
        told(cast.reader, site, cast.owner)
    reader.get(path)
    with count_queries(queries):
        reader.get(path)


def test_the_bell_stands_on_every_page_of_a_member_twice(client_of, cast):
    from tests.factories import UserFactory

    text = client_of(cast.owner).get("/annuaire/").text
    assert text.count("data-bell>") == 2
    assert text.count("data-bell-said") == 1
    assert "data-bell" not in client_of(UserFactory()).get("/profil/").text


def test_another_structure_has_another_inbox(client_of, cast, site, row):
    from tests.factories import MembershipFactory

    hat = MembershipFactory(user=cast.reader.user, organisation=cast.mediator.organisation)
    told(hat, site, cast.owner, body="Pour l’association")
    assert scope_of(cast.reader.user, hat.pk).membership_id == hat.pk
    client = client_of(cast.reader)
    assert "Pour l’association" not in client.get(URL).text
    client.post("/profil/appartenance/", {"membership": hat.pk})
    assert "Pour l’association" in client.get(URL).text
    assert "robinets" not in client.get(URL).text
