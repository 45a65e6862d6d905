from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from actors.abilities import TABLE
from actors.enums import Ability, Condition, Grant
from actors.scope import Places, Scope
from territories.functions import Normalise


class OrganisationQuerySet(models.QuerySet):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(is_active=True)

    def manageable_by(self, scope: Scope) -> "OrganisationQuerySet":
        """Those whose people this reader invites and ends: the list behind MANAGE_USERS.

        Never beyond his own reach: a membership limited to a part of its structure would else
        give the whole of it to somebody, or take it away.
        """
        cell = TABLE[Ability.MANAGE_USERS][scope.kind] if scope.kind else Grant.NO
        own = Q(pk__in=[]) if scope.parts else Q(pk=scope.organisation_id)
        match cell:
            case Condition.OWN_STRUCTURE:
                return self.active().filter(own)
            case Condition.OWN_AND_TERRITORY if scope.national:
                return self.active()
            case Condition.OWN_AND_TERRITORY:
                return self.active().filter(own | Q(*self._wholly_inside(scope)))
        return self.none()

    def acting_in(self, territory: Any) -> "OrganisationQuerySet":
        """With a territory inside this one, or around it (its region, the nation)."""
        inside = _inside()
        there = Exists(inside.filter(territory=OuterRef("territory"), container=territory))
        around = Exists(inside.filter(territory=territory, container=OuterRef("territory")))
        return self.filter(Exists(self._links().filter(there | around)))

    def search(self, text: str) -> "OrganisationQuerySet":
        """Whose name or acronym holds every word; accents and case do not count."""
        found = self.alias(text=Normalise(Concat("name", Value(" "), "acronym")))
        for word in text.split():
            found = found.filter(text__contains=Normalise(Value(word)))
        return found

    def with_people(self) -> "OrganisationQuerySet":
        """Annotates `people`: the memberships in force."""
        today = timezone.localdate()
        in_force = Q(memberships__during__contains=today, memberships__user__is_active=True)
        return self.annotate(people=Count("memberships", filter=in_force))

    def _wholly_inside(self, scope: Scope) -> list[Any]:
        """Every territory inside the reader's, and at least one."""
        links = self._links()
        reached = _reached(scope.places)
        if scope.parts:
            reached &= _reached(scope.parts)
        return [Exists(links), ~Exists(links.filter(~reached))]

    def _links(self) -> models.QuerySet:
        through = apps.get_model("actors", "Organisation").territories.through
        return through.objects.filter(organisation=OuterRef("pk"))


def _inside() -> Any:
    return apps.get_model("territories", "Inside").objects


def _reached(places: Places) -> Q:
    containers = [pk for ids in places.values() for pk in ids]
    return Q(Exists(_inside().filter(territory=OuterRef("territory"), container__in=containers)))
