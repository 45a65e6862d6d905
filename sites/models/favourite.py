from django.db import models

from actors.models import User
from sites.models.site import Site


class Favourite(models.Model):
    """A site that a person keeps at hand, whatever structure he works for."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "favori"
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["user", "site"], name="favourite_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.site_id}"
