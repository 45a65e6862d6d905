"""Saved views: one's own, those of one's structure, and nobody else's."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from psycopg.types.range import DateRange

from actors.services import scope_of
from layers import services
from layers.enums import ViewPage
from layers.models import SavedView
from tests.factories import MembershipFactory

URL = "/vues/"
HTMX = {"HX-Request": "true"}
GIVEN = {"name": "Sans eau", "page": "carte", "query": "eau=mauvais", "position": "11/45.75/4.85"}


def scope(person):
    return scope_of(person.user, person.pk)


@pytest.fixture
def a_view(world):
    """`a_view(membership, …)`: saved by that person, in the list."""

    def make(person, name="Sans eau", **values):
        values = {"page": ViewPage.LIST, "query": "eau=mauvais"} | values
        return services.save_view(scope(person), name=name, **values)

    return make


def names(response):
    return [view.name for view, _ in response.context["mine"] + response.context["others"]]


def shown(response):
    """The page without what changes at each answer."""
    return re.sub(r'(nonce|value|hx-headers|data-until)=("[^"]*"|\'[^\']*\')', "", response.text)


def test_saved_it_is_found_again_in_words(client_of, cast):
    client = client_of(cast.owner)
    saved = client.post(URL, GIVEN | {"query": "dans=commune-69259&eau=mauvais&couleur=eau"})

    page = client.get(URL)
    view = SavedView.objects.get()
    assert saved.status_code == 302
    assert saved["Location"] == reverse("saved-view", args=[view.uuid])
    assert names(page) == ["Sans eau"]
    assert "Territoire : Vénissieux · Eau : Mauvais" in page.text
    assert view.owner == cast.owner
    assert not view.shared


def test_opened_it_leads_to_what_was_shown(client_of, cast):
    client = client_of(cast.owner)
    query = "eau=mauvais&site=69-0001&couleur=eau&vue=x&page=3"
    opened = client.post(URL, GIVEN | {"query": query}, follow=True)

    uuid = SavedView.objects.get().uuid
    address, status = opened.redirect_chain[-1]
    assert status == 302
    assert address == f"/carte/?eau=mauvais&couleur=eau&vue={uuid}#11/45.75/4.85"
    assert opened.status_code == 200


def test_a_view_of_the_list_keeps_its_order_and_no_position(client_of, cast):
    client = client_of(cast.owner)
    query = {"page": "liste", "query": "tri=personnes&statut=ferme&apres=x&retenir=oui"}
    opened = client.post(URL, GIVEN | query, follow=True)

    uuid = SavedView.objects.get().uuid
    assert opened.redirect_chain[-1][0] == f"/sites/?statut=ferme&tri=personnes&vue={uuid}"
    assert "La vue « Sans eau » est enregistrée." in opened.text


def test_shared_it_is_the_structures_and_nobody_elses(client_of, cast, a_view):
    a_view(cast.owner, "À moi seule")
    shared = a_view(cast.owner, "Partagée", shared=True)
    seen = {
        role: names(client_of(person).get(URL)) for role, person in vars(cast).items() if person
    }
    opened = {
        role: client_of(person).get(reverse("saved-view", args=[shared.uuid])).status_code
        for role, person in vars(cast).items()
    }

    assert seen.pop("owner") == ["À moi seule", "Partagée"]
    assert seen.pop("colleague") == ["Partagée"]
    assert set(map(tuple, seen.values())) == {()}
    assert (opened.pop("owner"), opened.pop("colleague"), opened.pop("anonymous")) == (302,) * 3
    assert set(opened.values()) == {404}


def test_of_another_structure_and_unknown_read_alike(client_of, cast, a_view):
    view = a_view(cast.owner, shared=True)
    path = reverse("saved-view", args=[view.uuid])
    client = client_of(cast.neighbour)
    there = client.get(path)
    view.delete()

    assert there.status_code == 404
    assert shown(client.get(path)) == shown(there)


def test_no_longer_shared_it_is_gone_at_once(client_of, cast, a_view):
    view = a_view(cast.owner, shared=True)
    path = reverse("saved-view", args=[view.uuid])
    answer = client_of(cast.owner).post(f"{path}modifier/", {"name": view.name}, follow=True)

    assert "de nouveau à vous seul" in answer.text
    assert client_of(cast.colleague).get(path).status_code == 404
    assert names(client_of(cast.colleague).get(URL)) == []


@pytest.mark.parametrize("gone", ["membership", "account"])
def test_of_one_who_has_left_the_structure_finds_nothing(client_of, cast, a_view, gone):
    view = a_view(cast.owner, shared=True)
    if gone == "membership":
        cast.owner.during = DateRange(date(2026, 1, 1), date(2026, 2, 1))
        cast.owner.save()
    else:
        cast.owner.user.is_active = False
        cast.owner.user.save()

    assert names(client_of(cast.colleague).get(URL)) == []
    assert not SavedView.objects.visible_to(scope(cast.colleague)).filter(pk=view.pk).exists()


def test_another_membership_of_the_same_person_has_its_own(cast, a_view, world):
    view = a_view(cast.owner)
    other = MembershipFactory(user=cast.owner.user, organisation=cast.neighbour.organisation)

    assert view in SavedView.objects.visible_to(scope(cast.owner))
    assert not SavedView.objects.visible_to(scope_of(cast.owner.user, other.pk)).exists()


def test_renamed_and_shared_by_its_owner_alone(client_of, cast, a_view):
    view = a_view(cast.owner, shared=True)
    path = reverse("saved-view-change", args=[view.uuid])
    refused = client_of(cast.colleague).post(path, {"name": "Prise"})
    client_of(cast.owner).post(path, {"name": "  Sans   eau ni toilettes ", "shared": "on"})

    view.refresh_from_db()
    assert refused.status_code == 403
    assert (view.name, view.shared) == ("Sans eau ni toilettes", True)
    with pytest.raises(PermissionDenied):
        services.change_view(scope(cast.colleague), view, name="Prise", shared=False)


def test_deleted_after_a_question_by_its_owner_alone(client_of, cast, a_view):
    view = a_view(cast.owner, shared=True)
    path = reverse("saved-view-delete", args=[view.uuid])
    assert client_of(cast.colleague).post(path).status_code == 403
    with pytest.raises(PermissionDenied):
        services.delete_view(scope(cast.colleague), view)
    question = client_of(cast.owner).get(path)

    assert "ne la trouveront plus" in question.text
    assert SavedView.objects.exists()
    assert client_of(cast.owner).post(path).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Donnez un nom"),
        ("name", " \t ", "Donnez un nom"),
        ("name", "a" * 81, "80"),
        ("name", "a\0b", "nul"),
        ("page", "annuaire", "annuaire"),
        ("query", "eau=tiede", "Eau : « tiede » n’est pas un choix"),
        ("query", "inconnu=moi", "inconnu : Ce filtre n’existe pas."),
        ("query", "dans=departement-00", "Aucun territoire ne s’appelle"),
        ("query", "texte=a&texte=b", "donné deux fois"),
        ("query", "couleur=eau&couleur=maj", "donné deux fois"),
        ("query", "couleur=<script>", "Ce réglage n’existe pas."),
        ("query", "texte=%00", "100 caractères au plus"),
        ("query", "a=1&" * 2000, ""),
        ("query", "x" * 20_001, "20000"),
        ("position", "ici", "zoom/latitude/longitude"),
        ("position", "40/45/4", "zoom/latitude/longitude"),
        ("position", "11/95.0/4.0", "zoom/latitude/longitude"),
        ("position", "11/nan/4.0", "zoom/latitude/longitude"),
    ],
)
def test_bad_input_is_told_at_its_field(client_of, cast, field, value, words):
    for headers, status in (({}, 400), (HTMX, 422)):
        response = client_of(cast.owner).post(URL, GIVEN | {field: value}, headers=headers)
        assert response.status_code in {status, 400}
        assert words in response.text
    assert not SavedView.objects.exists()


def test_a_name_is_had_once_and_may_be_replaced(client_of, cast, a_view):
    view = a_view(cast.owner, shared=True)
    client = client_of(cast.owner)
    refused = client.post(URL, GIVEN)

    assert refused.status_code == 400
    assert "Vous avez déjà une vue de ce nom." in refused.text
    assert 'name="replace"' in refused.text
    assert client.post(URL, GIVEN | {"replace": "on"}).status_code == 302
    view.refresh_from_db()
    assert (view.page, view.position, view.shared) == ("carte", "11/45.75/4.85", False)
    other = a_view(cast.owner, "Autre")
    taken = client.post(reverse("saved-view-change", args=[other.uuid]), {"name": "Sans eau"})
    assert (taken.status_code, "déjà une vue de ce nom" in taken.text) == (400, True)
    assert a_view(cast.colleague).name == "Sans eau"


def test_the_database_keeps_names_apart(cast, a_view):
    a_view(cast.owner)
    with pytest.raises(IntegrityError, match="view_name_once_by_owner"), transaction.atomic():
        SavedView.objects.create(owner=cast.owner, name="Sans eau", page=ViewPage.MAP)


def test_a_person_keeps_no_more_than_so_many(cast, a_view, monkeypatch):
    monkeypatch.setattr(services, "MOST_VIEWS", 2)
    a_view(cast.owner, "Une")
    a_view(cast.owner, "Deux")

    with pytest.raises(ValidationError, match="Vous avez déjà 2 vues"):
        a_view(cast.owner, "Trois")
    assert a_view(cast.owner, "Deux", replace=True)


def test_htmx_has_the_fold_again(client_of, cast):
    response = client_of(cast.owner).post(URL, GIVEN, headers=HTMX)

    assert response.status_code == 200
    assert "<html" not in response.text
    assert "La vue «&nbsp;Sans eau&nbsp;» est enregistrée." in response.text
    assert "data-views open" in response.text


@pytest.mark.parametrize("url", ["/carte/", "/sites/"])
def test_map_and_list_lead_to_the_views(client_of, cast, a_view, url):
    mine, theirs = a_view(cast.owner, "La mienne"), a_view(cast.colleague, "La sienne", shared=True)
    a_view(cast.colleague, "À elle seule")
    text = client_of(cast.owner).get(url, {"statut": "ouvert,ferme"}).text

    assert all(f"/vues/{view.uuid}/" in text for view in (mine, theirs))
    assert "À elle seule" not in text
    assert 'name="query" value="statut=ouvert,ferme"' in text


@pytest.mark.parametrize("rows", [3, 8])
@pytest.mark.parametrize(("url", "queries"), [(URL, 3), ("/carte/", 9)])
def test_the_number_of_queries_is_fixed(client_of, cast, a_view, count_queries, rows, url, queries):
    for number in range(rows):
        a_view(cast.owner, f"Vue {number}", query="dans=commune-69259")
        a_view(cast.colleague, f"Vue {number}", query="dans=commune-69123", shared=True)
    client = client_of(cast.owner)
    with count_queries(queries):
        client.get(url)
