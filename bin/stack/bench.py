"""bin/bench NAME …: runs bench/NAME.py on the local stack's data.

On the servers of a running bin/serve, else on the same ones started for the time of the run.
"""

import subprocess
import sys

from stack import data, environment, install, locking, packages, servers, stopping
from stack.places import DEMO, PYTHON, ROOT, Refused
from stack.processes import Word
from stack.progress import say
from stack.supervisor import Supervisor

FOLDER = ROOT / "bench"


def main(words: list[str]) -> int:
    names = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    if not words or words[0] not in names:
        raise Refused(f"which one? {', '.join(names) or 'bench/ is empty'}")
    install.everything(browser=True)
    if locking.is_held(DEMO):
        return _run(words, environment.kept(DEMO))
    stopping.listen()
    with locking.only_one(DEMO), Supervisor(DEMO) as supervisor:
        addresses = servers.start(DEMO, supervisor)
        env = environment.of_stack(DEMO, "dev", addresses)
        env = {"PUBLIC_URL": "http://localhost", "EMAIL_URL": "consolemail://"} | env
        data.prepare(DEMO, env, private="DATABASE_URL" in addresses)
        return _run(words, env)


def _run(words: list[str], env: environment.Env) -> int:
    command: list[Word] = [PYTHON, FOLDER / f"{words[0]}.py", *words[1:]]
    env = env | {"PYTHONPATH": str(ROOT), "CHROMIUM": packages.browser() or ""}
    return subprocess.run(command, cwd=ROOT, env=env).returncode


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Refused as refusal:
        say(f"bin/bench: {refusal}")
        code = 1
    except stopping.Stopped as stop:
        code = 128 + stop.number
    sys.exit(code)
