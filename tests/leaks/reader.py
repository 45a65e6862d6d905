"""One who asks every route, and looks at what comes back with the eyes of the reference.

A call costs much more than what it is judged by: of the ways that are alike, `WAYS` are asked,
drawn for each reader of each world, and the same ones when that world is made again.
"""

import re
from collections import Counter
from random import Random
from uuid import uuid4

from django.utils import timezone

from journal.enums import Audience
from journal.models import Notification
from sites.models import Site
from tests.leaks.drawing import WAYS, WORD
from tests.leaks.expected import Expected
from tests.leaks.plan import Post
from tests.leaks.planting import Message
from tests.printed import PRINTED, printed

ANYWHERE = (
    "/",
    "/journal/",
    "/attention/?pour=tous",
    "/notifications/",
    "/recherche/?q=Canari",
    "/pres-de-moi/?position=4.75,45.25",
    "/carte/?point=ouvert",
    "/couches/sites.geojson?bbox=-5,41,10,52&zoom=5&point=ouvert",
    "/sites/ensemble/?point=ouvert",
    "/notifications/suivis/",
)
ON_A_SITE = (
    "/sites/{0}/",
    "/sites/{0}/volet/",
    "/sites/{0}/vie/",
    "/sites/{0}/journal/",
    "/api/sites/{0}/",
    "/api/sites/{0}/journal/",
)
ON_PAPER = ("/sites/{0}/fiche.docx?avec=messages", "/sites/{0}/fiche.pdf?avec=messages")
WHOLE = ("/sites/{0}/journal/", "/api/sites/{0}/journal/")  # give everything that may be read
ENTRY, API_ENTRY = "/sites/{0}/journal/{1}/", "/api/sites/{0}/journal/{1}/"
ON_AN_ENTRY = (
    ("get", ENTRY),
    ("get", f"{ENTRY}supprimer/"),
    ("get", f"{ENTRY}audience/"),
    ("get", f"{ENTRY}versions/"),
    ("get", "/sites/{0}/journal/?repondre={1}"),
    ("get", "/sites/{0}/journal/?message={1}"),
)
# Asked only by who may not read: they would change what is read next
DONE_TO_AN_ENTRY = (
    ("post", ENTRY),
    ("post", f"{ENTRY}supprimer/"),
    ("post", f"{ENTRY}audience/"),
    ("post", f"{ENTRY}annuler/"),
    ("post", f"{ENTRY}envoyer/"),
    ("patch", API_ENTRY),
    ("post", f"{API_ENTRY}supprimer/"),
    ("post", f"{API_ENTRY}audience/"),
)
ON_A_POINT = (
    ("get", "/attention/{1}/prendre-en-compte/"),
    ("post", "/attention/{1}/traiter/"),
    ("get", "/attention/{1}/rouvrir/"),
    ("post", "/api/sites/{0}/attention/{1}/classer/"),
)
PAPER = 0.1  # of the sites: a file takes long to make
# Not there; or, without a place in the service, led elsewhere
NOTHING, OUTSIDE = {404}, {302, 403, 404}
KNOWS_NO_ENTRY = ("?message=", "?repondre=")  # the journal itself, without that entry in it

NAME = re.compile(r"Prénom\d+ Nom\d+")  # of the tests' factories


