from django.apps import apps
from django.db import models

from actors.scope import Scope
from journal.enums import OPEN_STATES


class AttentionQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "AttentionQuerySet":
        """Those whose entry this reader may read."""
        entries = apps.get_model("journal", "Entry").objects
        return self.filter(entry__in=entries.visible_to(scope))  # type: ignore[attr-defined]

    def open(self) -> "AttentionQuerySet":
        return self.filter(state__in=OPEN_STATES)
