import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from actors.history import tracked
from actors.models import Membership
from sites.enums import Origin, SurveyGroup, SurveyMethod
from sites.models.reading import BAND_FIELDS, Reading
from sites.models.site import Site


def _among(part: str, whole: str, name: str) -> models.CheckConstraint:
    """A part is no more than the whole, where both are known."""
    unknown = Q(**{f"{part}__isnull": True}) | Q(**{f"{whole}__isnull": True})
    return models.CheckConstraint(condition=unknown | Q(**{f"{part}__lte": F(whole)}), name=name)


_KNOWN_BY_AGE: Any = sum(
    (Coalesce(F(name), 0) for name in BAND_FIELDS[1:]), Coalesce(F(BAND_FIELDS[0]), 0)
)


@tracked("during", "version")
class Survey(Reading):
    """The whole state of a site as of `observed_on`.

    `groups` names what was read that day; the rest is carried from the survey before. `dates`
    tells for each group the day on which it was read: {group: "2026-03-01"}; `answers` what was
    answered of each living condition (`sites.conditions`) and `sources` where its level comes from,
    both carried as `dates` are. `during` runs to the next survey, so that "what held on that day"
    is one lookup.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="surveys")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    observed_on = models.DateField("constaté le")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)
    groups = ArrayField(models.CharField(max_length=20, choices=SurveyGroup), verbose_name="lus")
    dates = models.JSONField(default=dict, editable=False)
    answers = models.JSONField("réponses", default=dict, db_default={}, editable=False)
    sources = models.JSONField(default=dict, db_default={}, editable=False)
    method = models.CharField(
        "méthode", max_length=12, choices=SurveyMethod, blank=True, default="", db_default=""
    )
    made_by = models.CharField("réalisé par", max_length=120, blank=True, default="", db_default="")
    during = DateRangeField(editable=False)

    class Meta:
        verbose_name = "diagnostic"
        ordering = ("-observed_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="survey_once_by_author"),
            models.CheckConstraint(condition=~Q(groups=[]), name="survey_reads_something"),
            _among("minors", "people", "survey_minors_among_people"),
            _among("schooled_minors", "minors", "survey_schooled_among_minors"),
            _among("households", "people", "survey_households_among_people"),
            _among("women", "people", "survey_women_among_people"),
            _among("girls", "minors", "survey_girls_among_minors"),
            _among("girls", "women", "survey_girls_among_women"),
            models.CheckConstraint(
                condition=Q(minors__isnull=True) | Q(minors__gte=_KNOWN_BY_AGE),
                name="survey_ages_among_minors",
            ),
            models.CheckConstraint(
                condition=Q(origins__contained_by=Origin.values), name="survey_origins_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=["", *SurveyMethod.values]), name="survey_method_known"
            ),
        ]
        indexes = [models.Index(fields=["site", "-observed_on"], name="survey_of_site")]

    def __str__(self) -> str:
        return f"{self.site.reference} au {self.observed_on:%d/%m/%Y}"
