"""Points d’attention on the map, in the list and in the API: only those that the reader sees."""

import json
from uuid import uuid4

import pytest

from actors.services import scope_of
from journal.enums import AttentionAction, Audience, Severity, Topic
from journal.models import AttentionPoint
from journal.services import Details, Request, move, post
from tests.factories import SiteFactory

LAYER, FACETS = "/couches/sites.geojson", "/carte/facettes/?pli=points-dattention"


def scope(person):
    return scope_of(person.user, person.pk)


@pytest.fixture
def raised(cast, site):
    """A point on the site by the owner, addressed to his own structure."""

    def make(where=None, author=None, severity=Severity.IMPORTANT, audience=Audience.TOUS):
        author = author or cast.owner
        asked = frozenset({author.organisation_id})
        request = Request(uuid4(), Topic.EAU, severity, asked)
        details = Details(audience=audience, attention=request)
        reference = (where or site).reference
        return post(scope(author), reference, uuid4(), "À sec", details).attention

    return make


@pytest.fixture
def secret(cast, raised, world):
    """A site of the Rhône with an urgent point that the ARS alone reads."""
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Autre")
    raised(other, author=cast.reader, severity=Severity.URGENT, audience=Audience.SANTE)
    return other


def drawn(api, person, query=""):
    """{reference: (points, urgent)}"""
    found = api(person).get(f"{LAYER}?{query}").json()["features"]
    return {
        one["properties"]["reference"]: (
            one["properties"]["points"],
            one["properties"]["points_urgent"],
        )
        for one in found
    }


def test_a_site_carries_what_is_open_and_readable(api, cast, site, raised, secret):
    raised()
    raised(severity=Severity.URGENT)
    closed = raised()
    move(scope(cast.owner), closed.pk, 1, AttentionAction.TREAT)

    ours, theirs = site.reference, secret.reference
    assert drawn(api, cast.owner) == {ours: (2, 1), theirs: (0, 0)}
    assert drawn(api, cast.reader) == {ours: (2, 1), theirs: (1, 1)}
    assert drawn(api, cast.owner, "zoom=12") == {ours: (2, 1), theirs: (0, 0)}


def test_a_layer_is_one_query_however_many_points(api, cast, raised, count_queries):
    for _ in range(3):
        raised()
    client = api(cast.owner)
    with count_queries(3):  # person, scope, layer
        client.get(f"{LAYER}?zoom=12&point=ouvert")


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("point=ouvert", {"owner": {"site"}, "reader": {"site", "secret"}, "mediator": {"site"}}),
        ("point=urgent", {"owner": set(), "reader": {"secret"}, "mediator": set()}),
        ("point=urgent,ouvert", {"owner": {"site"}, "reader": {"site", "secret"}}),
    ],
)
def test_the_filter_reads_with_the_readers_eyes(
    api, client_of, cast, site, raised, secret, query, people
):
    raised()
    references = {"site": site.reference, "secret": secret.reference}
    for role, expected in people.items():
        person = getattr(cast, role)
        found = {references[one] for one in expected}
        assert set(drawn(api, person, query)) == found
        listed = client_of(person).get(f"/sites/?{query}")
        assert {row.site.reference for row in listed.context["rows"]} == found
        answer = api(person).get(f"/api/sites/?{query}").json()
        assert {one["id"] for one in answer["features"]} == found
        assert client_of(person).get(f"/carte/etat/?{query}").context["totals"].sites == len(found)


def test_facets_count_what_the_reader_may_read(api, cast, raised, secret):
    raised()
    counts = {role: api(getattr(cast, role)).get(FACETS).json() for role in ("owner", "reader")}
    assert counts["owner"]["point"] == {"ouvert": 1, "urgent": 0}
    assert counts["reader"]["point"] == {"ouvert": 2, "urgent": 1}


def test_a_value_that_does_not_exist_is_named(api, cast):
    answer = api(cast.owner).get(f"{LAYER}?point=grave")
    assert answer.status_code == 400
    assert "Choix possibles : ouvert, urgent." in answer.json()["errors"]["point"][0]


