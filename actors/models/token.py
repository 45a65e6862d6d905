from django.db import models

from actors.models.membership import Membership


class AccessToken(models.Model):
    """What a program reads with in the name of one membership, for one purpose.

    Only the SHA-256 of the token is kept: it is shown once. `purpose` is a key of
    `actors.tokens.PURPOSES`. A row is kept once it is revoked.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    purpose = models.CharField("usage", max_length=20)
    name = models.CharField("nom", max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    expires_at = models.DateTimeField("jusqu’au")
    last_used_at = models.DateTimeField("dernier usage", null=True, editable=False)
    revoked_at = models.DateTimeField("révoqué le", null=True, editable=False)

    class Meta:
        verbose_name = "jeton personnel"
        verbose_name_plural = "jetons personnels"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name
