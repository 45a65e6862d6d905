import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.history import tracked
from actors.models import Membership, Organisation
from journal.enums import OPEN_STATES, AttentionAction, AttentionState, Reminder, Severity, Topic
from journal.models.entry import Entry
from journal.querysets import AttentionQuerySet
from sites.models import Site


@tracked("version", "reminders")
class AttentionPoint(models.Model):
    """What an entry asks the public authorities to act on. Who reads the entry reads it."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="attention")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="attention_points")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField("sujet", max_length=20, choices=Topic)
    severity = models.CharField("gravité", max_length=12, choices=Severity)
    deadline = models.DateField("échéance souhaitée", null=True, blank=True)
    addressees = models.ManyToManyField(
        Organisation, related_name="+", verbose_name="destinataires"
    )
    state = models.CharField(
        "état", max_length=16, choices=AttentionState, default=AttentionState.SIGNALE
    )
    state_since = models.DateTimeField("depuis", default=timezone.now)
    raised_at = models.DateTimeField("signalé le", default=timezone.now)
    reminders = ArrayField(
        models.CharField(max_length=10, choices=Reminder),
        verbose_name="relances faites",
        default=list,
        blank=True,
        editable=False,
    )

    objects = AttentionQuerySet.as_manager()

    class Meta:
        verbose_name = "point d’attention"
        verbose_name_plural = "points d’attention"
        ordering = ("-raised_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="attention_once_by_author"),
            models.CheckConstraint(
                condition=Q(state__in=AttentionState.values), name="attention_state_known"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="attention_severity_known"
            ),
            models.CheckConstraint(
                condition=Q(topic__in=Topic.values), name="attention_topic_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["site"],
                condition=Q(state__in=OPEN_STATES),
                name="attention_open_of_site",
            ),
            models.Index(fields=["state", "-raised_at"], name="attention_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.site.reference}, {self.get_topic_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.deadline is not None and self.deadline < timezone.localdate()

    @property
    def taken(self) -> "AttentionStep | None":
        """Who has it in charge now; its steps must be loaded."""
        if self.state != AttentionState.PRIS_EN_COMPTE:
            return None
        return self.last_step

    @property
    def last_step(self) -> "AttentionStep | None":
        return next(reversed(self.steps.all()), None)


class AttentionStep(models.Model):
    """One move of a point d’attention; rows are only ever added."""

    point = models.ForeignKey(AttentionPoint, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=20, choices=AttentionAction)
    before = models.CharField(max_length=16, choices=AttentionState)
    after = models.CharField(max_length=16, choices=AttentionState)
    actor = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    word = models.TextField("réponse", max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "étape"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.point_id}: {self.before} → {self.after}"