class Reader:
    def __init__(self, client, expected: Expected, number: int) -> None:
        self.client, self.expected, self.number = client, expected, number
        self.me = expected.planted.people[number]
        self.words = {one.word for one in expected.messages(number)}
        self.sees = expected.sites(number)
        self.entries = expected.entries(number)
        self.nothing = NOTHING if self.sees else OUTSIDE
        self.chance = Random(f"{number} {expected.plan!r}")

    def asks_for_everything(self) -> None:
        if self.sees:
            self.counts_notifications()  # before anything is shown, and thereby read
            self.counts_points()
        for path in self.some(ANYWHERE, 3):
            self.gets_no_other_word(path)
        for site in self.some(self.expected.planted.sites.values()):
            self.asks_of(site)
        for message in self.expected.planted.messages:
            self.asks_of_entry(message)

    def some(self, ways, times=1):
        return self.chance.sample(list(ways), min(times * WAYS, len(ways)))

    def asks_of(self, site: Site) -> None:
        sees = site in self.sees
        here = {one.word for one in self.expected.messages(self.number) if one.entry.site == site}
        for path in ON_A_SITE:
            response, words = self.gets_no_other_word(path.format(site.reference))
            assert (response.status_code == 200) == sees, path
            assert sees or response.status_code in self.nothing, path
            if path in WHOLE:
                wanted = here if sees else set()
                assert words == wanted, (path, self._differs(words))
        if self.chance.random() < PAPER:
            path = self.chance.choice(ON_PAPER).format(site.reference)
            response, words = self.gets_no_other_word(path)
            assert (response.status_code == 200) == sees, path
            assert sees or response.status_code in self.nothing, path
            assert bool(words) == bool(sees and here), path
        for audience in self.some(Audience):
            self.writes_for(site, audience, sees)
        if sees:
            self.counts(site, here)

    def _differs(self, words: set[str]) -> str:
        read = {one.entry for one in self.expected.planted.messages if one.word in words}
        return self.expected.about(self.number, read)

    def counts(self, site: Site, here: set[str]) -> None:
        journal = self.client.get(f"/api/sites/{site.reference}/").json()["properties"]["journal"]
        points = [one for one in self.expected.points(self.number) if one.site == site]
        assert journal["count"] == len(here)
        assert journal["attention"]["open"] == len(points)
        listed = self.client.get(f"/api/sites/{site.reference}/journal/").json()
        assert listed["count"] == len(here)

    def counts_notifications(self) -> None:
        told = Notification.objects.filter(
            recipient=self.me, in_inbox=True, read_at=None, not_before__lte=timezone.now()
        ).select_related("event__site", "entry")
        mine = [row for row in told if self._knows(row)]
        answer = self.client.get("/notifications/compte/")
        assert answer.json()["count"] == len(mine)
        page = self.client.get("/notifications/").content.decode()
        shown = set(map(int, re.findall(r"message=(\d+)", page)))
        assert shown <= {entry.pk for entry in self.entries}

    def _knows(self, row: Notification) -> bool:
        return row.entry in self.entries if row.entry else row.event.site in self.sees

    def counts_points(self) -> None:
        """On the map, in the lists, in the numbers beside the filters."""
        points = self.expected.points(self.number)
        by_site = Counter(one.site.reference for one in points)
        layer = self.client.get("/couches/sites.geojson?point=ouvert").json()["features"]
        drawn = [one["properties"] for one in layer]
        assert {one["reference"]: one["points"] for one in drawn} == by_site
        whole = self.client.get("/couches/sites.geojson").json()["features"]
        all_points = {one["properties"]["reference"]: one["properties"]["points"] for one in whole}
        ours = {site.reference for site in self.sees}
        assert {name: number for name, number in all_points.items() if number} == by_site
        assert ours <= set(all_points)
        facets = self.client.get("/carte/facettes/?pli=points-dattention").json()["point"]
        assert facets == {"ouvert": len(by_site), "urgent": len(by_site)}
        api = self.client.get("/api/sites/?point=urgent").json()
        assert len(api["features"]) == len(by_site)
        listed = self.client.get("/sites/?point=ouvert").content.decode()
        for site in self.expected.planted.sites.values():
            assert (f"/sites/{site.reference}/" in listed) == (site.reference in by_site)

    def writes_for(self, site: Site, audience: Audience, sees: bool) -> None:
        """The names beside a draft, and those offered as one types."""
        asked = f"/sites/{site.reference}/journal/{{}}/?audience={audience}&q=Nom"
        answer = self.client.get(asked.format("lecteurs"))
        offered = self.client.get(asked.format("personnes"))
        if not sees:
            assert {answer.status_code, offered.status_code} <= self.nothing
            return
        if answer.status_code != 200:  # who sees the site may not always write there
            assert audience == Audience.NOMMES or answer.status_code == 403
            return
        draft = self._draft(site, audience)
        people = self.expected.planted.people
        held = [people[one] for one in self.expected.readers(draft) - {self.number}]
        names = {one.user.get_full_name() for one in held}
        shown = re.findall(r"<li>\s*([^<]*?)\s*<span", answer.content.decode())
        ours = {one.user.get_full_name() for one in people}
        assert set(shown) & ours == names, (audience, set(shown) & ours, names)
        keys = {row["value"] for row in offered.json()}
        known = {f"m{one.pk}" for one in people} | {f"o{one.organisation_id}" for one in people}
        everyone = [*held, self.me]
        may = {f"m{one.pk}" for one in held} | {f"o{one.organisation_id}" for one in everyone}
        assert keys & known <= may, (audience, keys & known, may)

    def _draft(self, site: Site, audience: Audience) -> Post:
        names = {row: name for name, row in self.expected.planted.sites.items()}
        return Post(
            author=self.number,
            site=names[site],
            audience=audience,
            named_people=(),
            named_structures=(),
            answered_by=None,
            is_removed=False,
            is_waiting=False,
            is_point=False,
        )

    def asks_of_entry(self, message: Message) -> None:
        reads = message.entry in self.entries
        site = message.entry.site
        checks = [lambda: self.asks_one_of(ON_AN_ENTRY, site, message.entry.pk, reads)]
        if not reads:
            checks.append(lambda: self.asks_one_of(DONE_TO_AN_ENTRY, site, message.entry.pk, reads))
        if not reads and site in self.sees:
            checks += [lambda: self.finds_nothing(message), lambda: self.answers_nothing(message)]
        if message.point:
            ways = [way for way in ON_A_POINT if not reads or way[0] == "get"]
            checks.append(lambda: self.asks_one_of(ways, site, message.point.pk, reads))
        if message.file:
            checks.append(lambda: self.fetches(message, reads))
        for check in self.some(checks):
            check()

    def fetches(self, message: Message, reads: bool) -> None:
        for path in self.some(("/fichiers/{0}/", "/fichiers/{0}/vignette/")):
            response, words = self.gets_no_other_word(path.format(message.file.uuid))
            assert words == ({message.word} if reads else set()), path
            assert reads or response.status_code in self.nothing, path

    def asks_one_of(self, ways, site: Site, pk: int, reads: bool) -> None:
        method, way = self.chance.choice(ways)
        path = way.format(site.reference, pk)
        response, _ = self.gets_no_other_word(path, method)
        if reads:
            return
        if any(part in path for part in KNOWS_NO_ENTRY) and site in self.sees:
            assert f'id="message-{pk}"' not in response.content.decode(), path
        else:
            assert response.status_code in self.nothing, (method, path)

    def finds_nothing(self, message: Message) -> None:
        """A word of what one may not read leads nowhere."""
        page = self.client.get(f"/journal/?texte={message.word}").content.decode()
        assert f"message-{message.entry.pk}" not in page
        assert page.count(message.word) == self.client.get(
            f"/journal/?texte={uuid_word()}"
        ).content.decode().count("Canari")

    def answers_nothing(self, message: Message) -> None:
        """Nor does answering it tell who reads it."""
        journal = f"/sites/{message.entry.site.reference}/journal/"
        data = {"uuid": uuid4(), "body": "Vu.", "answers": message.entry.pk}
        asked = self.client.get(f"{journal}lecteurs/", data)
        assert asked.status_code in {400, 403}
        told = set(NAME.findall(asked.content.decode()))
        assert told <= {self.me.user.get_full_name()}
        assert self.client.post(journal, data).status_code in {400, 403}

    def gets_no_other_word(self, path: str, method: str = "get"):
        options = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
        response = getattr(self.client, method)(path, **options)
        words = set(WORD.findall(_text_of(response)))
        assert words <= self.words, (path, words - self.words)
        return response, words


def _text_of(response) -> str:
    if response.streaming:  # a file of a message, whose words are not packed
        return b"".join(response.streaming_content).decode(errors="replace")
    if response.status_code == 200 and response["Content-Type"] in PRINTED:
        return printed(response)
    return response.content.decode(errors="replace")


def uuid_word() -> str:
    """As long as a word of the world, and nobody's."""
    return f"Canari{uuid4().hex[:10]}"
