from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class MembershipQuerySet(models.QuerySet):
    def active(self, on: date) -> "MembershipQuerySet":
        """In force that day, of an open account in an active structure."""
        return self.filter(during__contains=on, user__is_active=True, organisation__is_active=True)

    def over(self, *territory_ids: Any) -> "MembershipQuerySet":
        """Those whose reach holds a place, given by its commune and, if any, the arrondissement.

        The other face of `SiteQuerySet.visible_to`: in a territory of the structure, and in
        a part of the membership when it has parts. Ids, or `OuterRef`s when used in a subquery.
        """
        inside = apps.get_model("territories", "Inside").objects
        containers = inside.filter(territory__in=territory_ids).values("container")
        places = self._places(OuterRef("organisation")).filter(territory__in=containers)
        parts = self._parts(OuterRef("pk"))
        return self.filter(
            Exists(places), ~Exists(parts) | Q(Exists(parts.filter(territory__in=containers)))
        )

    def _places(self, organisation: Any) -> models.QuerySet:
        through = apps.get_model("actors", "Organisation").territories.through
        return through.objects.filter(organisation=organisation)

    def _parts(self, membership: Any) -> models.QuerySet:
        return apps.get_model("actors", "Membership").parts.through.objects.filter(
            membership=membership
        )
