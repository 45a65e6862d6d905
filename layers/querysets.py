from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.models import Membership
from actors.scope import Scope


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "SavedViewQuerySet":
        """One's own, and what the people who are in the structure today share with it."""
        if scope.is_empty:
            return self.none()
        people = Membership.objects.active(timezone.localdate())
        colleagues = people.filter(organisation=scope.organisation_id).values("pk")
        return self.filter(Q(owner=scope.membership_id) | Q(shared=True, owner__in=colleagues))

    def editable_by(self, scope: Scope) -> "SavedViewQuerySet":
        return self.none() if scope.is_empty else self.filter(owner=scope.membership_id)

    def with_owners(self) -> "SavedViewQuerySet":
        return self.select_related("owner__user", "owner__organisation")
