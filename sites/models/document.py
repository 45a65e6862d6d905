import uuid

from django.db import models
from django.db.models import Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import DocumentAccess
from sites.models.site import Site
from sites.querysets import DocumentQuerySet


@tracked()
class Document(models.Model):
    """A document of a site beside its journal; its bytes are a `File` that hangs on this row."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField("intitulé", max_length=150)
    dated_on = models.DateField("date du document", null=True, blank=True)
    access = models.CharField(
        "accès", max_length=10, choices=DocumentAccess, default=DocumentAccess.TOUS
    )
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("déposé le", auto_now_add=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    removed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ("-dated_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="document_once_by_author"),
            models.CheckConstraint(
                condition=Q(access__in=DocumentAccess.values), name="document_access_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
