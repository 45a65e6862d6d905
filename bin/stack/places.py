"""Where a stack keeps its things. The demonstration and the tests each have their own place."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# It reached us from python.sh; the locked environment must not see our modules.
os.environ.pop("PYTHONPATH", None)


class Refused(Exception):
    """What stops us and the user can mend: shown without a trace."""


@dataclass(frozen=True)
class Place:
    folder: Path
    # False: PostgreSQL may lose everything in a crash, and is much faster.
    durable: bool = True

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def mails(self) -> Path:
        return self.folder / "mail"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def remember(self, name: str, value: str) -> None:
        """Keeps a small value until the next run, out of the eyes of other users."""
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(value)

    def recall(self, name: str) -> str:
        path = self.folder / name
        return path.read_text().strip() if path.exists() else ""

    def make(self) -> None:
        """Makes the folders, and says plainly when they belong to somebody else."""
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            self.mails.mkdir(exist_ok=True)
        except PermissionError:
            pass
        if not os.access(self.logs, os.W_OK):
            raise Refused(
                f"{self.folder} belongs to another user (an earlier run as root?): "
                "run as that user, or remove it."
            )


DEMO = Place(ROOT / "var")
TESTS = Place(ROOT / "var" / "test", durable=False)
