from django.db import models
from django.db.models import F, Q

from actors.models import Membership
from sites.models.site import Site


class Merge(models.Model):
    """Two rows of one settlement made one; `lost` keeps its reference as an alias of `kept`.

    `moved` names what was carried over, so that it can be undone: {label of a model: [pk, …]}.
    """

    lost = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("raison", blank=True)
    moved = models.JSONField(default=dict)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "fusion"
        ordering = ("-at",)
        constraints = [
            models.UniqueConstraint(
                fields=["lost"], condition=Q(undone_at__isnull=True), name="merge_once_in_force"
            ),
            models.CheckConstraint(condition=~Q(lost=F("kept")), name="merge_of_two_sites"),
        ]

    def __str__(self) -> str:
        return f"{self.lost_id} → {self.kept_id}"
