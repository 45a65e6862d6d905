from django.db import models
from django.utils import timezone

from actors.enums import Function
from actors.models.membership import Membership
from actors.models.organisation import Organisation
from actors.querysets import InvitationQuerySet
from territories.models import Territory


class Invitation(models.Model):
    """An address invited into a structure by a link that expires; only its hash is kept."""

    email = models.EmailField("adresse e-mail")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", verbose_name="structure"
    )
    function = models.CharField("fonction", max_length=30, choices=Function)
    parts = models.ManyToManyField(
        Territory, blank=True, related_name="+", verbose_name="limitée à ces territoires"
    )
    invited_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation.short_name}"

    @property
    def is_open(self) -> bool:
        """Neither accepted nor revoked, and not expired."""
        return not (self.accepted_at or self.revoked_at or self.is_expired)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
