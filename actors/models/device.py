from django.db import models
from django.utils import timezone

from actors.models.user import User


class Device(models.Model):
    """A device on which a person stays signed in, under a name that he gave it.

    `session_key` is what ends it from elsewhere, and stands in the table of sessions as well. A
    row is kept once it has ended: who was signed in where, and until when.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField("nom", max_length=60)
    session_key = models.CharField(max_length=40, editable=False)
    created_at = models.DateTimeField("connecté le", default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField("vu le", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("jusqu’au", editable=False)
    ended_at = models.DateTimeField("déconnecté le", null=True, editable=False)

    class Meta:
        verbose_name = "appareil"
        ordering = ("-last_seen_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"
