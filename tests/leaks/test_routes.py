"""Random worlds against the reference: what each route, count, file and mail gives to a reader.

Every text that was written holds a word of its own, looked for in whatever the reader gets.
"""

import re

import pytest
from hypothesis import given

from tests.leaks.drawing import MANY, undone
from tests.leaks.expected import Expected
from tests.leaks.plan import worlds
from tests.leaks.planting import change, plant

pytestmark = pytest.mark.django_db

WORD = re.compile(r"Canari[0-9a-f]{10}")
FRANCE = "bbox=-5,41,10,52&zoom=5"
ANYWHERE = (
    "/journal/",
    "/attention/",
    "/notifications/",
    "/notifications/compte/",
    "/sites/?point=ouvert",
    f"/couches/sites.geojson?{FRANCE}",
    "/recherche/?q=Canari",
)
ON_A_SITE = (
    "/sites/{0}/",
    "/sites/{0}/volet/",
    "/sites/{0}/journal/",
    "/api/sites/{0}/",
    "/api/sites/{0}/journal/",
)
WHOLE = ("/sites/{0}/journal/", "/api/sites/{0}/journal/")  # gives everything that may be read
# Led elsewhere without a place in the service, not there, or not asked in that way.
NOTHING = {302, 404, 405}
ON_AN_ENTRY = ("", "supprimer/", "audience/", "versions/", "annuler/", "envoyer/")


@MANY
@given(plan=worlds)
def test_a_reader_gets_what_the_design_says_and_nothing_else(world, client_of, plan) -> None:
    with undone():
        planted = plant(world, plan)
        change(world, planted, plan)
        expected = Expected(plan, planted)
        for number, person in enumerate(planted.people):
            Reader(client_of(person), expected, number).asks_for_everything()


class Reader:
    def __init__(self, client, expected: Expected, number: int) -> None:
        self.client, self.expected, self.number = client, expected, number
        self.words = {one.word for one in expected.messages(number)}

    def asks_for_everything(self) -> None:
        for path in ANYWHERE:
            self.gets_no_other_word(path)
        for site in self.expected.planted.sites.values():
            self.asks_of(site)
        for message in self.expected.planted.messages:
            self.asks_of_entry(message)

    def asks_of(self, site) -> None:
        sees = site in self.expected.sites(self.number)
        here = {one.word for one in self.expected.messages(self.number) if one.entry.site == site}
        for path in ON_A_SITE:
            response, words = self.gets_no_other_word(path.format(site.reference))
            assert (response.status_code == 200) == sees, path
            if path in WHOLE:
                assert words == (here if sees else set()), path
        if sees:
            self.counts(site, here)

    def counts(self, site, here: set[str]) -> None:
        journal = self.client.get(f"/api/sites/{site.reference}/").json()["properties"]["journal"]
        points = [one for one in self.expected.points(self.number) if one.site == site]
        assert journal["count"] == len(here)
        assert journal["attention"]["open"] == len(points)
        listed = self.client.get(f"/api/sites/{site.reference}/journal/").json()
        assert listed["count"] == len(here)

    def asks_of_entry(self, message) -> None:
        reads = message.entry in self.expected.entries(self.number)
        reference, pk = message.entry.site.reference, message.entry.pk
        for way in ON_AN_ENTRY:
            path = f"/sites/{reference}/journal/{pk}/{way}"
            response, _ = self.gets_no_other_word(path)
            assert reads or response.status_code in NOTHING, path
            if not reads:
                assert self.client.post(path, {"reason": "x"}).status_code in NOTHING, path
        if message.file:
            response, words = self.gets_no_other_word(f"/fichiers/{message.file.uuid}/")
            assert words == ({message.word} if reads else set())
            assert reads or response.status_code in NOTHING

    def gets_no_other_word(self, path: str):
        response = self.client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        words = set(WORD.findall(body.decode(errors="replace")))
        assert words <= self.words, (path, words - self.words)
        return response, words
