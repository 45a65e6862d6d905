"""What nobody should send, sent: refused in French at its field, and nothing of it is kept."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from journal.enums import Audience
from journal.models import AttentionPoint, AttentionStep, Entry, Follow, MailSettings, Mention
from journal.services import Details, post
from sites.models import Event, File
from tests import uploads
from tests.factories import MembershipFactory, SiteFactory
from tests.uploads import upload

KEPT = (Entry, Mention, File, AttentionPoint, AttentionStep, Event, Follow, MailSettings)
BEYOND = str(2**63)
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def elsewhere(world, cast):
    """Of another department: its people do not see the site, nor the owner theirs."""
    person = MembershipFactory(
        organisation__collectivite=True, organisation__territories=[world.macon]
    )
    far = SiteFactory(commune=world.macon, declared_by=cast.dihal)
    person.site = far
    return person


@pytest.fixture
def told(cast, site, elsewhere, scope):
    """Entries to answer: `mine`, of another site, for the ARS alone, and a point."""
    owner = scope(cast.owner)
    other = SiteFactory(commune=site.commune, declared_by=cast.owner)
    return {
        "mine": post(owner, site.reference, uuid4(), "Passage."),
        "other": post(owner, other.reference, uuid4(), "Ailleurs."),
        "hidden": post(
            scope(cast.mediator),
            site.reference,
            uuid4(),
            "Entre nous.",
            Details(audience=Audience.SANTE),
        ),
    }


@pytest.fixture
def nothing_is_left(vault):
    """`with` it: no row more, no file more."""

    class Unchanged:
        def __enter__(self):
            self.before = self.now()

        def __exit__(self, *_):
            assert self.now() == self.before

        def now(self):
            files = sorted(path for path in vault.rglob("*") if path.is_file())
            return [model.objects.count() for model in KEPT], files

    return Unchanged()


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def yesterday():
    return (timezone.localdate() - timedelta(days=1)).isoformat()


def asked(**values):
    return {
        "attention": "on",
        "attention_topic": "eau",
        "attention_severity": "urgent",
    } | values


def jpg(content):
    return {"files": [upload("photo.jpg", content)]}


# what is sent beside a uuid and a text → the field that is named
FORMS = {
    "an executable named photo.jpg": (lambda e: jpg(uploads.executable()), "files"),
    "a zip bomb": (lambda e: jpg(uploads.bomb()), "files"),
    "100 megapixels": (lambda e: jpg(uploads.vast_png()), "files"),
    "a broken PDF": (lambda e: {"files": [upload("a.pdf", b"%PDF-1.7\n" + b"x" * 500)]}, "files"),
    "21 MB": (lambda e: jpg(uploads.jpeg() + b"\0" * 21 * 1024 * 1024), "files"),
    "eleven files": (
        lambda e: {"files": [upload(f"{n}.png", uploads.png()) for n in range(11)]},
        "files",
    ),
    "a good one beside a bad one": (
        lambda e: {"files": [upload("a.png", uploads.png()), upload("b.png", b"MZ")]},
        "files",
    ),
    "an empty file": (lambda e: jpg(b""), "files"),
    "a script": (lambda e: {"body": "Bonjour <script>alert(1)</script>"}, "body"),
    "a javascript: link": (lambda e: {"body": "[ici](javascript:alert(1))"}, "body"),
    "a javascript: link in disguise": (lambda e: {"body": "[a](JaVa&#x53;cript:alert(1))"}, "body"),
    "a data: URL": (lambda e: {"body": "![a](data:text/html;base64,PHNjcmlwdD4=)"}, "body"),
    "a javascript: reference": (lambda e: {"body": "[a][b]\n\n[b]: javascript:alert(1)"}, "body"),
    "nothing written": (lambda e: {"body": " \n\t "}, "body"),
    "a novel": (lambda e: {"body": "a" * 5001}, "body"),
    "a null": (lambda e: {"body": "a\0b"}, "body"),
    "no uuid": (lambda e: {"uuid": ""}, "uuid"),
    "a wrong uuid": (lambda e: {"uuid": "{1234}"}, "uuid"),
    "a kind of its own": (lambda e: {"kind": "rumeur"}, "kind"),
    "an audience of its own": (lambda e: {"audience": "presse"}, "audience"),
    "a tag of its own": (lambda e: {"tags": ["maraude", "x" * 5000]}, "tags"),
    "tags without end": (lambda e: {"tags": [f"t{n}" for n in range(90)]}, "tags"),
    "tomorrow": (lambda e: {"happened_on": tomorrow()}, "happened_on"),
    "no day": (lambda e: {"happened_on": "31/02/2026 à midi"}, "happened_on"),
    "the year 0": (lambda e: {"happened_on": "0000-01-01"}, "happened_on"),
    "a mention of who may not read": (
        lambda e: {"mentions": [f"m{e['elsewhere'].pk}"]},
        "mentions",
    ),
    "a mention of nobody": (lambda e: {"mentions": ["m999999999"]}, "mentions"),
    "a mention beyond numbers": (lambda e: {"mentions": [f"m{BEYOND}"]}, "mentions"),
    "a mention in other digits": (lambda e: {"mentions": ["m١٢"]}, "mentions"),
    "everybody mentioned": (lambda e: {"mentions": [f"m{n}" for n in range(1, 52)]}, "mentions"),
    "named, and nobody": (lambda e: {"audience": "nommes"}, "named"),
    "named who does not see": (
        lambda e: {"audience": "nommes", "named": [f"m{e['elsewhere'].pk}"]},
        "named",
    ),
    "named by name": (lambda e: {"audience": "nommes", "named": ["Dupont"]}, "named"),
    "an answer out of one's audience": (lambda e: {"answers": e["hidden"].pk}, "answers"),
    "an answer on another site": (lambda e: {"answers": e["other"].pk}, "answers"),
    "an answer to nothing": (lambda e: {"answers": "999999999"}, "answers"),
    "an answer beyond numbers": (lambda e: {"answers": BEYOND}, "answers"),
    "an answer to a word": (lambda e: {"answers": "premier"}, "answers"),
    "a link nowhere": (lambda e: {"links": "99-9999"}, "links"),
    "a link to a hidden site": (lambda e: {"links": e["elsewhere"].site.reference}, "links"),
    "links without end": (
        lambda e: {"links": ",".join(f"69-{n:04}" for n in range(2, 900))},
        "links",
    ),
    "a point for nobody": (lambda e: asked(), "attention_addressees"),
    "a point for who is not there": (
        lambda e: asked(attention_addressees=[e["elsewhere"].organisation_id]),
        "attention_addressees",
    ),
    "a point for nothing known": (
        lambda e: asked(attention_addressees=["999999999"]),
        "attention_addressees",
    ),
    "a point beyond numbers": (
        lambda e: asked(attention_addressees=[BEYOND]),
        "attention_addressees",
    ),
    "a point for yesterday": (
        lambda e: asked(
            attention_addressees=[e["owner"].organisation_id], attention_deadline=yesterday()
        ),
        "attention_deadline",
    ),
    "a point without a subject": (
        lambda e: asked(attention_topic="", attention_addressees=[e["owner"].organisation_id]),
        "attention_topic",
    ),
    "a point with its own gravity": (
        lambda e: asked(
            attention_severity="fatal", attention_addressees=[e["owner"].organisation_id]
        ),
        "attention_severity",
    ),
}
# The API takes no files, and asks under other names
API = {
    "uuid": {"uuid": "{1234}"},
    "body": {"body": {"a": 1}},
    "kind": {"kind": ["message"]},
    "tags": {"tags": "maraude"},
    "mentions": {"mentions": [{"m": 1}]},
    "named": {"named": "m1", "audience": "nommes"},
    "links": {"links": {"0": "69-0001"}},
    "answers": {"answers": 2**63},
    "happened_on": {"happened_on": 20260101},
    "attention": {"attention": "on"},
    "auteur": {"auteur": 1},
    "published_at": {"published_at": "2020-01-01"},
}


@pytest.fixture
def env(cast, elsewhere, told):
    return told | {"elsewhere": elsewhere, "owner": cast.owner}


@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_message_is_refused_at_its_field(cast, site, env, client_of, nothing_is_left, name):
    made, field = FORMS[name]
    data = {"uuid": str(uuid4()), "body": "Passage ce matin."} | made(env)
    with nothing_is_left:
        answer = client_of(cast.owner).post(f"/sites/{site.reference}/journal/", data, **JSON)
    assert answer.status_code == 400, answer.content
    errors = answer.json()["errors"]
    assert set(errors) == {field}, errors
    assert_french(errors)


def assert_french(errors):
    words = " ".join(str(reason) for reasons in errors.values() for reason in reasons)
    assert words
    for english in ("Enter", "valid ", "required", "field", "Ensure", "not a", "must", "Select"):
        assert english not in words, words
    assert "Exception" not in words


@pytest.mark.parametrize("field", API)
def test_a_wrong_message_of_a_program_is_refused_at_its_field(
    cast, site, env, client_of, nothing_is_left, field
):
    data = {"uuid": str(uuid4()), "body": "Passage ce matin."} | API[field]
    with nothing_is_left:
        answer = client_of(cast.owner).post(
            f"/api/sites/{site.reference}/journal/", data, content_type="application/json"
        )
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert_french(answer.json()["errors"])


RAW = {
    "not JSON": ("application/json", b"{"),
    "a list": ("application/json", b"[]"),
    "an endless number": ("application/json", b'{"body": "a", "answers": 1e999}'),
    "half a character": ("application/json", b'{"body": "\\ud800"}'),
    "Latin-1": ("application/json", '{"body": "é"}'.encode("latin-1")),
    "a null": ("application/json", b'{"body": "a\\u0000b"}'),
    "deep": ("application/json", b'{"body": ' + b"[" * 3000 + b"]" * 3000 + b"}"),
    "a form cut short": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: fo"),
    "no boundary": ("multipart/form-data", b"abc"),
    "a half form": ("application/x-www-form-urlencoded", b"body=%E9%00&uuid=%ff"),
}


@pytest.mark.parametrize("where", ["/sites/{}/journal/", "/api/sites/{}/journal/"])
@pytest.mark.parametrize("name", RAW)
def test_what_cannot_even_be_read_is_refused(cast, site, client_of, nothing_is_left, name, where):
    kind, body = RAW[name]
    client = client_of(cast.owner)
    client.raise_request_exception = False
    with nothing_is_left:
        answer = client.post(where.format(site.reference), body, content_type=kind, **JSON)
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.content)
    assert answer.json()["title"]


def test_a_text_that_turns_itself_around_is_put_straight(cast, site, client_of):
    data = {"uuid": str(uuid4()), "body": "Passage \u202elmth.tset\u2066 ce matin"}
    client = client_of(cast.owner)
    answer = client.post(f"/sites/{site.reference}/journal/", data, **JSON)
    assert answer.status_code == 201
    assert Entry.objects.get(pk=answer.json()["id"]).body == "Passage lmth.tset ce matin"


def paths(site, env, point):
    journal = f"/sites/{site.reference}/journal/"
    mine = f"{journal}{env['mine'].pk}/"
    return {
        "an edit of nobody's version": (mine, {"body": "Corrigé.", "version": "0"}, 400),
        "an edit of a version to come": (mine, {"body": "Corrigé.", "version": "99"}, 409),
        "an edit without a version": (mine, {"body": "Corrigé."}, 400),
        "an edit to nothing": (mine, {"body": "", "version": "1"}, 400),
        "an edit on another site": (
            f"{journal}{env['other'].pk}/",
            {"body": "Corrigé.", "version": "1"},
            404,
        ),
        "an edit beyond numbers": (f"{journal}{BEYOND}/", {"body": "a", "version": "1"}, 404),
        "a removal of the hidden": (
            f"{journal}{env['hidden'].pk}/supprimer/",
            {"reason": "a"},
            404,
        ),
        "an endless reason": (f"{mine}supprimer/", {"reason": "a" * 501}, 400),
        "a null reason": (f"{mine}supprimer/", {"reason": "a\0"}, 400),
        "narrowed to the same": (f"{mine}audience/", {"audience": "tous"}, 400),
        "narrowed to nobody": (f"{mine}audience/", {"audience": "nommes"}, 400),
        "narrowed to a stranger": (
            f"{mine}audience/",
            {"audience": "nommes", "named": [f"m{env['elsewhere'].pk}"]},
            400,
        ),
        "narrowed to nothing": (f"{mine}audience/", {}, 400),
        "a point beyond numbers": (f"/attention/{BEYOND}/traiter/", {"version": "1"}, 404),
        "a point moved nowhere": (f"/attention/{point.pk}/oublier/", {"version": "1"}, 404),
        "a point reopened before it is closed": (
            f"/attention/{point.pk}/rouvrir/",
            {"version": "1", "word": "Encore."},
            400,
        ),
        "a point dropped without a word": (
            f"/attention/{point.pk}/classer/",
            {"version": "1"},
            400,
        ),
        "a point of another version": (f"/attention/{point.pk}/traiter/", {"version": "7"}, 409),
        "a point of a version beyond numbers": (
            f"/attention/{point.pk}/traiter/",
            {"version": BEYOND},
            {400, 409},
        ),
        "a point and a null": (
            f"/attention/{point.pk}/traiter/",
            {"version": "1", "word": "a\0"},
            400,
        ),
        "silence that never ends": (
            "/notifications/preferences/",
            {"quiet_from": "22:00", "quiet_until": "22:00", "digest_at": "07:30", "weekly_on": "0"},
            400,
        ),
        "half a silence": (
            "/notifications/preferences/",
            {"quiet_from": "22:00", "digest_at": "07:30", "weekly_on": "0"},
            400,
        ),
        "silence at 25 o'clock": (
            "/notifications/preferences/",
            {"quiet_from": "25:00", "quiet_until": "hier", "digest_at": "x", "weekly_on": "9"},
            400,
        ),
        "following what is far": (
            "/notifications/suivis/",
            {"territoire": "departement-71"},
            400,
        ),
        "following nothing": ("/notifications/suivis/", {"territoire": "../../etc"}, 400),
        "following a hidden site": (
            f"/sites/{env['elsewhere'].site.reference}/suivre/",
            {"suivre": "oui"},
            404,
        ),
        "a forged goodbye": ("/notifications/desabonnement/WzEsWyJhIl1d:abc:def/", {}, 404),
        "a goodbye of nobody": ("/notifications/desabonnement/a/", {}, 404),
        "a notification of nobody": (f"/notifications/{BEYOND}/lue/", {"lu": "oui"}, 404),
        "all read at no time": ("/notifications/lues/", {"jusqu": "demain"}, 400),
    }


def test_what_is_done_wrongly_to_what_stands_is_refused(
    cast, site, env, raised, client_of, nothing_is_left
):
    point = raised(cast.owner)
    client = client_of(cast.owner)
    client.raise_request_exception = False
    wrong = {}
    for name, (path, data, status) in paths(site, env, point).items():
        expected = status if isinstance(status, set) else {status}
        with nothing_is_left:
            answer = client.post(path, data, **JSON)
        if answer.status_code not in expected:
            wrong[name] = (answer.status_code, answer.content.decode()[:300])
    assert not wrong, "\n".join(f"{name}: {got}" for name, got in wrong.items())


def test_a_point_is_moved_once(cast, raised, client_of):
    point = raised(cast.owner)
    client = client_of(cast.owner)
    path, data = f"/attention/{point.pk}/prendre-en-compte/", {"version": "1"}
    assert client.post(path, data).status_code == 302
    assert client.post(path, data).status_code == 409
    assert point.steps.count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "avant=demain",
        f"message={BEYOND}",
        "message=-1",
        f"repondre={BEYOND}",
        "repondre=abc",
        "avant=%00",
    ],
)
def test_a_wrong_address_of_a_journal_is_no_fault(cast, site, client_of, query):
    client = client_of(cast.owner)
    answer = client.get(f"/sites/{site.reference}/journal/?{query}")
    assert answer.status_code in {200, 400, 404}


def test_fields_without_end_are_no_fault(cast, site, client_of, nothing_is_left):
    data = {"uuid": str(uuid4()), "body": "Passage.", "tags": ["maraude"] * 5000}
    with nothing_is_left:
        answer = client_of(cast.owner).post(f"/sites/{site.reference}/journal/", data, **JSON)
    assert answer.status_code in {400, 413}


def test_a_uuid_used_elsewhere_is_a_conflict(cast, site, env, client_of, nothing_is_left):
    used: UUID = env["other"].uuid
    data = {"uuid": str(used), "body": "Passage."}
    with nothing_is_left:
        answer = client_of(cast.owner).post(f"/sites/{site.reference}/journal/", data, **JSON)
    assert answer.status_code == 409
