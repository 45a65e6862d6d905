"""The locks name versions and hashes, and no registry."""

import re
from pathlib import Path

import pytest
from stack.places import ROOT

LOCKS = [
    ROOT / "requirements.lock",
    ROOT / "package-lock.json",
    *sorted((ROOT / "bin" / "stack").glob("*.lock")),
]
AUTHORS_OWN = re.compile(r'"(funding|url|homepage)":')


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_registry_address(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if re.search(r"\w+://", line)]
    assert [line for line in lines if not AUTHORS_OWN.search(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash(lock: Path) -> None:
    text = lock.read_text()
    if lock.suffix == ".json":
        assert text.count('"integrity":') == text.count('"node_modules/') > 0
    else:
        names = re.findall(r"^[\w.\-\[\]]+==.*\\\n +--hash=sha256:", text, re.MULTILINE)
        assert len(names) == len(re.findall(r"^\S", text, re.MULTILINE)) > 0


def test_npm_asks_for_no_address() -> None:
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text()
