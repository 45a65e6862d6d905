"""Links of reinstallation: what another department asks is answered, a link is taken back."""

import pytest

from actors.services import scope_of
from sites.models import Reinstallation
from sites.services.reinstalling import Move, link
from tests.factories import SiteFactory
from tests.layers.shapes import a_uuid
from tests.layers.test_bad_input import refused

pytestmark = pytest.mark.django_db
WAITING = "/api/reinstallations/"


@pytest.fixture
def theirs(world, cast):
    """A site of the other department, which the préfecture of the Rhône does not see."""
    name, street = "Camp Canari-Jonquille", "12 impasse Canari-Jonquille"
    return SiteFactory(commune=world.macon, declared_by=cast.neighbour, name=name, address=street)


@pytest.fixture
def ask(cast, theirs):
    """`ask(…)`: what its préfecture asks of the Rhône."""
    scope = scope_of(cast.neighbour.user)

    def make(receives=True, **values):
        move = Move(receives, departement="69", people=4321, households=1234, **values)
        return link(scope, theirs.reference, move)

    return make


def links_of(person, site):
    return person.get(f"/api/sites/{site.reference}/reinstallations/").json()


def test_a_request_tells_of_the_other_department_and_of_nothing_else(api, cast, ask, theirs):
    left, came = ask(receives=False), ask()
    answer = api(cast.owner).get(WAITING)
    first, second = answer.json()["results"]
    assert first == {
        "id": came.pk,
        "direction": "origine",
        "departement": {"code": "71", "name": "Saône-et-Loire"},
        "asked": {"code": "69", "name": "Rhône"},
        "asked_on": first["asked_on"],
        "moved_on": None,
    }
    assert (second["id"], second["direction"]) == (left.pk, "recoit")
    assert len(first["asked_on"]) == len("2026-11-20")  # the day, as on the page
    for word in (theirs.reference, "Canari", "Mâcon", "4321", "1234", str(theirs.uuid)):
        assert word not in answer.text


def test_it_waits_for_those_who_confirm_the_sites_of_that_department(api, cast, ask):
    row = ask()
    for person in (cast.owner, cast.colleague, cast.dihal):
        assert [one["id"] for one in api(person).get(WAITING).json()["results"]] == [row.pk]
    for person in (cast.reader, cast.mediator, cast.neighbour, cast.stranger):
        assert api(person).get(WAITING).json()["results"] == []
        for path in (f"{WAITING}{row.pk}/", f"{WAITING}{row.pk + 1}/", f"{WAITING}{2**70}/"):
            refused(api(person).post(path, {"decision": "ecarter"}), 404, None, "territoire")
            assert api(person).post(path, {}).status_code == 404
    assert api(cast.anonymous).get(WAITING).status_code == 401


@pytest.mark.parametrize("typed", [str, lambda reference: f" {reference.replace('-0', '-')} "])
def test_a_site_is_designated_and_neither_side_reads_the_other(api, cast, site, theirs, ask, typed):
    owner, row = api(cast.owner), ask()
    body = {"decision": "lier", "other": typed(site.reference)}
    answer = owner.post(f"{WAITING}{row.pk}/", body)
    assert (answer.status_code, answer.content) == (204, b""), answer.text
    (mine,), (other,) = links_of(owner, site), links_of(api(cast.neighbour), theirs)
    for one, code in ((mine, "71"), (other, "69")):
        assert (one["state"], one["reference"], one["people"]) == ("liee", None, None)
        assert one["departement"]["code"] == code
    assert owner.get(WAITING).json()["results"] == []
    assert owner.post(f"{WAITING}{row.pk}/", body).status_code == 404


