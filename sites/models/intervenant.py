from hashlib import sha256
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership, Organisation, User
from sites.enums import IntervenantState, Theme
from sites.models.site import Site
from sites.querysets import LIVE, IntervenantQuerySet


def themes_field(label: str, **options: Any) -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=Theme), verbose_name=label, **options)


@tracked()
class Intervenant(models.Model):
    """A structure on a site. Its people have the rights; `user` is whom one calls.

    `confirmed_themes` holds what was confirmed: a theme outside of it opens nothing.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="intervenants")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="interventions",
        verbose_name="structure",
    )
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="contact",
    )
    themes = themes_field("thèmes")
    confirmed_themes = themes_field("thèmes confirmés", default=list, blank=True)
    state = models.CharField("état", max_length=10, choices=IntervenantState)
    during = DateRangeField("du … au …")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    objects = IntervenantQuerySet.as_manager()

    class Meta:
        verbose_name = "intervenant"
        ordering = ("organisation__name", "pk")
        constraints = [
            ExclusionConstraint(
                name="intervenant_once_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False), name="intervenant_during_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IntervenantState.values), name="intervenant_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(themes=[]) & Q(themes__contains=models.F("confirmed_themes")),
                name="intervenant_confirmed_among_themes",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="intervenant_of_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} sur {self.site.reference}"

    @property
    def mark(self) -> str:
        """What a page saw of it: another once the row has changed."""
        themes = [",".join(map(str, given)) for given in (self.themes, self.confirmed_themes)]
        seen = "|".join([str(self.state), str(self.during.lower), str(self.during.upper), *themes])
        return sha256(seen.encode()).hexdigest()[:16]
