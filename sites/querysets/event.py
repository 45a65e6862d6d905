from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from actors.scope import Scope

# prefix of a kind → which of these events the reader may know of, among those of his sites.
# Upper apps declare theirs when they are ready (`sites.events.declare_readable`).
READABLE: dict[str, Callable[[Scope], Q]] = {}
# kind of an event on no site → which of them the reader is told of
ADDRESSED: dict[str, Callable[[Scope], Q]] = {}


class EventQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "EventQuerySet":
        """What happened on the sites that the reader sees, without what an audience hides."""
        if scope.is_empty:
            return self.none()
        sites: Any = apps.get_model("sites", "Site").objects
        # For the nation no join: the newest are then read off their index.
        events = self.exclude(site=None)
        if not scope.national:
            events = events.filter(site__in=sites.visible_to(scope))
        for prefix, condition in READABLE.items():
            events = events.filter(~Q(kind__startswith=prefix) | condition(scope))
        return events

    def addressed_to(self, scope: Scope) -> "EventQuerySet":
        """What happened on none of his sites, and is told to him all the same."""
        events = self.filter(site=None)
        found = Q(pk__in=[])
        for kind, condition in ADDRESSED.items():
            found |= Q(kind=kind) & condition(scope)
        return events.filter(found)
