"""Deadlines as a calendar that other programs read: reference, kind and date, nothing else."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actors import tokens
from actors.scope import Scope
from legal.access import somewhere
from legal.enums import Block
from legal.models import Step

PURPOSE = "calendrier"
LINE = 73  # octets, before a fold
EOL = "\r\n"


def may_read(scope: Scope) -> bool:
    return somewhere(scope, Block.LEGAL)


def write(steps: Iterable[Step]) -> str:
    """RFC 5545. The address leads to the site's page, where rights are asked again."""
    now = timezone.now()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Resorption-bidonvilles SIG//Echeances//FR",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Échéances",
    ]
    for step in steps:
        lines += _event(step, now)
    return EOL.join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + EOL


def _event(step: Step, now: datetime) -> list[str]:
    day: date = step.deadline  # type: ignore[assignment]  # `waiting()` has one
    site = step.procedure.site
    return [
        "BEGIN:VEVENT",
        f"UID:echeance-{step.uuid}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{site.reference} · {step.get_kind_display()}')}",
        f"URL:{settings.PUBLIC_URL}{site.get_absolute_url()}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """By octets, never inside of a character."""
    parts, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > LINE:
            parts.append(current)
            current = ""
        current += sign
    return f"{EOL} ".join([*parts, current])


def address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("deadlines-calendar", args=[token])


def declare() -> None:
    tokens.declare(
        tokens.Purpose(
            PURPOSE,
            "Calendrier des échéances",
            "une adresse à donner à votre agenda, qui la relit de lui-même. Il y trouve la "
            "référence du site, la nature de l’étape et la date, rien d’autre.",
            may_read,
            address,
        )
    )
