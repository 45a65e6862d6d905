"""A short folder for the sockets of PostgreSQL and Redis.

A socket's path may have 107 bytes at most, so the project's own folder will not do. Trust reigns
inside: the folder must belong to the servers' user and be closed to all others.
"""

import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from stack.places import Place

BASE = Path("/tmp")  # not TMPDIR, which may be long, or closed to the servers' user


def folder(place: Place, user: str | None) -> Path:
    """The folder of the last run if it is still there and safe, else a new one."""
    uid = pwd.getpwnam(user).pw_uid if user else os.getuid()
    remembered = place.recall("sockets")
    if remembered and _is_safe(Path(remembered), uid):
        return Path(remembered)
    path = Path(tempfile.mkdtemp(prefix="geo-", dir=BASE))  # mode 700, ours, unguessable
    if user:
        shutil.chown(path, uid)
    place.remember("sockets", str(path))
    return path


def _is_safe(path: Path, uid: int) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == uid
        and stat.S_IMODE(status.st_mode) == 0o700
    )
