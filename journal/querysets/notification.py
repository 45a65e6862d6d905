from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from actors.scope import Scope


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "NotificationQuerySet":
        """The inbox of a membership, as far as it may still know of what happened."""
        events: Any = apps.get_model("sites", "Event").objects
        return self.filter(recipient=scope.membership_id, event__in=events.visible_to(scope))

    def due(self, now: datetime) -> "NotificationQuerySet":
        """No longer waiting for what could still be taken back."""
        return self.filter(not_before__lte=now)


class DeliveryQuerySet(models.QuerySet):
    pass
