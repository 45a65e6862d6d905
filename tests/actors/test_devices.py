"""Staying signed in on a device of one's own, and ending it from another."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors.models import Device
from tests.factories import PASSWORD

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile Safari/537.36"
LIST = reverse("devices")
NEW = "un-autre-mot-assez-long"


def enter(person, **more):
    client = Client(headers={"user-agent": PHONE})
    client.post("/connexion/", {"login": person.user.email, "password": PASSWORD} | more)
    return client


def stay(person, name="Téléphone d’astreinte"):
    return enter(person, stay="on", device=name)


def is_in(client):
    return client.get("/annuaire/").status_code == 200


def end(client, device):
    return client.post(reverse("device-end", args=[device.pk]))


def test_a_named_device_stays_in_for_thirty_days(cast):
    phone = stay(cast.owner)
    assert "Téléphone d’astreinte" in phone.get(LIST).text
    now = timezone.now()
    with time_machine.travel(now + timezone.timedelta(days=29), tick=False):
        assert is_in(phone)
    with time_machine.travel(now + timezone.timedelta(days=31), tick=False):
        assert not is_in(phone)


def test_without_the_box_it_is_twelve_hours(cast):
    client = enter(cast.owner, device="Téléphone d’astreinte")
    assert not Device.objects.exists()
    with time_machine.travel(timezone.now() + timezone.timedelta(hours=13), tick=False):
        assert not is_in(client)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Téléphone Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Ordinateur Windows"),
        ("curl/8", "Cet appareil"),
    ],
)
def test_a_name_is_proposed(client, db, agent, name):
    page = client.get("/connexion/", headers={"user-agent": agent})
    assert f'value="{name}"' in page.text


def test_without_a_name_the_proposed_one_serves(cast):
    stay(cast.owner, name=" ")
    assert Device.objects.get().name == "Téléphone Android"


def test_a_lost_device_is_ended_from_another(cast):
    lost, here = stay(cast.owner), enter(cast.owner)
    device = Device.objects.get()
    assert end(here, device).status_code == 302
    assert not is_in(lost)
    assert is_in(here)
    device.refresh_from_db()
    assert device.ended_at
    assert device.name not in here.get(LIST).text.replace(f"{device.name}\N{NO-BREAK SPACE}:", "")


def test_one_ends_one_s_own_devices_only(cast):
    theirs = stay(cast.owner)
    assert end(enter(cast.colleague), Device.objects.get()).status_code == 404
    assert is_in(theirs)


def test_the_device_in_hand_is_left_by_the_door(cast):
    """Which warns of what has not left it yet."""
    phone = stay(cast.owner)
    assert end(phone, Device.objects.get()).url == reverse("account_logout")
    assert is_in(phone)


def test_signing_out_ends_the_device(cast):
    phone = stay(cast.owner)
    phone.post("/deconnexion/")
    assert Device.objects.get().ended_at


def test_a_new_password_ends_all_but_the_one_in_hand(cast):
    other, here = stay(cast.owner, "Perdu"), stay(cast.owner, "En main")
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/mot-de-passe/changer/", form).status_code == 302
    assert not is_in(other)
    assert is_in(here)
    assert Device.objects.get(name="Perdu").ended_at
    # its session has another key since: it can still be ended from elsewhere
    elsewhere = Client()
    elsewhere.post("/connexion/", {"login": cast.owner.user.email, "password": NEW})
    end(elsewhere, Device.objects.get(name="En main"))
    assert not is_in(here)


def test_use_is_noted_once_an_hour(cast, count_queries):
    phone = stay(cast.owner)
    is_in(phone)
    before = Device.objects.get().last_seen_at
    with count_queries() as first:
        is_in(phone)
    assert Device.objects.get().last_seen_at == before
    later = timezone.now() + timezone.timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        is_in(phone)
        with count_queries() as again:
            is_in(phone)
    assert Device.objects.get().last_seen_at == later
    assert len(first) == len(again)
