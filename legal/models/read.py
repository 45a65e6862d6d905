from django.db import models
from django.db.models import Q

from actors.models import Membership, User
from legal.enums import Block, Way
from sites.models import Site


class Read(models.Model):
    """That the values of a block of a site left the server; only ever inserted, kept 3 years."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    block = models.CharField("information", max_length=15, choices=Block)
    way = models.CharField("par", max_length=12, choices=Way)
    at = models.DateTimeField("lu le", auto_now_add=True)

    class Meta:
        verbose_name = "lecture"
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(block__in=Block.values), name="read_block_known")
        ]
        indexes = [
            models.Index(fields=["site", "-at", "-id"], name="read_of_site"),
            models.Index(fields=["at"], name="read_eldest"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.block} {self.site_id}"
