"""The summary of a day or a week: by territory and site, as far as it may still be read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from journal.enums import Cadence, Reason
from journal.models import Delivery
from journal.sentences import TITLES
from journal.services.letters import compose
from territories.days import date_format

BESIDE = "Demandes d’autres départements"
_SUBJECTS = {Cadence.DAILY: "Résumé du {day}", Cadence.WEEKLY: "Résumé de la semaine au {day}"}


def digest(deliveries: Sequence[Delivery]) -> EmailMultiAlternatives:
    """One person's, with their events and sites; at least one."""
    told = {Reason(delivery.notification.reason) for delivery in deliveries}
    reasons = [reason for reason in Reason if reason in told]
    context = {
        "subject": _subject(deliveries[0].cadence, timezone.now()),
        "places": list(_places(deliveries)),
        "reasons": [reason.label for reason in reasons],
    }
    return compose("digest", context, deliveries, reasons, {})


def _subject(cadence: str, now: datetime) -> str:
    day = date_format(timezone.localdate(now), "j F")
    return _SUBJECTS[Cadence(cadence)].format(day=day)


def _places(deliveries: Sequence[Delivery]) -> Iterator[dict[str, Any]]:
    rows = sorted((_where(delivery), delivery.notification.event.kind) for delivery in deliveries)
    for place, here in groupby(rows, key=lambda row: row[0][0]):
        sites = groupby(here, key=lambda row: row[0][1])
        yield {
            "name": place,
            "sites": [_site(reference, [kind for _, kind in there]) for reference, there in sites],
        }


def _where(delivery: Delivery) -> tuple[str, str]:
    """The department's name, the site's reference; of what is on no site, neither."""
    site = delivery.notification.event.site
    return (site.departement.name, site.reference) if site else (BESIDE, "")


def _path(reference: str) -> str:
    return reverse("site", args=[reference]) if reference else reverse("reinstallations")


def _site(reference: str, kinds: Sequence[str]) -> dict[str, Any]:
    counts = Counter(TITLES[kind] for kind in kinds)
    return {
        "reference": reference,
        "link": settings.PUBLIC_URL + _path(reference),
        "lines": [{"what": what, "count": count} for what, count in sorted(counts.items())],
    }
