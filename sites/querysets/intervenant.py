from datetime import date

from django.db import models

from sites.enums import IntervenantState

LIVE = (IntervenantState.DECLARE, IntervenantState.CONFIRME)


class IntervenantQuerySet(models.QuerySet):
    def live(self, on: date) -> "IntervenantQuerySet":
        """Declared or confirmed, and in force that day."""
        return self.filter(state__in=LIVE, during__contains=on)

    def confirmed(self, on: date) -> "IntervenantQuerySet":
        """Those that widen a scope."""
        return self.filter(state=IntervenantState.CONFIRME, during__contains=on)

    def waiting(self) -> "IntervenantQuerySet":
        """Proposed, and not answered yet."""
        return self.filter(state=IntervenantState.PROPOSE)
