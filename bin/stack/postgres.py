"""A private PostgreSQL cluster: no network port, no password, nobody else's."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from stack import processes
from stack.places import Place, Refused
from stack.processes import Word
from stack.supervisor import Service

DURABLE = {"shared_buffers": "256MB", "max_connections": "200"}
# After a crash the data may be gone: for tests only.
FAST = DURABLE | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
}
LOST_HOMES = Path("/var/lib/geo-resorption")


def binaries(version: str = "*") -> Path | None:
    """The newest installed PostgreSQL that has PostGIS."""
    found = [
        path
        for path in Path("/usr/lib/postgresql").glob(f"{version}/bin")
        if (path / "postgres").exists() and _has_postgis(path.parent.name)
    ]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def _has_postgis(version: str) -> bool:
    return Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists()


def user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    return "postgres" if os.geteuid() == 0 else None


class Cluster:
    def __init__(self, place: Place, sockets: Path, lost_homes: Path = LOST_HOMES) -> None:
        self.place, self.sockets = place, sockets
        self.user = user()
        self.data = _home(place, self.user, lost_homes) / "postgres"
        self.env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    @property
    def programs(self) -> Path:
        version = self.data / "PG_VERSION"
        wanted = version.read_text().strip() if version.exists() else "*"
        found = binaries(wanted)
        if found is None:
            raise Refused(
                f"{self.data} needs PostgreSQL {wanted} with PostGIS, which is not installed: "
                "install it, or remove that folder and lose its data."
            )
        return found

    def create(self) -> bool:
        """Makes the cluster if there is none; a half-made one (no PG_VERSION) is made anew."""
        if (self.data / "PG_VERSION").exists():
            return False
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.data, self.user, self.user)
        options: list[Word] = [
            "-D",
            self.data,
            "-U",
            "geo",
            "-E",
            "UTF8",
            "--auth=trust",
            "--locale=C.UTF-8",
        ]
        options += ["--no-instructions", *_french_order(self.programs)]
        options += [] if self.place.durable else ["--no-sync"]
        self._call(self.programs / "initdb", *options)
        return True

    def remove(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)

    def service(self) -> Service:
        """SIGINT is PostgreSQL's quick stop: on SIGTERM it would wait for its clients."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            **(DURABLE if self.place.durable else FAST),
        }
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        command: list[Word] = [self.programs / "postgres", "-D", self.data, *flags]
        return Service("postgres", command, self.env, signal.SIGINT, self.user, vital=True)

    def clear_stale_pid(self) -> None:
        """After a kill -9 the pid in postmaster.pid may be another process's by now.

        PostgreSQL then refuses to start; only its working folder tells whose it is.
        """
        path = self.data / "postmaster.pid"
        limit = time.monotonic() + 5
        while path.exists() and time.monotonic() < limit:
            pid = path.read_text().split()[0]
            try:
                if Path(f"/proc/{pid}/cwd").resolve(strict=True) != self.data.resolve():
                    break
            except OSError:  # no such process, a zombie, or another user's
                break
            time.sleep(0.1)
        else:
            if path.exists():
                raise Refused(f"A PostgreSQL that is not ours runs in {self.data}.")
        path.unlink(missing_ok=True)
        # It names the same pid; the folder is ours alone.
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def answers(self) -> bool:
        command: list[Word] = [
            self.programs / "pg_isready",
            "-q",
            "-h",
            self.sockets,
            "-U",
            "geo",
            "-d",
            "postgres",
        ]
        return subprocess.run(command, env=self.env, check=False).returncode == 0

    def _call(self, *command: str | Path) -> None:
        done = subprocess.run(
            command,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            **processes.as_user(self.user),
        )
        if done.returncode:
            raise Refused(f"{Path(command[0]).name} failed: {done.stderr.strip()}")


def _home(place: Place, user: str | None, lost_homes: Path) -> Path:
    """The place's own folder, unless the servers' user cannot enter it (a home of mode 700)."""
    if user is None or _can_enter(place.folder, user):
        return place.folder
    name = hashlib.sha1(str(place.folder).encode(), usedforsecurity=False).hexdigest()
    home = lost_homes / name
    home.mkdir(parents=True, exist_ok=True)
    return home


def _can_enter(folder: Path, user: str) -> bool:
    command = ["test", "-x", str(folder)]
    return subprocess.run(command, check=False, **processes.as_user(user)).returncode == 0


def _french_order(programs: Path) -> list[str]:
    """Names sort as French readers expect (É beside E); initdb offers it from version 15."""
    if float(programs.parent.name) < 15:
        return []
    return ["--locale-provider=icu", "--icu-locale=fr"]
