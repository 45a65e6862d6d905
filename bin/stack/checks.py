"""bin/test: every check, on a stack of its own beside a running bin/serve.

  bin/test               all but the long tests
  bin/test --all         the long ones too (TEST_ALL=1)
  bin/test tests/x -k y  only pytest, with these arguments

Each step runs whatever the others gave; times and results are summed up at the end. The servers
that DATABASE_URL and REDIS_URL name are never used: the tests make and drop databases.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from stack import environment, install, packages, servers, stopping
from stack.environment import Env
from stack.leftovers import MARK
from stack.locking import only_one
from stack.places import PYTHON, ROOT, TESTS, VENV, Refused
from stack.progress import say
from stack.supervisor import Supervisor

TOOLS = VENV / "bin"
MANAGE = [PYTHON, ROOT / "manage.py"]
# Neither worker waits for the other.
PARALLEL: list[str | Path] = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal"]


class Check(NamedTuple):
    name: str
    command: Sequence[str | Path]
    extra: Env = {}


class Result(NamedTuple):
    name: str
    seconds: float
    code: int


def main(words: list[str]) -> int:
    stopping.listen()
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with only_one(TESTS):
        install.everything(browser=True)
        with Supervisor(TESTS) as supervisor:
            env = _environment(servers.start(TESTS, supervisor, fresh=True))
            checks = _checks(words)
            with _databases(env) if len(checks) > 1 else nullcontext():
                results = [_run(check, env) for check in checks]
    return _sum_up(results)


def _environment(addresses: Env) -> Env:
    """What the tests' fixtures find; they start the web server and worker that they need."""
    fixed = {
        "PROCESS_KIND": "owner",  # makes the test databases
        "PUBLIC_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "EMAIL_URL": "memorymail://",
        "CHROMIUM": packages.browser() or "",
        MARK: str(TESTS.folder),  # so that nothing started by a test outlives us
    }
    env = environment.of_stack(TESTS, "test", addresses) | fixed
    return env | {"PATH": f"{TOOLS}:{env['PATH']}"}


@contextmanager
def _databases(env: Env) -> Iterator[None]:
    """Begins what the tests would wait for; should it fail, the first of them says why."""
    command: list[str | Path] = [PYTHON, "-m", "tests.databases"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _checks(words: list[str]) -> list[Check]:
    everything = "--all" in words
    words = [word for word in words if word != "--all"]
    extra = {"TEST_ALL": "1"} if everything else {}
    but = [] if everything else ["not slow"]
    if words:
        return [_pytest("pytest", but, extra, words)]
    # The browser's tests apart: Playwright keeps an event loop in the main thread, where Django
    # neither opens nor closes the database as it does elsewhere.
    return [
        *_static_checks(),
        _pytest("pytest", ["not e2e", *but], extra),
        _pytest("browser", ["e2e", *but], extra),
    ]


def _pytest(name: str, marks: Sequence[str], extra: Env, words: Sequence[str] = ()) -> Check:
    chosen = ["-m", " and ".join(marks)] if marks else []
    return Check(name, [*PARALLEL, *chosen, *words], extra)


def _static_checks() -> list[Check]:
    own = {"MYPYPATH": str(ROOT / "bin")}
    return [
        Check("ruff check", [TOOLS / "ruff", "check", "."]),
        Check("ruff format", [TOOLS / "ruff", "format", "--check", "."]),
        Check("djlint", [TOOLS / "djlint", "templates", "--lint", "--quiet"]),
        Check("import-linter", [TOOLS / "lint-imports"]),
        Check("mypy", [TOOLS / "mypy"]),
        Check("mypy bin", [TOOLS / "mypy", "--config-file=", "--strict", "-p", "stack"], own),
        Check("migrations made", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        Check("migrations safe", [*MANAGE, *_migration_linter()]),
        Check("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], _PRODUCTION),
    ]


def _migration_linter() -> list[str]:
    """Third parties' migrations are theirs to mend."""
    apps = [path.parent.name for path in sorted(ROOT.glob("*/migrations"))]
    return ["lintmigrations", "--sql-analyser", "postgresql", "--include-apps", *apps]


_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "geo_resorption.settings.base",
    "PROCESS_KIND": "web",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "PUBLIC_URL": "https://sig.example.org",
    "ALLOWED_HOSTS": "sig.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
}


def _run(check: Check, env: Env) -> Result:
    say(f"\n=== {check.name}")
    start = time.monotonic()
    # Someone who debugs wants the terminal; an integration server has none to give.
    stdin = None if sys.stdin and sys.stdin.isatty() else subprocess.DEVNULL
    with subprocess.Popen(check.command, cwd=ROOT, env=env | check.extra, stdin=stdin) as process:
        try:
            code = process.wait()
        except stopping.Stopped:
            process.terminate()
            raise
    return Result(check.name, time.monotonic() - start, code)


def _sum_up(results: list[Result]) -> int:
    say()
    for name, seconds, code in results:
        say(f"{'ok    ' if code == 0 else 'FAILED'}  {seconds:6.1f} s  {name}")
    failed = [result.name for result in results if result.code]
    say(f"FAILED: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv[1:]):
        say(__doc__ or "")
        sys.exit()
    try:
        code = main(sys.argv[1:])
    except Refused as refusal:
        say(f"bin/test: {refusal}")
        code = 1
    except stopping.Stopped as stop:
        code = 128 + stop.number
    sys.exit(code)
