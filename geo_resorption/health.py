"""What a balancer and a watcher ask: nothing secret, nothing cached, no session."""

import time
from collections.abc import Callable
from functools import cache as once

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actors.tasks import HEARTBEAT_KEY


@login_not_required
@transaction.non_atomic_requests
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("vivant", content_type="text/plain; charset=utf-8")


@login_not_required
@transaction.non_atomic_requests
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every part answers as it must, else 503 with which one does not."""
    parts = {name: _ask(question) for name, question in QUESTIONS.items()}
    fine = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": fine, "parts": parts}, status=200 if fine else 503)


def _ask(question: Callable[[], tuple[bool, object]]) -> dict[str, object]:
    # whatever goes wrong in a part is that part's answer; its name is enough, its text may tell
    # an address or an account
    try:
        ok, value = question()
    except Exception as error:
        return {"ok": False, "error": type(error).__name__}
    return {"ok": ok, "value": value}


def _database() -> tuple[bool, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        return True, cursor.fetchone()[0]


def _postgis() -> tuple[bool, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT postgis_lib_version()")
        return True, cursor.fetchone()[0]


def _redis() -> tuple[bool, object]:
    cache.set("ready", 1, 10)
    return cache.get("ready") == 1, None


def _worker() -> tuple[bool, object]:
    """Seconds since a worker last took its pulse."""
    beat = cache.get(HEARTBEAT_KEY)
    return beat is not None, None if beat is None else round(time.time() - beat)


def _migrations() -> tuple[bool, object]:
    applied = MigrationRecorder(connection).applied_migrations()
    pending = sorted(".".join(key) for key in _on_disk() - set(applied))
    return not pending, pending


@once
def _on_disk() -> frozenset[tuple[str, str]]:
    """Read once a process: the code does not change under it."""
    return frozenset(MigrationLoader(None).disk_migrations)


QUESTIONS = {
    "database": _database,
    "postgis": _postgis,
    "redis": _redis,
    "worker": _worker,
    "migrations": _migrations,
}
