from typing import Any

from django.db import models


class LegalQuerySet(models.QuerySet):
    def standing(self) -> Any:
        """Not removed."""
        return self.filter(removed_at=None)


class StepQuerySet(LegalQuerySet):
    def standing(self) -> Any:
        return self.filter(removed_at=None, procedure__removed_at=None)

    def waiting(self) -> "StepQuerySet":
        """With a deadline that nobody has said to be met."""
        return self.standing().filter(deadline__isnull=False, met_on=None)
