"""What is missing on the machine, and how it is installed without disturbing that machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from stack import packages, python_packages
from stack.places import Refused

POLICY = "usr/sbin/policy-rc.d"
CLUSTER = "etc/postgresql-common/createcluster.d"
# Notes what it is called with, and what stands in its way then.
APT = """#!/bin/sh
echo "$@" >> "$SEEN"
cat "$APT_INSTALL_SYSTEM/usr/sbin/policy-rc.d" "$APT_INSTALL_SYSTEM"/etc/*/*/* >> "$SEEN"
case "$*" in *install*) exit ${APT_FAILS:-0};; esac
"""
CACHE = """#!/bin/sh
printf 'postgresql-9-postgis-3 - old\\npostgresql-15-postgis-3 - new\\n'
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    (tmp_path / "usr/sbin").mkdir(parents=True)
    (tmp_path / "programs").mkdir()
    for name, text in (("apt-get", APT), ("apt-cache", CACHE), ("systemctl", "#!/bin/sh\n")):
        program = tmp_path / "programs" / name
        program.write_text(text)
        program.chmod(0o755)
    return tmp_path


def apt_install(system: Path, *words: str, **more: str) -> tuple[int, str]:
    env = {
        "PATH": f"{system / 'programs'}:{os.environ['PATH']}",
        "APT_INSTALL_SYSTEM": str(system),
        "SEEN": str(system / "seen"),
        **more,
    }
    done = subprocess.run(["sh", packages.INSTALL, *words], env=env, capture_output=True)
    return done.returncode, (system / "seen").read_text()


def test_an_environment_of_another_python_is_made_again(monkeypatch) -> None:
    assert python_packages._works(Path(sys.executable))
    monkeypatch.setattr(sys, "base_prefix", "/elsewhere")
    assert not python_packages._works(Path(sys.executable))


def test_no_service_is_started_and_all_is_put_back(system: Path) -> None:
    code, seen = apt_install(system, "postgis", "redis-server")
    assert code == 0
    assert "postgresql-15-postgis-3 redis-server" in seen
    assert "exit 101" in seen
    assert "create_main_cluster = false" in seen
    assert not (system / POLICY).exists()
    assert list((system / CLUSTER).iterdir()) == []


def test_the_administrators_policy_stays(system: Path) -> None:
    (system / POLICY).write_text("#!/bin/sh\nexit 0\n")
    _, seen = apt_install(system, "redis-server")
    assert "exit 0" in seen
    assert (system / POLICY).read_text() == "#!/bin/sh\nexit 0\n"


def test_a_failure_is_told_and_all_is_put_back(system: Path) -> None:
    code, _ = apt_install(system, "redis-server", APT_FAILS="100")
    assert code == 100
    assert not (system / POLICY).exists()
    assert list((system / CLUSTER).iterdir()) == []


def test_what_a_killed_run_left_is_put_back_by_the_next(system: Path) -> None:
    (system / POLICY).write_text(
        "#!/bin/sh\n# Temporary, by resorption-bidonvilles-sig\nexit 101\n"
    )
    apt_install(system, "redis-server")
    assert not (system / POLICY).exists()


def test_only_what_is_missing_is_asked_for() -> None:
    assert packages.missing({"a": lambda: True, "b": lambda: False}) == ["b"]


def test_nothing_missing_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_root", lambda names: pytest.fail("asked for root"))
    packages.install({"a": lambda: True})


def test_without_rights_it_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (tmp_path / "apt-get").write_text("")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match=r"sudo sh .*apt-install\.sh gdal-bin"):
        packages.install({"gdal-bin": lambda: False})


def test_pip_settings_of_the_machine_reach_uv(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (
        "global.index-url='https://mirror.example.org/simple'\n"
        f"global.find-links='{tmp_path} /not/there'\n"
        ":env:.default-timeout='180'\n"
    )
    done = subprocess.CompletedProcess([], 0, stdout=text)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    env = python_packages.uv_environment()
    assert env["UV_DEFAULT_INDEX"] == "https://mirror.example.org/simple"
    assert env["UV_FIND_LINKS"] == str(tmp_path)
