"""A wrong CLAMAV_URL stops the start, and names itself."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from geo_resorption.settings import env

RIGHT = ["", "tcp://clamd:3310", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"]
WRONG = ["clamd:3310", "tcp://clamd", "tcp://:3310", "tcp://clamd:port", "unix://", "http://a:1"]


@pytest.mark.parametrize("value", RIGHT)
def test_what_may_be_asked_is_kept(monkeypatch, value):
    monkeypatch.setenv("CLAMAV_URL", value)
    assert env.antivirus("CLAMAV_URL") == value


@pytest.mark.parametrize("value", WRONG)
def test_what_may_not_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("CLAMAV_URL", value)
    with pytest.raises(ImproperlyConfigured, match="CLAMAV_URL is wrong"):
        env.antivirus("CLAMAV_URL")
