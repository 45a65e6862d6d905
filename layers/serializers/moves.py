"""What the API takes of reinstallations and merges."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from rest_framework import serializers

from layers.serializers.fields import Strict
from sites.forms.reinstalling import DIRECTIONS, RECEIVES
from sites.services import merging
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


class MergeSerializer(Strict, serializers.Serializer):
    """`lost`: the reference of the site that becomes an alias of this one."""

    lost = serializers.CharField(max_length=20)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=merging.LONGEST)
