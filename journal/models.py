import uuid

from django.db import models

from actors.history import tracked
from actors.models import Membership
from journal.querysets import EntryQuerySet
from sites.models import Site


@tracked("version")
class Entry(models.Model):
    """A post in a site's journal, in plain text, for all who see the site."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="entries")
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="entries", verbose_name="auteur"
    )
    body = models.TextField("message", max_length=5000)
    published_at = models.DateTimeField("publié le", auto_now_add=True)
    edited_at = models.DateTimeField("modifié le", null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ("-published_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="entry_once_by_author"),
        ]
        indexes = [models.Index(fields=["site", "-published_at"], name="entry_of_site")]

    def __str__(self) -> str:
        return f"{self.site.reference}, {self.published_at:%d/%m/%Y}"
