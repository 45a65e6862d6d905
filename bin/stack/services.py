"""The application's own processes."""

from collections.abc import Mapping

from stack.environment import of_kind
from stack.places import ROOT, VENV, Place
from stack.processes import Word
from stack.supervisor import Service

Env = Mapping[str, str]
PROGRAMS = VENV / "bin"


def web(env: Env, host: str, port: int) -> Service:
    command: list[Word] = [PROGRAMS / "gunicorn", "geo_resorption.wsgi", "--bind", f"{host}:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command += ["--access-logfile", "-", "--graceful-timeout", "5"]
    command += ["--limit-request-line", "8190"]  # many filters and a drawn area
    command += ["--no-control-socket"]  # it would stand in the home, shared with other projects
    return Service("web", command, of_kind(env, "web"))


def worker(env: Env) -> Service:
    # One machine, one worker: gossip and mingle would only slow its start.
    command: list[Word] = [
        PROGRAMS / "celery",
        "-A",
        "geo_resorption",
        "worker",
        "--concurrency",
        "2",
    ]
    command += ["--loglevel", "info", "--without-gossip", "--without-mingle"]
    return Service("worker", command, of_kind(env, "worker"))


def beat(env: Env) -> Service:
    command: list[Word] = [
        PROGRAMS / "celery",
        "-A",
        "geo_resorption",
        "beat",
        "--loglevel",
        "info",
    ]
    command += ["--scheduler", "django_celery_beat.schedulers:DatabaseScheduler", "--pidfile="]
    return Service("beat", command, of_kind(env, "beat"))


def mailbox(env: Env, place: Place, port: int) -> Service:
    script = ROOT / "bin" / "stack" / "mailbox.py"
    command: list[Word] = [PROGRAMS / "python", "-P", script, str(port), place.mails]
    return Service("mailbox", command, env)


def mail_page(env: Env, place: Place, port: int) -> Service:
    script = ROOT / "bin" / "stack" / "mail_page.py"
    command: list[Word] = [PROGRAMS / "python", "-P", script, str(port), place.mails]
    return Service("mails", command, env)
