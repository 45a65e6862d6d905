"""The locked Python environment, by uv, which has a small environment of its own."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

from stack import processes, stamps
from stack.places import DEMO, PYTHON, ROOT, VENV
from stack.progress import Step

LOCK = ROOT / "requirements.lock"
UV_LOCK = ROOT / "bin" / "stack" / "uv-tool.lock"
TOOLS = DEMO.folder / "tools"
UV = TOOLS / "bin" / "uv"
# pip's name → uv's variable
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def install() -> None:
    stamp = stamps.of_files([LOCK], sys.version)
    if stamps.read(VENV) == stamp and _works(PYTHON):
        return
    with Step("Python packages") as step:
        log = DEMO.log("python")
        install_uv(step)
        env = uv_environment()
        if not _works(PYTHON):
            shutil.rmtree(VENV, ignore_errors=True)
            processes.run([UV, "venv", "--python", sys.executable, VENV], log, step, env)
        sync: list[processes.Word] = [UV, "pip", "sync", "--require-hashes"]
        processes.run([*sync, "--python", PYTHON, LOCK], log, step, env)
        stamps.write(VENV, stamp)


def install_uv(step: Step) -> None:
    stamp = stamps.of_files([UV_LOCK], sys.version)
    if stamps.read(TOOLS) == stamp and UV.exists():
        return
    log = DEMO.log("python")
    shutil.rmtree(TOOLS, ignore_errors=True)
    processes.run([sys.executable, "-m", "venv", TOOLS], log, step, os.environ)
    pip: list[processes.Word] = [
        TOOLS / "bin" / "pip",
        "install",
        "--require-hashes",
        "-r",
        UV_LOCK,
    ]
    processes.run(pip, log, step, os.environ)
    stamps.write(TOOLS, stamp)


def uv_environment() -> dict[str, str]:
    """uv does not read pip's configuration: what this machine sets there is handed over."""
    command: list[processes.Word] = [TOOLS / "bin" / "pip", "config", "list"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {
        "UV_PYTHON_DOWNLOADS": "never",
        # As pip does: the hashes, not the order of the indexes, say which file is right.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    for line in text.splitlines():
        key, _, value = line.partition("=")
        name = SETTINGS.get(key.rpartition(".")[2])
        if name:
            words = ast.literal_eval(value).split()
            found[name] = " ".join(word for word in words if _is_there(word))
    return {name: value for name, value in found.items() if value} | os.environ


def _is_there(address: str) -> bool:
    """pip passes over a folder that is not there; uv would stop."""
    path = address.removeprefix("file://")
    return "://" in path or Path(path).exists()


def _works(python: Path) -> bool:
    """Not so after the system's Python was replaced, or the folder moved, or for another Python."""
    if not python.exists():
        return False
    ours = (sys.version, sys.base_prefix)
    code = f"import sys; sys.exit((sys.version, sys.base_prefix) != {ours!r})"
    return subprocess.run([python, "-c", code], check=False).returncode == 0
