import uuid

from django.db import models
from django.db.models import Q

from actors.models import Membership
from sites.enums import FileKind, FileState
from sites.models.site import Site
from sites.querysets import FileQuerySet


class File(models.Model):
    """A photo, a document or an audio note, hung on a row: who reads that row reads the file.

    `hangs_on` names the kind of row (`sites.files`), `object_id` the row; null: not hung yet, or no
    longer, and swept. Bytes lie in private storage under `stored`; nobody is served `stored` of an
    image, but what a worker made of it without its metadata (`shown`, `thumbnail`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="files")
    hangs_on = models.CharField(max_length=30)
    object_id = models.BigIntegerField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("nom", max_length=150)
    kind = models.CharField("nature", max_length=10, choices=FileKind)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("octets")
    digest = models.CharField(max_length=64)
    state = models.CharField("état", max_length=12, choices=FileState, default=FileState.WAITING)
    stored = models.CharField(max_length=200, blank=True)
    shown = models.CharField(max_length=200, blank=True)
    thumbnail = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        ordering = ("hangs_on", "object_id", "rank", "pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="file_once_by_author"),
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="file_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["hangs_on", "object_id"], name="file_of_row"),
            models.Index(
                fields=["created_at"],
                condition=Q(state=FileState.WAITING),
                name="file_waiting",
            ),
            models.Index(fields=["uuid"], name="file_by_uuid"),
        ]

    def __str__(self) -> str:
        return self.name