def test_declined_the_asker_reads_it(api, cast, theirs, ask):
    row = ask()
    answer = api(cast.owner).post(f"{WAITING}{row.pk}/", {"decision": "ecarter"})
    assert (answer.status_code, answer.content) == (204, b"")
    (one,) = links_of(api(cast.neighbour), theirs)
    assert one["state"] == "ecartee"


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "decision", "obligatoire"),
        ({"decision": "peut-être"}, "decision", "choix"),
        ({"decision": "lier"}, "other", "référence d’un de vos sites"),
        ({"decision": "lier", "other": " "}, "other", "référence d’un de vos sites"),
        ({"decision": "lier", "other": "69-9999"}, "other", "Aucun site de ce département"),
        ({"decision": "lier", "other": "6" * 21}, "other", "20"),
        ({"decision": "lier", "other": "69\0"}, "other", "nul"),
        ({"decision": "lier", "autre": "69-0001"}, "autre", "n’existe pas"),
        ([], "__all__", "dictionnaire"),
    ],
)
def test_a_wrong_answer_is_named_and_the_request_waits_on(api, cast, ask, body, field, words):
    row = ask()
    refused(api(cast.owner).post(f"{WAITING}{row.pk}/", body), 400, field, words)
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("demandee", None)


def test_a_hidden_reference_is_answered_as_one_that_never_was(api, cast, theirs, ask):
    path = f"{WAITING}{ask().pk}/"
    hidden, missing = (
        api(cast.owner).post(path, {"decision": "lier", "other": reference})
        for reference in (theirs.reference, "71-9999")
    )
    assert (hidden.status_code, hidden.json()) == (400, missing.json())


def test_a_parameter_that_does_not_exist_is_refused(api, cast):
    refused(api(cast.owner).get(WAITING, {"departement": "71"}), 400, "departement", "n’existe pas")


def test_as_many_queries_for_three_requests_as_for_eight(api, cast, ask, count_queries):
    owner = api(cast.owner)
    owner.get(WAITING)
    for number in (3, 8):
        while Reinstallation.objects.count() < number:
            ask()
        with count_queries(6):
            assert len(owner.get(WAITING).json()["results"]) == number


def test_a_link_is_taken_back_from_either_side(api, cast, site, a_site):
    owner, former = api(cast.owner), a_site()
    body = {"direction": "recoit", "other": former.reference, "uuid": str(a_uuid())}
    here = f"/api/sites/{site.reference}/reinstallations/"
    made = owner.post(here, body).json()
    gone = owner.post(f"/api/sites/{former.reference}/reinstallations/{made['id']}/retirer/")
    assert (gone.status_code, gone.content) == (204, b"")
    assert links_of(owner, site) == links_of(owner, former) == []
    assert owner.post(f"{here}{made['id']}/retirer/").status_code == 404
    refused(owner.post(here, body), 409, None, "retiré depuis")  # the same uuid once more


def test_who_may_take_a_link_back(api, cast, site, a_site):
    owner, former, third = api(cast.owner), a_site(), a_site()
    body = {"direction": "recoit", "other": former.reference}
    made = owner.post(f"/api/sites/{site.reference}/reinstallations/", body).json()

    def remove(person, reference, pk=made["id"]):
        return api(person).post(f"/api/sites/{reference}/reinstallations/{pk}/retirer/")

    for person in (cast.neighbour, cast.stranger):
        hidden, missing = remove(person, site.reference), remove(person, "69-9999")
        assert (hidden.status_code, hidden.json()) == (404, missing.json())
    # it sees the former site, and does not act there
    refused(remove(cast.mediator, former.reference), 403, None, "")
    for reference, pk in ((third.reference, made["id"]), (site.reference, 2**70)):
        refused(remove(cast.owner, reference, pk), 404, None, "territoire")
    assert remove(cast.mediator, site.reference).status_code == 204


def test_a_request_is_taken_back_by_who_asks_alone(api, cast, site, theirs, ask):
    row = ask()
    path = f"/api/sites/{{}}/reinstallations/{row.pk}/retirer/"
    for reference in (theirs.reference, site.reference):
        assert api(cast.owner).post(path.format(reference)).status_code == 404
    assert api(cast.neighbour).post(path.format(theirs.reference)).status_code == 204
    assert api(cast.owner).get(WAITING).json()["results"] == []
