from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import Phase
from sites.models.site import Site
from sites.querysets import PhaseQuerySet


@tracked()
class SitePhase(models.Model):
    """The day of a phase that prepares a resorption; no day: taken back."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="phases")
    phase = models.CharField("phase", max_length=20, choices=Phase)
    on = models.DateField("date", null=True, blank=True)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistré le", auto_now=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = "phase préparatoire"
        ordering = ("site", "on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["site", "phase"], name="phase_once_a_site"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="phase_known"),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()
