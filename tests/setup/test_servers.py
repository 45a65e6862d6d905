"""A private PostgreSQL and Redis: what they offer, and what a crash leaves."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from stack import database, postgres, processes, servers, sockets
from stack.places import Place, Refused
from stack.postgres import Cluster
from stack.redis import Redis
from stack.supervisor import Supervisor


def as_owner(cluster: Cluster, sql: str, name: str = database.NAME) -> str:
    return database.query(database.socket_url(cluster.sockets, "geo_owner", name), sql)


def as_app(cluster: Cluster, sql: str) -> str:
    return database.query(database.socket_url(cluster.sockets, "geo_app"), sql)


def crash(supervisor: Supervisor) -> None:
    for service in supervisor.services:
        assert service.process
        service.process.kill()
        service.process.wait()
    supervisor.services.clear()


def test_roles_extensions_and_order(cluster: Cluster) -> None:
    assert as_owner(cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "f"
    as_owner(cluster, "CREATE TABLE t (a int)")
    with pytest.raises(Refused, match="permission denied"):
        as_app(cluster, "CREATE TABLE u (a int)")
    as_owner(cluster, "CREATE DATABASE test_geo")
    for name in ("geo", "test_geo"):
        found = as_owner(cluster, "SELECT extname FROM pg_extension", name).split()
        assert set(database.EXTENSIONS) <= set(found)
    assert as_owner(cluster, "SELECT 'Étampes' < 'Zuydcoote', 'Evry' < 'Étampes z'") == "t|f"


def test_what_was_done_stands_in_the_database(cluster: Cluster) -> None:
    url = database.socket_url(cluster.sockets, "geo_owner")
    assert not database.is_done(url, "migrate", "a")
    database.mark_done(url, "migrate", "a")
    database.mark_done(url, "migrate", "b")
    assert database.is_done(url, "migrate", "b")
    assert not database.is_done(url, "migrate", "a")


def test_both_start_again_after_kill_9(place: Place, supervisor: Supervisor) -> None:
    """As the demonstration runs them: what was accepted is still there."""
    demo = Place(place.folder, durable=True)
    servers.start(demo, supervisor)
    cluster = Cluster(demo, sockets.folder(demo, postgres.user()))
    as_owner(cluster, "CREATE TABLE kept ()")
    crash(supervisor)
    assert (cluster.sockets / "redis.sock").exists()
    servers.start(demo, supervisor)
    assert as_owner(cluster, "SELECT to_regclass('kept')") == "kept"


def test_stale_pid_of_another_process_of_that_user(
    cluster: Cluster, supervisor: Supervisor
) -> None:
    crash(supervisor)
    bystander = subprocess.Popen(["sleep", "600"], **processes.as_user(cluster.user))
    try:
        for path in (
            cluster.data / "postmaster.pid",
            cluster.sockets / ".s.PGSQL.5432.lock",
        ):
            text = path.read_text().split("\n", 1)[1]
            path.write_text(f"{bystander.pid}\n{text}")
        servers.start(cluster.place, supervisor)
        assert as_app(cluster, "SELECT 1") == "1"
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_fresh_forgets(cluster: Cluster, supervisor: Supervisor) -> None:
    as_owner(cluster, "CREATE TABLE gone ()")
    supervisor.stop()
    supervisor.services.clear()
    servers.start(cluster.place, supervisor, fresh=True)
    assert as_owner(cluster, "SELECT to_regclass('gone')") == ""


def test_a_redis_that_lives_keeps_its_socket(place: Place, supervisor: Supervisor) -> None:
    """A second server would take the socket over without a word."""
    folder = sockets.folder(place, postgres.user())
    command = ["redis-server", "--port", "0", "--save", "", "--unixsocket", folder / "redis.sock"]
    stranger = subprocess.Popen(command, cwd=place.folder, stdout=subprocess.DEVNULL)
    try:
        limit = time.monotonic() + 5
        while not Redis(place, folder).answers() and time.monotonic() < limit:
            time.sleep(0.02)
        with pytest.raises(Refused, match="not ours"):
            servers.start(place, supervisor)
    finally:
        stranger.send_signal(signal.SIGTERM)
        stranger.wait()


def test_servers_of_the_environment_are_used(
    place: Place, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgis://a@db.example.org/geo")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example.org/0")
    assert servers.start(place, supervisor) == {}
    assert supervisor.services == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root leaves its folders to another user")
def test_a_closed_home_sends_the_data_elsewhere(place: Place, tmp_path: Path) -> None:
    place.folder.chmod(0o700)
    cluster = Cluster(place, Path("/nowhere"), lost_homes=tmp_path)
    assert cluster.data.parent.parent == tmp_path
    assert Cluster(place, Path("/nowhere"), lost_homes=tmp_path).data == cluster.data


def test_a_cluster_of_a_version_that_is_not_installed(place: Place) -> None:
    cluster = Cluster(place, Path("/nowhere"))
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Refused, match="needs PostgreSQL 9 with PostGIS"):
        _ = cluster.programs


def test_a_squatted_socket_folder_is_left(place: Place) -> None:
    folder = sockets.folder(place, None)
    assert len(str(folder / ".s.PGSQL.5432")) < 107
    assert sockets.folder(place, None) == folder
    folder.chmod(0o755)
    other = sockets.folder(place, None)
    assert other != folder
    link = place.folder / "link"
    link.symlink_to(other)
    place.remember("sockets", str(link))
    assert sockets.folder(place, None) != link


def test_a_password_is_no_argument() -> None:
    env = database.connection("postgis://me:p%40ss@db.example.org:5433/geo?sslmode=require")
    wanted = {"PGHOST": "db.example.org", "PGPORT": "5433", "PGUSER": "me", "PGPASSWORD": "p@ss"}
    assert env.items() >= (wanted | {"PGDATABASE": "geo", "PGSSLMODE": "require"}).items()
