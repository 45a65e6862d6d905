"""What was installed from which lock: the stamp stands inside the folder and goes with it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = ".stamp"


def of_files(paths: Iterable[Path], *others: str) -> str:
    digest = hashlib.sha256("\0".join(others).encode())
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read(folder: Path) -> str:
    path = folder / NAME
    return path.read_text() if path.exists() else ""


def write(folder: Path, stamp: str) -> None:
    (folder / NAME).write_text(stamp)
