"""The whole demonstration, in one transaction: all of it or nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pghistory
from django.db import transaction
from django.db.models import Count, Sum

from actors.models import Membership, Organisation, User
from journal.models import AttentionPoint, Entry
from layers.demo.accounts import DOMAIN
from layers.demo.births import Births
from layers.demo.census import Size
from layers.demo.chance import Chance
from layers.demo.closings import merge_duplicates
from layers.demo.country import read_country
from layers.demo.histories import histories_by_hand, write_histories
from layers.demo.journals import add_entries
from layers.demo.life import Life
from layers.demo.people import People
from layers.demo.presences import add_presences
from layers.demo.requests import add_requests
from layers.demo.staff import Staff
from layers.demo.structures import make_structures
from layers.demo.surveying import add_surveys
from layers.demo.threads import add_threads
from layers.demo.writing import (
    analyse,
    dated_as_told,
    write_inboxes,
    write_legal,
    write_people,
    write_sites,
    write_stories,
)
from legal import models as legal
from sites.enums import SiteStatus
from sites.models import Event, Intervenant, Site, SitePeriod, Survey

Step = Callable[[str], None]
STEPS = 7  # how often ``step`` is called
TABLES = (
    *(Organisation, User, Membership, Site, SitePeriod, Survey, Intervenant),
    *(Entry, AttentionPoint, Event),
    *(legal.Owner, legal.Procedure, legal.Step),
)
OPEN = (SiteStatus.OUVERT, SiteStatus.EN_COURS)


@dataclass
class Report:
    """`open_sites` and `people`: of the open sites of ten people or more."""

    unchanged: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    departements: dict[str, int] = field(default_factory=dict)
    open_sites: int = 0
    people: int = 0

    def lines(self) -> list[str]:
        if self.unchanged:
            return ["Démonstration : déjà là, rien à faire."]
        return [
            "Démonstration : personnes, adresses et faits inventés",
            *(f"  {name} : {count}" for name, count in self.counts.items()),
            f"Sites par statut : {_listed(self.statuses)}",
            f"Ouverts, de dix personnes ou plus : {self.open_sites} sites, {self.people} personnes",
            f"Départements les plus concernés : {_listed(self.departements)}",
        ]


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def seed(size: Size, today: date, step: Step = lambda label: None) -> Report:
    """Writes a demonstration of that size as of that day, unless there is one: then nothing.

    Raises NoTerritories.
    """
    if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
        return Report(unchanged=True)
    with transaction.atomic(), pghistory.context(through="demonstration"):
        with histories_by_hand(), dated_as_told():
            lives = _write(size, today, step)
        merge_duplicates(lives)
    analyse()
    return _report()


def _write(size: Size, today: date, step: Step) -> list[Life]:
    step("Territoires")
    country = read_country()
    step("Structures et personnes")
    structures = make_structures(country, size.organisations)
    agents = People(country, today).make(structures, size.users)
    write_people(structures, agents)
    step("Sites")
    lives = Births(country, Staff(agents), size, today).draw()
    _live(lives)
    step("Positions")
    write_sites(lives)
    step("Diagnostics, intervenants, journaux")
    write_stories(lives)
    write_legal(lives)
    write_histories(lives)
    step("Notifications")
    write_inboxes(today)
    step("Statistiques")
    return lives


def _live(lives: list[Life]) -> None:
    presences, surveys, journals = (Chance(word) for word in ("presences", "surveys", "journals"))
    audiences, requests, threads = (Chance(word) for word in ("audiences", "requests", "threads"))
    answers = Chance("answers")
    for life in lives:
        add_presences(life, presences)
        add_surveys(life, surveys, answers)
        add_entries(life, journals, audiences)
        add_requests(life, requests)
        add_threads(life, threads)


def _report() -> Report:
    counted = Site.objects.filter(status__in=OPEN, people__gte=10)
    figures = counted.aggregate(sites=Count("pk"), people=Sum("people"))
    names = Counter(counted.values_list("departement__name", flat=True))
    statuses = Counter(Site.objects.values_list("status", flat=True))
    return Report(
        counts={
            str(model._meta.verbose_name_plural): model._default_manager.count() for model in TABLES
        },
        statuses={SiteStatus(status).label: count for status, count in statuses.most_common()},
        departements=dict(names.most_common(10)),
        open_sites=figures["sites"],
        people=figures["people"] or 0,
    )
