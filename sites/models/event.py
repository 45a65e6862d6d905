from django.db import models

from actors.models import Membership
from sites.models.site import Site
from sites.querysets import EventQuerySet


class Event(models.Model):
    """Something that happened: the one source of time lines, notifications and alarms.

    `kind` is a key of `settings.EVENT_HANDLERS`, and tells of which model `object_id` is.
    `facts` holds plain values, never a position and never what an audience would hide.
    """

    kind = models.CharField(max_length=40)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    actor = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    object_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "fait"
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["site", "-at"], name="event_of_site"),
            models.Index(fields=["-at", "-id"], name="event_recent_first"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.site_id or ''}"
