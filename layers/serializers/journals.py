"""The entries of a journal: as they are read, and what the API takes of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers

from journal.enums import AttentionState, Audience, EntryKind, Severity, Tag, Topic
from journal.services import (
    LONGEST,
    LONGEST_REASON,
    Address,
    Details,
    EntryChanges,
    Request,
    point_uuid,
)
from layers.serializers.fields import Strict
from layers.serializers.parts import EntrySerializer
from layers.serializers.writing import version_field
from sites.enums import FileKind

ADDRESS_EXPECTED = "« m » et le numéro d’une personne, ou « o » et celui d’une structure."
MOST_ID = 2**63 - 1


class FileSerializer(serializers.Serializer):
    name = serializers.CharField()
    kind = serializers.ChoiceField(FileKind.choices)
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.CharField(allow_null=True, help_text="Vide tant qu’il est vérifié.")
    thumbnail_url = serializers.CharField(allow_null=True)
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    state = serializers.CharField()


class RaisedPointSerializer(serializers.Serializer):
    """The point d’attention that an entry raises."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    topic = serializers.ChoiceField(Topic.choices)
    severity = serializers.ChoiceField(Severity.choices)
    state = serializers.ChoiceField(AttentionState.choices)
    deadline = serializers.DateField(allow_null=True)
    addressees = serializers.ListField(child=serializers.CharField())


class WholeEntrySerializer(EntrySerializer):
    """An entry with all that hangs on it, of what this reader may read."""

    audience_label = serializers.CharField()
    tags = serializers.ListField(child=serializers.ChoiceField(Tag.choices))
    replies = serializers.IntegerField(help_text="Les réponses que vous lisez.")
    mentions = serializers.ListField(child=serializers.CharField())
    links = serializers.ListField(
        child=serializers.CharField(), help_text="Les autres sites, par leur référence."
    )
    files = FileSerializer(many=True)
    attention = RaisedPointSerializer(allow_null=True)


class AddressField(serializers.ListField):
    """Keys of people and structures, "m12" or "o3" → Address."""

    child = serializers.CharField(max_length=20)

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=100, help_text=ADDRESS_EXPECTED, **options)

    def to_internal_value(self, data: Any) -> Any:
        try:
            return Address.read(super().to_internal_value(data))
        except ValueError as error:
            raise serializers.ValidationError(ADDRESS_EXPECTED) from error


class RequestSerializer(Strict, serializers.Serializer):
    topic = serializers.ChoiceField(Topic.choices)
    severity = serializers.ChoiceField(Severity.choices)
    addressees = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_ID),
        min_length=1,
        max_length=100,
        help_text="Les numéros des structures destinataires.",
    )
    deadline = serializers.DateField(required=False, allow_null=True)


class PostSerializer(Strict, serializers.Serializer):
    """`answers` gives the entry the audience of its thread, whatever `audience` says."""

    body = serializers.CharField(max_length=LONGEST)
    uuid = serializers.UUIDField(
        required=False, help_text="Le même une seconde fois rend le même message."
    )
    kind = serializers.ChoiceField(EntryKind.choices, required=False)
    tags = serializers.ListField(child=serializers.ChoiceField(Tag.choices), required=False)
    happened_on = serializers.DateField(required=False, allow_null=True)
    audience = serializers.ChoiceField(Audience.choices, required=False)
    named = AddressField()
    mentions = AddressField()
    links = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, max_length=100
    )
    answers = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=MOST_ID
    )
    attention = RequestSerializer(required=False, allow_null=True)


def details_of(data: Mapping[str, Any], uuid: UUID) -> Details:
    asked = data.get("attention")
    return Details(
        **changes_of({"kind": EntryKind.MESSAGE, **data}),
        audience=Audience(data.get("audience", Audience.TOUS)),
        named=data.get("named", Address()),
        answers=data.get("answers"),
        linked=tuple(data.get("links", ())),
        attention=_request(asked, uuid) if asked else None,
    )


def changes_of(data: Mapping[str, Any]) -> EntryChanges:
    """What was sent of an entry beside its text, and only that."""
    changes = EntryChanges()
    if "kind" in data:
        changes["kind"] = EntryKind(data["kind"])
    if "tags" in data:
        changes["tags"] = tuple(map(Tag, data["tags"]))
    if "happened_on" in data:
        changes["happened_on"] = data["happened_on"]
    if "mentions" in data:
        changes["mentions"] = data["mentions"]
    return changes


def _request(asked: Mapping[str, Any], uuid: UUID) -> Request:
    return Request(
        uuid=point_uuid(uuid),
        topic=Topic(asked["topic"]),
        severity=Severity(asked["severity"]),
        addressees=frozenset(asked["addressees"]),
        deadline=asked.get("deadline"),
    )


class CorrectionSerializer(Strict, serializers.Serializer):
    """What is left out stays as it is."""

    body = serializers.CharField(max_length=LONGEST, required=False)
    kind = serializers.ChoiceField(EntryKind.choices, required=False)
    tags = serializers.ListField(child=serializers.ChoiceField(Tag.choices), required=False)
    happened_on = serializers.DateField(required=False, allow_null=True)
    mentions = AddressField()
    version = version_field()


class RemovalSerializer(Strict, serializers.Serializer):
    """The author receives a moderator’s reason, which is asked for."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class NarrowingSerializer(Strict, serializers.Serializer):
    audience = serializers.ChoiceField(Audience.choices)
    named = AddressField()
