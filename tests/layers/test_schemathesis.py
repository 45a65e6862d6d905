"""Whatever the OpenAPI document allows, and what it does not: never a 5xx.

The cases of an operation run in one transaction as the app's role, with Django's own savepoint
for each request: nothing is left, and a missing grant would show.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from actors.services import scope_of
from geo_resorption.wsgi import application
from sites.services import Deposit, deposit, merge
from sites.services.reinstalling import Move, link
from tests.factories import SiteFactory
from tests.layers.shapes import a_uuid
from tests.uploads import pdf, upload

EACH = 200 if os.environ.get("TEST_ALL") else 20
TOKEN = "a" * 32
CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
# The first site of the world, one that is not there, and some words that mean something
KNOWN = {
    "reference": ["69-0001", "69-9999"],
    "dans": ["departement-69", "commune-69259", "nation-FR", "commune-99999", "x"],
    "ouvert_le": ["2024-03-01", "2024-02-30", "3026-01-01"],
    "intervenant": ["1", "999999999", "x"],
    "polygone": ["4,45;5,45;5,46", "4,45;4.1,45.1;4.1,45;4,45.1", "4,45"],
    "autour": ["45.25,4.75,2000", "4.75,45.25,2000", "nan,0,1"],
    "bbox": ["4,45,5,46", "1,2,3,4,5", "nan,0,1,1"],
}
# Chance alone would never fall in France
PLACES = [[4.75, 45.25], [4.1, 45.4], [4.5, 46.7], [13.4, 52.5], [45.25, 4.75], [1e308, -1e308]]


def document():
    found = SchemaGenerator().get_schema(request=None, public=True)
    for operations in found["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in KNOWN:
                    parameter["schema"] = {"type": "string", "enum": KNOWN[parameter["name"]]}
    for name in ("Report", "PatchedChanges"):
        shape = found["components"]["schemas"][name]["properties"]["geometry"]["properties"]
        shape["coordinates"]["enum"] = PLACES
    return found


schema = schemathesis.openapi.from_dict(document())
schema.app = application


@pytest.fixture
def kept_connection():
    """Through the WSGI door each request would close the test's own, as Django's client knows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def session(kept_connection, client_of, world, cast, site, a_site, an_entry):
    """The owner's cookies; his site has one row of each kind, and another department asks him."""
    owner, neighbour = scope_of(cast.owner.user), scope_of(cast.neighbour.user)
    paper = Deposit(a_uuid(), "Arrêté", [upload("Arrêté.pdf", pdf())])
    there = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    rows = {
        "/journal/": an_entry(site, cast.owner),
        "/documents/": deposit(owner, site.reference, paper),
        "/fusions/": merge(owner, a_site().reference, site.reference),
        "}/reinstallations/": link(owner, site.reference, Move(True, a_site().reference)),
        "/reinstallations/": link(neighbour, there.reference, Move(True, departement="69")),
        "/intervenants/": site.intervenants.get(),
    }
    client = client_of(cast.owner)
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": TOKEN}, rows


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=EACH,
    deadline=None,
    derandomize=not os.environ.get("TEST_ALL"),
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_input_is_a_fault(case, session):
    cookies, rows = session
    parameters = case.path_parameters or {}
    if isinstance(parameters.get("pk"), int) and parameters["pk"] % 2:  # else one that is not there
        kinds = [kind for kind in rows if kind in case.path]
        parameters["pk"] = rows[kinds[0] if kinds else "/intervenants/"].pk
    headers = {"X-CSRFToken": TOKEN, "Accept-Encoding": "identity"}
    case.call_and_validate(cookies=cookies, headers=headers, checks=CHECKS)
