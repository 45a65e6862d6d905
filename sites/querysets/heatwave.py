from datetime import date

from django.db import models
from django.db.models import OuterRef, Q

from territories.enums import Level


class HeatwaveQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "HeatwaveQuerySet":
        return self.filter(during__contains=on, cancelled_at=None)

    def over_the_site(self) -> "HeatwaveQuerySet":
        """To be asked inside a query on sites: those over each one's department."""
        return self.filter(
            Q(territory=OuterRef("departement")) | Q(territory__level=Level.NATION)
        ).order_by()

    def not_over(self, on: date) -> "HeatwaveQuerySet":
        """In force or to come."""
        return self.filter(
            Q(during__endswith__gt=on) | Q(during__upper_inf=True), cancelled_at=None
        )
