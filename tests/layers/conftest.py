import json

import pytest

from actors.services import scope_of
from journal.services import post
from tests.factories import SiteFactory
from tests.layers.shapes import a_uuid
from tests.legal.conftest import planted, reads_of  # noqa: F401  (fixtures of these tests too)


class Api:
    """A program that speaks JSON, and a form where files are, in one person's session."""

    def __init__(self, client):
        self.client = client

    def get(self, path, params=None, **headers):
        return self.client.get(path, params, headers=headers)

    def post(self, path, body=None, **headers):
        return self._send("post", path, {} if body is None else body, headers)

    def patch(self, path, body, **headers):
        return self._send("patch", path, body, headers)

    def put(self, path, body, **headers):
        return self._send("put", path, body, headers)

    def form(self, path, fields, **headers):
        """With files: in `multipart/form-data`."""
        return self.client.post(path, fields, headers=headers)

    def _send(self, method, path, body, headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        send = getattr(self.client, method)
        return send(path, text, content_type="application/json", headers=headers)


@pytest.fixture
def api(client_of):
    """`api(membership)`: that person's session, in JSON."""
    return lambda person: Api(client_of(person))


@pytest.fixture
def a_site(world, cast):
    """`a_site(…)`: another one in Vénissieux, declared by the owner."""

    def make(**values):
        commune = values.pop("commune", world.venissieux)
        return SiteFactory(commune=commune, declared_by=cast.owner, **values)

    return make


@pytest.fixture
def an_entry():
    """`an_entry(site, membership, body)`: a message of that person in the site's journal."""

    def make(site, membership, body="Passage ce matin."):
        scope = scope_of(membership.user, membership.pk)
        return post(scope, site.reference, a_uuid(), body)

    return make
