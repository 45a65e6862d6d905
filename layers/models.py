import uuid

from django.db import models
from django.db.models import Q

from actors.models import Membership
from layers.enums import ViewPage
from layers.querysets import SavedViewQuerySet

LONGEST_NAME = 80
LONGEST_QUERY = 20_000  # a drawn polygon has many corners


class SavedView(models.Model):
    """What somebody shows on the map or in the list, under a name.

    It widens nothing: opened, it is an address, read with the reader's own scope. `words` says
    its filters as they read when it was saved: [name, label, words] each. `position` is
    `zoom/lat/lng` (WGS84 degrees), or empty for wherever the filters lead.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="views", verbose_name="de"
    )
    name = models.CharField("nom", max_length=LONGEST_NAME)
    page = models.CharField("page", max_length=10, choices=ViewPage)
    query = models.TextField("filtres et réglages", max_length=LONGEST_QUERY, blank=True)
    words = models.JSONField("filtres en mots", default=list)
    position = models.CharField("position", max_length=40, blank=True)
    shared = models.BooleanField("partagée avec ma structure", default=False)
    created_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "vue enregistrée"
        verbose_name_plural = "vues enregistrées"
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_name_once_by_owner"),
            models.CheckConstraint(condition=Q(page__in=ViewPage.values), name="view_page_known"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
