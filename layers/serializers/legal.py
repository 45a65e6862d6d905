"""Owners, procedures and evacuation: read, and written. What one may not read is no key."""

from rest_framework import serializers

from layers.serializers.fields import Strict
from layers.serializers.writing import reason_field
from legal.enums import OwnerKind, ProcedureKind, StepKind

LONGEST = 2000


class OwnerSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(OwnerKind.choices)
    parcels = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(allow_blank=True)


class StepFileSerializer(serializers.Serializer):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField()


class StepSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(StepKind.choices)
    on = serializers.DateField()
    outcome = serializers.CharField(allow_blank=True)
    deadline = serializers.DateField(allow_null=True)
    to_do = serializers.CharField(allow_blank=True)
    met_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    is_overdue = serializers.BooleanField()
    files = StepFileSerializer(many=True)


class ProcedureSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(ProcedureKind.choices)
    title = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    steps = StepSerializer(many=True)


class EvacuationSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    on = serializers.DateField()
    note = serializers.CharField(allow_blank=True)


class LegalSerializer(serializers.Serializer):
    """Each block only for who may read it."""

    owners = OwnerSerializer(many=True, required=False)
    procedures = ProcedureSerializer(many=True, required=False)
    evacuation = EvacuationSerializer(required=False, allow_null=True)


def _text(longest: int = LONGEST) -> serializers.CharField:
    return serializers.CharField(allow_blank=True, default="", max_length=longest)


class Writing(Strict, serializers.Serializer):
    """`version` is that of the row to change; a new one has none."""

    reason = reason_field()
    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False, min_value=0)


class OwnerWriting(Writing):
    name = serializers.CharField(max_length=150)
    kind = serializers.ChoiceField(OwnerKind.choices)
    parcels = serializers.ListField(
        child=serializers.CharField(max_length=20), default=list, max_length=100
    )
    note = _text()


class ProcedureWriting(Writing):
    kind = serializers.ChoiceField(ProcedureKind.choices)
    title = _text(150)
    note = _text()


class StepWriting(Writing):
    kind = serializers.ChoiceField(StepKind.choices)
    on = serializers.DateField()
    outcome = _text()
    deadline = serializers.DateField(allow_null=True, default=None)
    to_do = _text(200)
    met_on = serializers.DateField(allow_null=True, default=None)
    note = _text()


class EvacuationWriting(Strict, serializers.Serializer):
    """`version`: 0 as long as there was never a date."""

    reason = reason_field()
    version = serializers.IntegerField(required=False, min_value=0)
    on = serializers.DateField(allow_null=True)
    note = _text()
