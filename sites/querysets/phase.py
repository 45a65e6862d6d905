from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, IntegerField, TextField, Value

from sites.enums import Phase

# In the order in which phases mostly come: of two on one day, the later one.
_RANK = Func(
    Value(Phase.values, output_field=ArrayField(TextField())),
    "phase",
    function="array_position",
    output_field=IntegerField(),
)


class PhaseQuerySet(models.QuerySet):
    def dated(self) -> "PhaseQuerySet":
        return self.filter(on__isnull=False)

    def reached(self, today: date) -> "PhaseQuerySet":
        """The last one of each site, by its day; what is to come is planned, not reached."""
        rows = self.filter(on__lte=today)
        return rows.order_by("site_id", "-on", _RANK.desc()).distinct("site_id")
