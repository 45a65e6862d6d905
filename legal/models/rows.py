"""Owners, procedures with their steps, the evacuation date: each with a version and a history."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actors.history import tracked
from actors.models import Membership
from legal.enums import OwnerKind, ProcedureKind, StepKind
from legal.querysets import LegalQuerySet, StepQuerySet
from sites.models import Site


class Row(models.Model):
    """What the four share. Nothing is deleted: a row is removed, by whom and when."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    note = models.TextField("note", blank=True)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)
    removed_at = models.DateTimeField("retiré le", null=True, editable=False)

    objects: Any = LegalQuerySet.as_manager()

    class Meta:
        abstract = True


def _once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["author", "uuid"], name=name)


@tracked("version")
class Owner(Row):
    """Who owns the ground or some of its parcels."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="owners")
    name = models.CharField("nom", max_length=150)
    kind = models.CharField("nature", max_length=15, choices=OwnerKind)
    parcels = ArrayField(
        models.CharField(max_length=14), verbose_name="parcelles", default=list, blank=True
    )

    class Meta:
        verbose_name = "propriétaire"
        ordering = ("site", "name", "pk")
        constraints = [
            _once("owner_once_by_author"),
            models.CheckConstraint(condition=Q(kind__in=OwnerKind.values), name="owner_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked("version")
class Procedure(Row):
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="procedures")
    kind = models.CharField("type", max_length=15, choices=ProcedureKind)
    title = models.CharField("intitulé", max_length=150, blank=True)

    class Meta:
        verbose_name = "procédure"
        ordering = ("site", "pk")
        constraints = [
            _once("procedure_once_by_author"),
            models.CheckConstraint(
                condition=Q(kind__in=ProcedureKind.values), name="procedure_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


@tracked("version")
class Step(Row):
    """What happened in a procedure on a day; `deadline`: until when `to_do` must be done, and
    `met_on` when it was."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("étape", max_length=20, choices=StepKind)
    on = models.DateField("date")
    outcome = models.TextField("contenu", blank=True)
    deadline = models.DateField("échéance", null=True, blank=True)
    to_do = models.CharField("ce qui doit être fait", max_length=200, blank=True)
    met_on = models.DateField("échéance tenue le", null=True, blank=True)
    # How many files ever came with it: they have no history, and this one tells that they came
    papers = models.PositiveSmallIntegerField(
        "documents joints", default=0, db_default=0, editable=False
    )

    objects: Any = StepQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "étape"
        ordering = ("procedure", "on", "pk")
        constraints = [
            _once("step_once_by_author"),
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="step_kind_known"),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gte=F("on")),
                name="step_deadline_after_its_act",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(deadline__isnull=False),
                name="step_met_has_deadline",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"],
                condition=Q(deadline__isnull=False, met_on__isnull=True, removed_at__isnull=True),
                name="step_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_overdue(self) -> bool:
        return bool(self.deadline and not self.met_on and self.deadline < timezone.localdate())


@tracked("version")
class EvacuationDate(Row):
    """One a site; no day: taken back."""

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="evacuation")
    on = models.DateField("date d’évacuation", null=True, blank=True)

    class Meta:
        verbose_name = "date d’évacuation"

    def __str__(self) -> str:
        return str(self.on or "")


class Reminder(models.Model):
    """That a deadline was told `days` before: once, whoever asks again."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="reminders")
    deadline = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "rappel"
        constraints = [
            models.UniqueConstraint(fields=["step", "deadline", "days"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.days}"
