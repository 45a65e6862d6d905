"""The system's packages: what is missing, and its installation by apt."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

from stack import postgres, processes
from stack.places import DEMO, ROOT, Refused
from stack.progress import Step

INSTALL = ROOT / "bin" / "stack" / "apt-install.sh"
FONTS = Path("/usr/share/fonts")
# The first draws no window around a page, which costs as much as the page itself.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

Needs = dict[str, Callable[[], bool]]


def _command(*names: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(name) for name in names)


def _library(name: str) -> Callable[[], bool]:
    return lambda: find_library(name) is not None


def _can_make_environments() -> bool:
    command = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# package → is what it brings already here, from wherever it came
NEEDS: Needs = {
    f"python3.{sys.version_info.minor}-venv": _can_make_environments,
    "postgis": lambda: postgres.binaries() is not None,  # apt-install.sh knows which version
    "gdal-bin": _command("gdalinfo"),
    "redis-server": _command("redis-server"),
    "redis-tools": _command("redis-cli"),
    "libmagic1": _library("magic"),
    # what weasyprint sets a page with
    "libpango-1.0-0": _library("pango-1.0"),
    "libpangoft2-1.0-0": _library("pangoft2-1.0"),
    "libharfbuzz-subset0": _library("harfbuzz-subset"),
    "fonts-dejavu-core": lambda: any(FONTS.rglob("DejaVuSans.ttf")),
}
BROWSER_NEEDS: Needs = {BROWSERS[0]: lambda: _is_best(browser())}


def _is_best(found: str | None) -> bool:
    """Of what this system can have: without apt, any will do."""
    return found is not None and (not shutil.which("apt-get") or found.endswith(BROWSERS[0]))


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def missing(needs: Needs) -> list[str]:
    return [package for package, is_here in needs.items() if not is_here()]


def install(needs: Needs) -> None:
    """Nothing is asked of root, and no password of anyone, when nothing is missing."""
    packages = missing(needs)
    if not packages:
        return
    as_root = _root(packages)
    log = DEMO.log("apt")
    with Step(f"System packages ({', '.join(packages)})") as step:
        command = [*as_root, "sh", INSTALL, *packages]
        # Not tied to our life: a package half installed is worse than a late stop.
        processes.run(command, log, step, os.environ, tied=False)
    if still := missing(needs):
        raise Refused(f"Still missing after their installation: {', '.join(still)}; see {log}")


def _root(packages: list[str]) -> list[str | Path]:
    """The words that make a command run as root; sudo asks for its password before we go on."""
    if not shutil.which("apt-get"):
        raise Refused(f"Missing, and there is no apt-get here: {', '.join(packages)}")
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        quiet = [] if sys.stdin.isatty() else ["-n"]
        if subprocess.run(["sudo", *quiet, "-v"], check=False).returncode == 0:
            return ["sudo"]
    raise Refused(
        f"Missing: {', '.join(packages)}. Only root can install them; ask for\n"
        f"  sudo sh {INSTALL} {' '.join(packages)}"
    )
