from datetime import date

from django.db import models
from django.db.models import Case, IntegerField, Value, When

from sites.enums import Phase


def _rank() -> Case:
    """In the order in which phases mostly come: of two on one day, the later one."""
    steps = [When(phase=phase, then=Value(place)) for place, phase in enumerate(Phase)]
    return Case(*steps, output_field=IntegerField())


class PhaseQuerySet(models.QuerySet):
    def dated(self) -> "PhaseQuerySet":
        return self.filter(on__isnull=False)

    def reached(self, today: date) -> "PhaseQuerySet":
        """The last one of each site, by its day; what is to come is planned, not reached."""
        return (
            self.filter(on__lte=today)
            .order_by("site_id", "-on", _rank().desc())
            .distinct("site_id")
        )
