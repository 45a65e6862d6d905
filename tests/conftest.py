"""The world, the cast and the guards that every test stands on."""

import gc
import uuid
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from geo_resorption.celery import app as celery_app
from tests import cast as the_cast
from tests import counting, databases
from tests import world as the_world
from tests.factories import IntervenantFactory, SiteFactory
from tests.ready_made import ready_made
from tests.sites import world as sites_world

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
CACHE_ROOT = "test-"


def pytest_collection_finish():
    """All that is loaded by now stays: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The test database is a copy: migrating it anew takes half a minute in each process."""
    connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture
def own_cache(settings, swept_cache):
    """Keys of its own for each test that meets the database: none sees another's limits."""
    default = settings.CACHES["default"] | {"KEY_PREFIX": f"{CACHE_ROOT}{uuid.uuid4().hex}"}
    settings.CACHES = settings.CACHES | {"default": default}


@pytest.fixture(scope="session")
def swept_cache():
    yield
    redis = cache._cache.get_client()
    for key in redis.scan_iter(match=f"{CACHE_ROOT}*"):
        redis.delete(key)


@pytest.fixture(autouse=True)
def as_app_role(request):
    """The database as the service has it: a missing grant fails the test.

    The test database is made by the owner, who may take the app's role.
    """
    marked = request.node.get_closest_marker("django_db")
    if not marked and DATABASE_FIXTURES.isdisjoint(request.fixturenames):
        yield
        return
    request.getfixturevalue("own_cache")
    transactional = "transactional_db" in request.fixturenames or (
        marked and marked.kwargs.get("transaction")
    )
    request.getfixturevalue("transactional_db" if transactional else "db")
    role = connection.ops.quote_name(request.getfixturevalue("settings").DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"SET {'SESSION' if transactional else 'LOCAL'} ROLE {role}")
    yield
    if transactional:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture(scope="session", autouse=True)
def private_files(tmp_path_factory):
    """No test writes beside the files of the demonstration."""
    with override_settings(PRIVATE_FILES=str(tmp_path_factory.mktemp("files"))):
        yield


@pytest.fixture
def vault(settings, tmp_path):
    """The folder of private files, with nothing in it."""
    settings.PRIVATE_FILES = str(tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture(scope="session")
def ready(django_db_setup, django_db_blocker):
    """The world, its cast and their site, each made once."""
    with django_db_blocker.unblock():
        return ready_made(the_world.build, the_cast.build, _site)


@pytest.fixture
def world(ready, db):
    return ready[0].put()


@pytest.fixture
def cast(ready, world):
    return ready[1].put()


@pytest.fixture(scope="session")
def ready_places(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return ready_made(sites_world.build, sites_world.prefecture, sites_world.site)


@pytest.fixture
def places(ready_places, db):
    """Another small France, with every kind of straddling, by name."""
    return ready_places[0].put()


@pytest.fixture
def site(ready, cast):
    """In Vénissieux, declared by the owner; the mediator's structure is a declared intervenant."""
    return ready[2].put()


def _site(world, cast):
    site = SiteFactory(commune=world.venissieux, declared_by=cast.owner, name="Chemin du Pré")
    IntervenantFactory(site=site, organisation=cast.mediator.organisation, author=cast.owner)
    return site


@pytest.fixture
def client_of():
    """`client_of(membership | user | None)`: a browser in which that person is signed in."""

    def make(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(getattr(person, "user", person))
        return client

    return make


@pytest.fixture
def count_queries():
    return counting.count_queries


@pytest.fixture
def jobs_done(monkeypatch, django_capture_on_commit_callbacks):
    """`with jobs_done(): …` runs, at the end, what was enqueued, here and now."""
    celery_app.loader.import_default_modules()

    def send_task(name, args=(), **_):
        celery_app.tasks[name](*args)

    @contextmanager
    def run():
        monkeypatch.setattr(celery_app, "send_task", send_task)
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return run
