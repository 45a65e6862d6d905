"""The devices on which one stays signed in: named at sign-in, ended from anywhere."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils import timezone

from actors.models import Device, User

DAYS = 30
SESSION_KEY = "device"
SEEN_EVERY = timedelta(hours=1)
_SESSIONS = import_module(settings.SESSION_ENGINE)


def devices_of(user: User) -> QuerySet[Device]:
    """Those on which he is still signed in, the last seen first."""
    return user.devices.filter(ended_at=None, expires_at__gt=timezone.now())


def remember(user: User, session: SessionBase, name: str) -> Device:
    """The session just opened holds for `DAYS` days on this device."""
    session.set_expiry(timedelta(days=DAYS))
    if session.session_key is None:
        session.create()
    device = Device.objects.create(
        user=user,
        name=name,
        session_key=session.session_key,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    session[SESSION_KEY] = {"pk": device.pk} | _seen(session)
    return device


def see(session: SessionBase) -> None:
    """Notes that the device is in use, and the new key of its session; no query most of the time."""
    known: dict[str, Any] | None = session.get(SESSION_KEY)
    if known is None:
        return
    since = timezone.now() - datetime.fromisoformat(known["seen"])
    if known["key"] == session.session_key and since < SEEN_EVERY:
        return
    Device.objects.filter(pk=known["pk"]).update(
        session_key=session.session_key, last_seen_at=timezone.now()
    )
    session[SESSION_KEY] = {"pk": known["pk"]} | _seen(session)


def end_devices(devices: QuerySet[Device]) -> None:
    """Their sessions are gone at once, in the cache as in the database."""
    for device in devices.filter(ended_at=None):
        _SESSIONS.SessionStore(device.session_key).delete()
    devices.filter(ended_at=None).update(ended_at=timezone.now())


def end_others(user: User, session: SessionBase | None) -> None:
    """A new password: whoever is signed in elsewhere is no longer."""
    known = session.get(SESSION_KEY) if session else None
    end_devices(user.devices.exclude(pk=known["pk"] if known else None))


def forget_device(session: SessionBase) -> None:
    """Signed out on the device itself: its session ends by itself."""
    if known := session.get(SESSION_KEY):
        Device.objects.filter(pk=known["pk"]).update(ended_at=timezone.now())


def _seen(session: SessionBase) -> dict[str, Any]:
    return {"key": session.session_key, "seen": timezone.now().isoformat()}
