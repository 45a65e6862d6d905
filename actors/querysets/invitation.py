from django.db import models
from django.utils import timezone


class InvitationQuerySet(models.QuerySet):
    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked: expired ones too, which may be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def waiting(self) -> "InvitationQuerySet":
        return self.unanswered().filter(expires_at__gt=timezone.now())
