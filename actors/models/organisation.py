from django.db import models
from django.db.models import Q

from actors.enums import OrganisationKind
from actors.querysets import OrganisationQuerySet
from territories.models import Territory


class Organisation(models.Model):
    """A structure that acts on sites; `territories` is where it does, and bounds what it sees."""

    kind = models.CharField("type", max_length=20, choices=OrganisationKind)
    name = models.CharField("nom", max_length=200)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    territories = models.ManyToManyField(
        Territory, related_name="organisations", verbose_name="territoires d’intervention"
    )
    is_active = models.BooleanField("active", default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        return self.acronym or self.name
