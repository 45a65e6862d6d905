from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership
from sites.querysets import HeatwaveQuerySet
from territories.models import Territory


@tracked()
class Heatwave(models.Model):
    """A period of canicule over the nation or a department, from and until (excluded)."""

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="+", verbose_name="territoire"
    )
    during = DateRangeField("du … au …")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    # Taken back before it began; one that began is ended
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)

    objects = HeatwaveQuerySet.as_manager()

    class Meta:
        verbose_name = "canicule"
        ordering = ("-during", "pk")
        constraints = [
            ExclusionConstraint(
                name="heatwave_once_at_a_time",
                expressions=[
                    ("territory", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(condition=Q(during__isempty=False), name="heatwave_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.during}"
