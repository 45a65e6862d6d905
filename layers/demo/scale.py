"""Many more sites than there are, to measure with: made by SQL alone, in seconds.

They are known by their uuid. Triggers derive their places as always; their history alone is not
written, so that they leave nothing but the numbers that they used when they are taken away.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pgtrigger
from django.db import IntegrityError, connection, transaction

from actors.models import Membership
from layers.demo.scale_sql import ASKED, STEPS
from territories.models import Territory

Step = Callable[[str], None]

_FIRST, _LAST = (f"5ca1e000-0000-4000-8000-{digit * 12}" for digit in "0f")
_OURS = f"SELECT id FROM sites_site WHERE uuid BETWEEN '{_FIRST}' AND '{_LAST}'"
_TABLES = "sites_site, sites_siteperiod, sites_survey"
_HISTORIES = ("sites.Site", "sites.SitePeriod", "sites.Survey")


class SomethingHangsOn(Exception):
    """People wrote on these sites: they cannot be taken away any more."""


class NoAuthor(Exception):
    """There is nobody to declare them: the demonstration is not there."""


def count() -> int:
    """How many there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_OURS}) ours")
        return int(cursor.fetchone()[0])


def add(
    number: int, today: date, outside: Territory | None, step: Step = lambda label: None
) -> None:
    """Adds as many, the same ones each time, in communes drawn by their population.

    None is put in the territory `outside`. As the owner of the tables. Raises NoAuthor.
    """
    if not Membership.objects.exists():
        raise NoAuthor
    asked: list[Any] = [number, today, outside.pk if outside else None]
    with _without_history(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ASKED, asked)
        for label, sql in STEPS:
            step(label)
            cursor.execute(sql)
    _analyse()


def remove() -> int:
    """Takes them away, and returns how many; their numbers are not given again.

    Raises SomethingHangsOn.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # References among them are looked at when the transaction ends.
            cursor.execute(f"DELETE FROM sites_siteperiod WHERE site_id IN ({_OURS})")
            cursor.execute(f"DELETE FROM sites_survey WHERE site_id IN ({_OURS})")
            cursor.execute(f"DELETE FROM sites_site WHERE id IN ({_OURS})")
            gone = int(cursor.rowcount)
    except IntegrityError as error:
        raise SomethingHangsOn(str(error)) from error
    _analyse()
    return gone


def _without_history() -> AbstractContextManager[None]:
    names = (f"{model}:insert_insert" for model in _HISTORIES)
    return pgtrigger.ignore(*names)  # type: ignore[no-any-return]


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_TABLES}")
