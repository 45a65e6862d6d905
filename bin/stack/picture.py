"""bin/picture: runs docs/picture.py in front of a running bin/serve."""

import subprocess
import sys

from stack import environment, install, locking, packages
from stack.places import DEMO, PYTHON, ROOT, Refused
from stack.progress import say


def main() -> int:
    if not locking.is_held(DEMO):
        raise Refused("run bin/serve first: the picture is one of the running demonstration.")
    install.everything(browser=True)
    env = environment.kept(DEMO) | {
        "ADDRESS": DEMO.recall("url") or "",
        "CHROMIUM": packages.browser() or "",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run([PYTHON, ROOT / "docs/picture.py"], cwd=ROOT, env=env).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refusal:
        say(f"bin/picture: {refusal}")
        sys.exit(1)
