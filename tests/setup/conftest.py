"""Real processes in throwaway places; the code under test is what bin/ runs."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin"))

from stack import postgres, servers, sockets, stopping
from stack.places import Place
from stack.postgres import Cluster
from stack.supervisor import Supervisor


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Under /tmp with an open mode: pytest's own folders are closed to the postgres user."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="geo-test-") as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(sockets, "BASE", Path(folder))
        made = Place(Path(folder), durable=False)
        made.make()
        yield made


@pytest.fixture
def supervisor(place: Place) -> Iterator[Supervisor]:
    """Stopping ignores signals for good, which pytest must not."""
    handlers = {number: signal.getsignal(number) for number in stopping.SIGNALS}
    with Supervisor(place) as made:
        yield made
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def cluster(place: Place, supervisor: Supervisor) -> Cluster:
    servers.start(place, supervisor)
    return Cluster(place, sockets.folder(place, postgres.user()))


@pytest.fixture(autouse=True)
def private_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """bin/test exports its own servers, which would be used instead of private ones."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
