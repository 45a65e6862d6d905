from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.enums import Function
from actors.models.organisation import Organisation
from actors.models.user import User
from actors.querysets import MembershipQuerySet
from territories.models import Territory


def from_today() -> DateRange:
    return DateRange(timezone.localdate(), None)


class Membership(models.Model):
    """What a person is in a structure, from and until; everything written is signed by one.

    `parts` limits it to some territories of the structure; none means all of them.
    """

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name="personne"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name="structure",
    )
    function = models.CharField("fonction", max_length=30, choices=Function)
    parts = models.ManyToManyField(
        Territory, blank=True, related_name="+", verbose_name="limitée à ces territoires"
    )
    during = DateRangeField("du … au …", default=from_today)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenance"
        ordering = ("user", "organisation", "id")
        constraints = [
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False), name="membership_during_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation.short_name})"

    def ends(self, on: date) -> None:
        """Ends it on that day (excluded); the caller saves."""
        self.during = DateRange(self.during.lower, on)
