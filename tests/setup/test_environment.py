"""Addresses and values: what is given stays, what is chosen is kept, what is read is documented."""

import re
import socket

import pytest
from stack import environment, ports, serve
from stack.places import ROOT, Place, Refused
from stack.progress import Step

PRIVATE = {"DATABASE_URL": "private", "DATABASE_OWNER_URL": "owner", "REDIS_URL": "private"}


def test_what_is_given_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "given")
    monkeypatch.setenv("SECRET_KEY", "mine")
    monkeypatch.delenv("PRIVATE_FILES", raising=False)  # bin/test gives one
    env = environment.of_stack(place, "dev", {"REDIS_URL": "private"})
    assert env["DATABASE_URL"] == env["DATABASE_OWNER_URL"] == "given"
    assert env["REDIS_URL"] == "private"
    assert env["SECRET_KEY"] == "mine"
    assert env["PRIVATE_FILES"] == str(place.folder / "files")
    assert env["DJANGO_SETTINGS_MODULE"] == "geo_resorption.settings.dev"


def test_the_key_is_made_once_and_closed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    keys = {environment.of_stack(place, "dev", PRIVATE)["SECRET_KEY"] for _ in range(2)}
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert (place.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_other_commands_find_the_same_environment(place: Place) -> None:
    env = environment.of_stack(place, "dev", PRIVATE)
    environment.keep(place, env)
    assert environment.kept(place)["DATABASE_OWNER_URL"] == "owner"
    assert "HOME" not in place.recall("environment")


def test_a_port_is_kept_while_it_is_free(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    port = ports.choose(place, "port", 18000)
    assert ports.choose(place, "port", 19000) == port
    with socket.create_server(("127.0.0.1", port)):
        other = ports.choose(place, "port", port)
        with pytest.raises(Refused, match=f"PORT={port}"):
            ports.demand(str(port), "127.0.0.1")
    assert other > port
    assert f"Port {port} is taken" in capsys.readouterr().out
    assert ports.choose(place, "port", 18000) == other


def test_every_value_that_serve_reads_is_documented() -> None:
    reading = re.compile(r'(?:environ|env)(?:\.get\(|\[)"([A-Z_]+)"')
    texts = [path.read_text() for path in (ROOT / "bin" / "stack").glob("*.py")]
    read = {name for text in texts for name in reading.findall(text)} - {"PATH"}
    assert read
    assert [name for name in read if f"  {name} " not in (serve.__doc__ or "")] == []


def test_no_control_characters_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Step("Territories") as step:
        step.last = 0
        step.progress("\x1b[2K 45%|###\r\n")
    said = capsys.readouterr().out
    assert re.fullmatch(r"Territories … \n  0 s  45%\|###\n  0\.\d s\n", said)
