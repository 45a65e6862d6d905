from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import ClosingCause, SiteStatus
from sites.models.site import Site


@tracked()
class SitePeriod(models.Model):
    """A status that a site had, from and until (excluded); the last one has no end."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="periods")
    status = models.CharField("statut", max_length=10, choices=SiteStatus)
    during = DateRangeField("du … au …")
    cause = models.CharField("cause", max_length=12, choices=ClosingCause, blank=True)
    context = models.TextField("contexte", blank=True)
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
