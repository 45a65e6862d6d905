"""A server of the bench's own on the stack's data, and a signed-in cookie."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from actors.models import User


@contextmanager
def server(**more: str) -> Iterator[int]:
    """gunicorn as bin/serve starts it (2 processes, 4 threads each); yields its port.

    `more` goes to its environment: another DATABASE_URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "geo_resorption.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    command += ["--worker-class", "gthread", "--log-level", "error", "--no-control-socket"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "bench._settings", "PROCESS_KIND": "web"} | more
    process = subprocess.Popen(command, env=env)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _wait(port: int, process: subprocess.Popen) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError("the server stopped")
        try:
            HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/sante/vivant")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def cookie_of(user: User) -> str:
    """A session as if the person had just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"
