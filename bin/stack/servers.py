"""Starts the private PostgreSQL and Redis of a place, unless the environment names others."""

import os
import time
from collections.abc import Callable

from stack import database, environment, leftovers, postgres, sockets
from stack.places import Place, Refused
from stack.postgres import Cluster
from stack.progress import Step, say
from stack.redis import Redis
from stack.supervisor import Supervisor

PATIENCE_SECONDS = 60  # PostgreSQL may have to recover after a crash


def start(place: Place, supervisor: Supervisor, fresh: bool = False) -> dict[str, str]:
    """Returns their addresses. `fresh` throws away the data of the last run."""
    if count := leftovers.sweep(place):
        say(f"Stopped {count} processes that an earlier run had left behind.")
    folder = sockets.folder(place, postgres.user())
    redis = Redis(place, folder)
    if os.environ.get("DATABASE_URL"):
        say("PostgreSQL: the one of DATABASE_URL.")
    else:
        _start_postgres(Cluster(place, folder), supervisor, fresh)
    if os.environ.get("REDIS_URL"):
        say("Redis: the one of REDIS_URL.")
    else:
        _start_redis(redis, supervisor, fresh)
    return environment.of_servers(folder, redis.url)


def _start_postgres(cluster: Cluster, supervisor: Supervisor, fresh: bool) -> None:
    if fresh:
        cluster.remove()
    new = "" if (cluster.data / "PG_VERSION").exists() else ", a new cluster"
    with Step(f"PostgreSQL in {cluster.data}{new}"):
        cluster.create()
        cluster.clear_stale_pid()
        supervisor.start(cluster.service())
        wait(cluster.answers, supervisor, "PostgreSQL")
        database.bootstrap(cluster.sockets)


def _start_redis(redis: Redis, supervisor: Supervisor, fresh: bool) -> None:
    with Step(f"Redis in {redis.data}"):
        if fresh:
            redis.remove()
        if redis.answers():
            raise Refused(f"A Redis that is not ours answers on {redis.socket}.")
        supervisor.start(redis.service())
        wait(redis.answers, supervisor, "Redis")


def wait(answers: Callable[[], bool], supervisor: Supervisor, name: str) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not answers():
        supervisor.check()
        if time.monotonic() > limit:
            raise Refused(f"{name} does not answer after {PATIENCE_SECONDS} s; see var/.../log.")
        time.sleep(0.05)