def test_the_list_has_a_column_and_its_order(client_of, cast, site, raised, secret):
    raised()
    raised(severity=Severity.URGENT)
    query = "/sites/?colonnes=attention&tri=-attention"
    ours = client_of(cast.owner).get(query)
    theirs = client_of(cast.reader).get(query)

    def cells(page):
        return {row.site.reference: row.cells[0].value for row in page.context["rows"]}

    assert list(cells(ours)) == [site.reference, secret.reference]
    assert cells(ours) == {site.reference: {"open": 2, "urgent": 1}, secret.reference: None}
    assert cells(theirs)[secret.reference] == {"open": 1, "urgent": 1}
    assert "2, dont 1 urgent" in ours.text


def test_the_sheet_and_the_page_say_it_in_words(client_of, cast, site, raised, secret):
    raised(severity=Severity.URGENT)
    for path in ("", "volet/"):
        assert (
            "1 point d’attention urgent"
            in client_of(cast.owner).get(f"/sites/{site.reference}/{path}").text
        )
        hidden = client_of(cast.owner).get(f"/sites/{secret.reference}/{path}").text
        assert "point d’attention" not in hidden.split('id="contenu"')[-1]
    sheet = client_of(cast.owner).get(f"/sites/{site.reference}/volet/")
    given = json.loads(sheet.context["feature"])["properties"]
    assert (given["points"], given["points_urgent"]) == (1, 1)


# The API


def test_the_feature_holds_the_open_points(api, cast, site, raised, secret):
    point = raised(severity=Severity.URGENT)
    journal = api(cast.owner).get(f"/api/sites/{site.reference}/").json()["properties"]["journal"]

    attention = journal["attention"]
    assert (attention["open"], attention["urgent"]) == (1, 1)
    (one,) = attention["points"]
    assert (one["id"], one["version"], one["entry"]) == (point.pk, 1, point.entry_id)
    assert (one["topic"], one["state"], one["addressees"]) == (
        "eau",
        "signale",
        ["Préfecture du Rhône"],
    )
    hidden = api(cast.owner).get(f"/api/sites/{secret.reference}/").json()["properties"]
    assert hidden["journal"]["attention"] == {"open": 0, "urgent": 0, "points": []}


def act(api, person, point, action, body, **headers):
    path = f"/api/sites/{point.site.reference}/attention/{point.pk}/{action}/"
    return api(person).post(path, body, **headers)


def test_a_point_is_answered_with_the_version_that_was_read(api, cast, raised):
    point = raised()
    assert act(api, cast.owner, point, "traiter", {}).status_code == 400
    taken = act(api, cast.owner, point, "prendre-en-compte", {"word": "Vu."}, **{"If-Match": '"1"'})
    assert (taken.status_code, taken.json()["state"]) == (200, "pris-en-compte")
    stale = act(api, cast.owner, point, "traiter", {"version": 1})
    assert stale.status_code == 409
    assert stale.json()["current"] == {"version": 2, "state": "pris-en-compte"}
    assert "entre-temps pris en compte" in stale.json()["detail"]
    refused = act(api, cast.owner, point, "classer", {"version": 2})
    assert refused.json()["errors"] == {"word": ["Dites pourquoi ce point reste sans suite."]}
    assert act(api, cast.dihal, point, "traiter", {"version": 2}).json()["state"] == "traite"


def test_who_may_not_is_refused_and_who_does_not_read_finds_nothing(
    api, cast, raised, site, secret
):
    point = raised()
    hidden = AttentionPoint.objects.get(site=secret)
    assert act(api, cast.reader, point, "traiter", {"version": 1}).status_code == 403
    assert act(api, cast.neighbour, point, "traiter", {"version": 1}).status_code == 404
    assert act(api, cast.owner, hidden, "traiter", {"version": 1}).status_code == 404
    hidden.site = site  # its number under another site's address
    assert act(api, cast.reader, hidden, "traiter", {"version": 1}).status_code == 404
