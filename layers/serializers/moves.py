"""What the API takes of reinstallations, and tells of those that wait for an answer."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone
from rest_framework import serializers

from layers.serializers.fields import Strict
from layers.serializers.parts import DepartementSerializer
from sites.forms.reinstalling import DECISIONS, DIRECTIONS, ORIGIN, RECEIVES
from sites.models import Reinstallation
from sites.services.figures import MOST
from sites.services.reinstalling import Move


def _number() -> serializers.IntegerField:
    return serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=MOST)


class MoveSerializer(Strict, serializers.Serializer):
    """`other`: the reference of the other site; or `departement`, the code of its department, for a
    site that one does not see."""

    uuid = serializers.UUIDField(required=False)
    direction = serializers.ChoiceField(DIRECTIONS)
    other = serializers.CharField(required=False, allow_blank=True, max_length=20)
    departement = serializers.CharField(required=False, allow_blank=True, max_length=3)
    moved_on = serializers.DateField(required=False, allow_null=True)
    people = _number()
    households = _number()


def move_of(data: Mapping[str, Any]) -> Move:
    return Move(
        receives=data["direction"] == RECEIVES,
        other=data.get("other", ""),
        departement=data.get("departement", ""),
        moved_on=data.get("moved_on"),
        people=data.get("people"),
        households=data.get("households"),
        uuid=data.get("uuid") or uuid4(),
    )


class WaitingSerializer(serializers.Serializer):
    """A request of another department, of whose site nothing is told but that department."""

    id = serializers.IntegerField()
    direction = serializers.ChoiceField(DIRECTIONS, help_text="Vu du site à désigner.")
    departement = DepartementSerializer(help_text="Celui qui demande.")
    asked = DepartementSerializer(help_text="Celui du site à désigner.")
    asked_on = serializers.DateField()
    moved_on = serializers.DateField(allow_null=True)


def waiting(row: Reinstallation) -> dict[str, Any]:
    """As the page of the requests has it: neither figures nor the hour."""
    theirs: Any = row.arrival or row.origin
    return {
        "id": row.pk,
        "direction": ORIGIN if row.arrival else RECEIVES,
        "departement": theirs.departement,
        "asked": row.asked,
        "asked_on": timezone.localtime(row.recorded_at).date(),
        "moved_on": row.moved_on,
    }


class AnswerSerializer(Strict, serializers.Serializer):
    """`other`: for « lier », the reference of the site in the asked department."""

    decision = serializers.ChoiceField(DECISIONS)
    other = serializers.CharField(required=False, allow_blank=True, max_length=20)
