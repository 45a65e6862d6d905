from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import ClosingCause, SiteStatus, Solution
from sites.models.site import Site


@tracked()
class SitePeriod(models.Model):
    """A status that a site had, from and until (excluded); the last one has no end."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="periods")
    status = models.CharField("statut", max_length=10, choices=SiteStatus)
    during = DateRangeField("du … au …")
    cause = models.CharField("cause", max_length=12, choices=ClosingCause, blank=True)
    context = models.TextField("contexte", blank=True)
    # Of a closing: null, nobody knows whether people were offered anything
    with_solutions = models.BooleanField("avec des solutions", null=True, blank=True)
    destination = models.TextField(
        "où les personnes sont allées", blank=True, default="", db_default=""
    )
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "période"
        ordering = ("site", "during")
        constraints = [
            ExclusionConstraint(
                name="site_one_status_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False), name="site_period_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SiteStatus.values), name="site_period_status_known"
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(during__upper_inf=True), name="site_one_open_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site.reference} {self.status} {self.during}"


@tracked()
class ClosingSolution(models.Model):
    """What was offered at a closing, to how many; empty is unknown."""

    period = models.ForeignKey(SitePeriod, on_delete=models.PROTECT, related_name="solutions")
    solution = models.CharField("solution", max_length=20, choices=Solution)
    people = models.PositiveIntegerField("personnes", null=True, blank=True)
    households = models.PositiveIntegerField("ménages", null=True, blank=True)
    # Of a closing that was taken back the same day: its period is another one's now
    withdrawn = models.BooleanField("retirée", default=False, db_default=False)

    class Meta:
        verbose_name = "solution à la fermeture"
        ordering = ("period", "pk")
        constraints = [
            models.UniqueConstraint(fields=["period", "solution"], name="solution_once_a_closing"),
            models.CheckConstraint(
                condition=Q(solution__in=Solution.values), name="solution_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_solution_display()
