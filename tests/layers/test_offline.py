"""The page of no network: the same for everybody, with nothing of anybody in it."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

PAGE, WORKER = reverse("offline"), reverse("service-worker")


def test_the_page_is_the_same_whoever_asks(client, client_of, cast, site):
    pages = {client_of(one).get(PAGE).content for one in (cast.owner, cast.stranger, None)}
    assert len(pages) == 1
    assert b"Set-Cookie" not in pages.pop()
    assert "sessionid" not in client.get(PAGE).cookies


def test_the_worker_holds_for_the_whole_service_and_is_asked_again(client):
    answer = client.get(WORKER)
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_keeps_the_page_and_code_alone(client):
    kept = re.findall(r'"(/[^"]+)"', re.search(r"new Set\((.*)\)", client.get(WORKER).text)[1])
    assert all(re.search(r"\.(css|js)$", address) for address in kept)
    assert any(address.endswith("outbox/offline-page.js") for address in kept)
    assert any(address.endswith("outbox/queue.js") for address in kept)
    for address in kept:
        path = finders.find(address.removeprefix(settings.STATIC_URL))
        assert path, address
        # each is whole: what it would import is not kept
        assert not re.search(r"\b(import|from)\s*[\"'(]", Path(path).read_text()), address


def test_an_older_browser_is_given_no_module(client):
    assert "import " in client.get(WORKER).text
    assert "import " not in client.get(f"{WORKER}?simple").text
