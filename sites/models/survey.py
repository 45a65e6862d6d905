import uuid

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import SurveyGroup
from sites.models.reading import Reading
from sites.models.site import Site


@tracked("during", "version")
class Survey(Reading):
    """The whole state of a site as of `observed_on`.

    `groups` names what was read that day; the rest is carried from the survey before. `dates`
    tells for each group the day on which it was read: {group: "2026-03-01"}. `during` runs to the
    next survey, so that "what held on that day" is one lookup.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="surveys")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    observed_on = models.DateField("constaté le")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)
    groups = ArrayField(models.CharField(max_length=20, choices=SurveyGroup), verbose_name="lus")
    dates = models.JSONField(default=dict, editable=False)
    during = DateRangeField(editable=False)

    class Meta:
        verbose_name = "diagnostic"
        ordering = ("-observed_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="survey_once_by_author"),
            models.CheckConstraint(condition=~Q(groups=[]), name="survey_reads_something"),
            models.CheckConstraint(
                condition=Q(minors__isnull=True)
                | Q(people__isnull=True)
                | Q(minors__lte=F("people")),
                name="survey_minors_among_people",
            ),
            models.CheckConstraint(
                condition=Q(schooled_minors__isnull=True)
                | Q(minors__isnull=True)
                | Q(schooled_minors__lte=F("minors")),
                name="survey_schooled_among_minors",
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=True)
                | Q(people__isnull=True)
                | Q(households__lte=F("people")),
                name="survey_households_among_people",
            ),
        ]
        indexes = [models.Index(fields=["site", "-observed_on"], name="survey_of_site")]

    def __str__(self) -> str:
        return f"{self.site.reference} au {self.observed_on:%d/%m/%Y}"
