"""Writes the lock files anew: names, versions and hashes, and no registry's address."""

import sys

from stack import node_packages, processes, python_packages
from stack.locking import installing
from stack.places import DEMO, ROOT, Refused
from stack.progress import Step, say

OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes"]
OPTIONS += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]


def main() -> None:
    """--upgrade takes the newest versions allowed; without it what is locked stays."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    log = DEMO.log("lock")
    with installing():
        with Step("uv") as step:
            python_packages.install_uv(step)
        env = python_packages.uv_environment()
        compile_: list[processes.Word] = [python_packages.UV, "pip", "compile", *OPTIONS, *upgrade]
        project = ROOT / "pyproject.toml"
        for name, source, target in (
            ("Python", ["--group", "dev", project], python_packages.LOCK),
            ("Node's wheel", ["--group", f"{project}:node"], node_packages.WHEEL_LOCK),
            ("uv itself", [ROOT / "bin" / "stack" / "uv-tool.in"], python_packages.UV_LOCK),
        ):
            with Step(f"{name}: {target.name}") as step:
                processes.run([*compile_, *source, "-o", target], log, step, env)
        with Step("npm: package-lock.json") as step:
            npm, env = node_packages.find_npm(step)
            processes.run([*npm, "install", "--package-lock-only"], log, step, env)


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        say(f"bin/lock: {refusal}")
        sys.exit(1)
