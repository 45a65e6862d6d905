"""The walk: every address × every reader × GET and POST, and nothing of what he may not see."""

import json
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from tests.printed import PRINTED, printed
from tests.walk import stage as the_stage
from tests.walk.nasty import PARAMETERS, VALUES
from tests.walk.routes import admin_routes, path_of, routes
from tests.walk.stage import ROLES, leaks
from tests.walk.table import TABLE, Row

ROUTES = routes()
OUTSIDE = re.compile(r"\s*([a-z]+:|[/\\]{2})", re.IGNORECASE)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Built once, as the app's role, and undone at the end."""
    # pytest-django makes a test database only if a chosen test is marked `django_db`
    if not connection.settings_dict["NAME"].startswith("test_"):
        pytest.fail("Not in a test database: choose a test marked `django_db` beside the walk.")
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')
        built = the_stage.build()
        built.cookies = {role: cookies_of(getattr(built.cast, role)) for role in ROLES}
        yield built
        transaction.set_rollback(True)


def cookies_of(person):
    client = Client()
    if person:
        client.force_login(person.user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.fixture(autouse=True)
def quiet(own_cache):
    """Keys of its own, or the limits of the sign-in would stop the walk."""


def visit(stage, role, method, path, row=None):
    """The answer, then the page that it leads to if it leads to one of ours; all undone."""
    client = Client(raise_request_exception=False)
    client.cookies.load(stage.cookies[role])
    asked = {}
    if row and method == "post":
        asked = {"data": row.data(stage)}
        if row.json:
            asked = {"data": json.dumps(asked["data"]), "content_type": "application/json"}
    with transaction.atomic():
        answers = [getattr(client, method)(path, **asked)]
        if 300 <= answers[0].status_code < 400:
            assert not OUTSIDE.match(answers[0]["Location"]), answers[0]["Location"]
            answers.append(client.get(answers[0]["Location"]))
        transaction.set_rollback(True)
    return answers


def text_of(answer):
    if answer.headers.get("Content-Type") in PRINTED:
        return printed(answer)
    body = answer.getvalue() if answer.streaming else answer.content
    told = [answer.headers.get(name, "") for name in ("Location", "Content-Disposition")]
    return body.decode(errors="replace") + "".join(told)


def test_every_route_has_its_row_and_every_row_its_route():
    assert set(ROUTES) - set(TABLE) == set()
    assert set(TABLE) - set(ROUTES) == set()


@pytest.mark.parametrize("name", [name for name in TABLE if name in ROUTES])
def test_each_reader_has_what_is_his_and_nothing_else(stage, name):
    row = TABLE[name]
    values = {"reference": stage.south.site.reference} | row.values(stage)
    path = path_of(ROUTES[name], values) + row.query
    wrong = []
    for role in ROLES:
        for method, expected in (("get", row.get), ("post", row.post)):
            answers = visit(stage, role, method, path, row)
            if answers[0].status_code != expected[role]:
                wrong.append(f"{role} {method}: {answers[0].status_code}, not {expected[role]}")
            for answer in answers:
                found = leaks(stage, role, text_of(answer), path)
                wrong += [f"{role} {method}: leaks {word}" for word in found]
    assert wrong == [], f"{path}\n" + "\n".join(wrong)


SINGERS = [
    "api-site",
    "api-sites",
    "layer-sites",
    "site",
    "site-sheet",
    "site-list",
    "search",
    "journal-post",
    "notifications",
    "notifications-follows",
    "recent",
    "site-life",
    "site-history",
    "site-pdf",
    "site-docx",
]


@pytest.mark.parametrize("name", SINGERS)
def test_the_canaries_sing_for_those_who_may_hear_them(stage, name):
    """Else the walk would find no leak where there is nothing to leak."""
    values = {"reference": stage.south.site.reference}
    (answer,) = visit(stage, "owner", "get", path_of(ROUTES[name], values) + TABLE[name].query)
    body = text_of(answer)
    assert stage.south.site.reference in body
    assert any(word in body for word in stage.south.canaries)


@pytest.mark.parametrize(
    "name", ["site", "site-sheet", "api-site", "api-legal", "owner-edit", "step-edit"]
)
def test_the_legal_canaries_sing_for_those_who_may_hear_them(stage, name):
    row = TABLE[name]
    values = {"reference": stage.south.site.reference} | row.values(stage)
    path = path_of(ROUTES[name], values)
    for role in ("owner", "dihal"):
        (answer,) = visit(stage, role, "get", path)
        assert any(word in text_of(answer) for word in stage.south.legal.secrets)


@pytest.mark.parametrize(
    "query",
    ["procedure=decision", "proprietaire=connu", "echeance=30", "evacuation=60"],
)
@pytest.mark.parametrize("name", ["site-list", "api-sites", "layer-sites", "map-state", "map"])
def test_a_legal_filter_is_none_for_who_may_not_read_it(stage, name, query):
    path = path_of(ROUTES[name], {})
    for role in ("reader", "mediator", "stranger"):
        (answer,) = visit(stage, role, "get", f"{path}?{query}")
        may = role == "reader" and query.startswith("evacuation")
        assert answer.status_code == (200 if may else 400)
    (answer,) = visit(stage, "owner", "get", f"{path}?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("column", ["proprietaire", "procedures", "echeance", "evacuation"])
def test_a_legal_column_is_none_for_who_may_not_read_it(stage, column):
    path = f"{path_of(ROUTES['site-list'], {})}?colonnes={column}"
    for role in ("mediator", "stranger"):
        assert visit(stage, role, "get", path)[0].status_code == 400
    (answer,) = visit(stage, "neighbour", "get", path)
    assert answer.status_code == 200
    assert leaks(stage, "neighbour", text_of(answer), path) == []


@pytest.mark.parametrize("path", admin_routes())
def test_the_administration_is_for_none_of_them(stage, path):
    for role in ROLES:
        for method in ("get", "post"):
            first, *then = visit(stage, role, method, path)
            assert first.status_code in {302, 403}, f"{role} {method}"
            for answer in (first, *then):
                assert answer.status_code >= 300 or "id_login" in text_of(answer)
                assert leaks(stage, role, text_of(answer), path) == []


@pytest.mark.parametrize("name", [name for name in PARAMETERS if name in ROUTES])
def test_no_parameter_is_a_fault(stage, name):
    """Beside a value that is fine, where the page needs one."""
    row = TABLE[name]
    values = {"reference": stage.south.site.reference} | row.values(stage)
    path = path_of(ROUTES[name], values)
    fine = QueryDict(row.query.removeprefix("?"))
    faults = []
    for parameter in PARAMETERS[name]:
        for value in VALUES:
            asked = fine.copy()
            asked[parameter] = value
            answer, *_ = visit(stage, "owner", "get", f"{path}?{asked.urlencode()}")
            if answer.status_code >= 500:
                faults.append(f"{parameter}={value[:10]!r}: {answer.status_code}")
    assert faults == []


FORMS = [name for name, row in TABLE.items() if not row.json and row.data is not Row.data]


@pytest.mark.parametrize("name", FORMS)
def test_no_field_of_a_form_is_a_fault(stage, name):
    row = TABLE[name]
    values = {"reference": stage.south.site.reference} | row.values(stage)
    path = path_of(ROUTES[name], values)
    faults = []
    for key in row.data(stage):
        for value in VALUES:
            sent = row.data(stage) | {key: value}
            wrong = replace(row, data=lambda stage, sent=sent: sent)
            answer, *_ = visit(stage, "owner", "post", path, wrong)
            if answer.status_code >= 500:
                faults.append(f"{key}={value[:10]!r}: {answer.status_code}")
    assert faults == []
