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

from geo_resorption.wsgi import application

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
def session(kept_connection, client_of, cast, site, an_entry):
    """The owner's cookies; his site has an entry and an intervenant."""
    entry = an_entry(site, cast.owner)
    client = client_of(cast.owner)
    ids = {"journal": entry.pk, "intervenants": site.intervenants.get().pk}
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": TOKEN}, ids


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
    cookies, ids = session
    parameters = case.path_parameters or {}
    if isinstance(parameters.get("pk"), int) and parameters["pk"] % 2:  # else one that is not there
        parameters["pk"] = ids["journal" if "/journal/" in case.path else "intervenants"]
    headers = {"X-CSRFToken": TOKEN, "Accept-Encoding": "identity"}
    case.call_and_validate(cookies=cookies, headers=headers, checks=CHECKS)
