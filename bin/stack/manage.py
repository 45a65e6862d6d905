"""bin/manage and bin/psql: commands with the environment of the local stack.

As the owner of the database, unless PROCESS_KIND says otherwise.
"""

import os
import sys
from collections.abc import Sequence

from stack import database, environment, locking
from stack.places import DEMO, PYTHON, ROOT


def main(program: str, words: Sequence[str]) -> None:
    env = environment.kept(DEMO)
    if "DATABASE_OWNER_URL" not in env or not PYTHON.exists():
        sys.exit(f"bin/{program}: nothing is set up yet, run bin/serve first.")
    if not locking.is_held(DEMO):
        print(f"bin/{program}: bin/serve does not run, its servers are away.", file=sys.stderr)
    if program == "psql":
        # Away from PGOPTIONS, which hides notices.
        env = database.connection(env["DATABASE_OWNER_URL"]) | {"PGOPTIONS": ""}
        os.execvpe("psql", ["psql", *words], env)
    env.setdefault("PROCESS_KIND", "owner")
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *words], env)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
