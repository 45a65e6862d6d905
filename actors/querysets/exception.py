from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from actors.abilities import EXCEPTION_DECIDERS
from actors.enums import ExceptionState, Grant
from actors.scope import Scope


class ExceptionalRightQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "ExceptionalRightQuerySet":
        return self.filter(state=ExceptionState.GRANTED, until__gte=on)

    def live(self, on: date) -> "ExceptionalRightQuerySet":
        """In force, or waiting for an answer."""
        states = (ExceptionState.ASKED, ExceptionState.GRANTED)
        return self.filter(state__in=states, until__gte=on)

    def decidable_by(self, scope: Scope) -> "ExceptionalRightQuerySet":
        """Those that this reader answers to: in its territory, never its own.

        What is asked for everywhere is for those who decide for the nation.
        """
        cell = EXCEPTION_DECIDERS.get(scope.kind) if scope.kind else None
        if cell is None:
            return self.none()
        others = self.exclude(
            Q(organisation=scope.organisation_id) | Q(asked_by__user=scope.user_id)
        )
        if cell == Grant.YES:
            return others
        return others.filter(*_reached(scope))


def _reached(scope: Scope) -> list[Exists]:
    inside = apps.get_model("territories", "Inside").objects
    mine = (scope.places, scope.parts) if scope.parts else (scope.places,)
    return [
        Exists(
            inside.filter(
                territory=OuterRef("territory"),
                container__in=[pk for ids in places.values() for pk in ids],
            )
        )
        for places in mine
    ]
