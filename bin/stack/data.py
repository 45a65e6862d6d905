"""Migrations, territories, demonstration: each done once in a database, again when changed."""

from collections.abc import Mapping
from pathlib import Path

from stack import database, processes, stamps
from stack.environment import of_kind
from stack.places import PYTHON, ROOT, Place
from stack.progress import Step, say

OURS = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in {"var", "tests"}]


def prepare(place: Place, env: Mapping[str, str], private: bool) -> None:
    """`private`: the database is ours alone; in another one people's data may already be."""
    url = env["DATABASE_OWNER_URL"]
    _once(place, env, "Migrations", "migrate", _migrations(), "--no-input")
    _once(place, env, "Territories", "import_territories", _territories())
    # Never again in the same database: the data are kept, changes by users too.
    if database.is_done(url, "seed_demo", "once"):
        return
    if not private and database.query(url, "SELECT EXISTS (SELECT FROM actors_user)") == "t":
        say("The database already has users: the demonstration is not loaded.")
        return
    (place.folder / "accounts").unlink(missing_ok=True)
    _once(place, env, "Demonstration", "seed_demo", "once")


def accounts(place: Place, env: Mapping[str, str]) -> str:
    """The demonstration's accounts as a table, kept because asking takes a whole process."""
    if not database.is_done(env["DATABASE_OWNER_URL"], "seed_demo", "once"):
        return ""
    kept = place.folder / "accounts"
    if not kept.exists():
        log = place.log("accounts")
        log.unlink(missing_ok=True)
        with Step("Accounts") as step:
            manage(["demo_accounts"], log, step, of_kind(env, "owner"))
        log.rename(kept)
    return kept.read_text().rstrip()


def manage(words: list[str], log: Path, step: Step, env: Mapping[str, str]) -> None:
    processes.run([PYTHON, ROOT / "manage.py", *words], log, step, env)


def _once(
    place: Place, env: Mapping[str, str], title: str, command: str, stamp: str, *options: str
) -> None:
    url = env["DATABASE_OWNER_URL"]
    if database.is_done(url, command, stamp):
        return
    with Step(title) as step:
        manage([command, *options], place.log(command), step, of_kind(env, "owner"))
        database.mark_done(url, command, stamp)


def _migrations() -> str:
    """The lock too: third parties have migrations."""
    files = [path for app in OURS for path in app.glob("migrations/*.py")]
    return stamps.of_files([*files, ROOT / "requirements.lock"])


def _territories() -> str:
    """The outlines, and the code that reads them."""
    app = ROOT / "territories"
    code = [*app.glob("importing*"), *app.glob("importing/*.py")]
    code += app.glob("management/commands/import_territories.py")
    files = [*(ROOT / "fixtures" / "territories").rglob("*"), *code]
    return stamps.of_files([path for path in files if path.is_file()])
