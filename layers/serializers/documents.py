"""What the API takes of a document: a form, for its files."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from layers.serializers.fields import Strict
from layers.serializers.writing import reason_field
from sites.enums import DocumentAccess
from sites.services import Deposit
from sites.services.documents import LONGEST_TITLE


@extend_schema_field(OpenApiTypes.BINARY)  # of itself it would be an address
class UploadField(serializers.FileField):
    """An empty file too: the service says so in its words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)


class DepositSerializer(Strict, serializers.Serializer):
    """`files`: a part of the form for each, all of that name."""

    uuid = serializers.UUIDField(
        required=False, help_text="Le même une seconde fois rend le même document."
    )
    title = serializers.CharField(max_length=LONGEST_TITLE)
    dated_on = serializers.DateField(required=False, allow_null=True)
    access = serializers.ChoiceField(DocumentAccess.choices, required=False)
    files = serializers.ListField(child=UploadField(), help_text="Un à dix, 20 Mo chacun.")
    reason = reason_field()


class WithdrawalSerializer(Strict, serializers.Serializer):
    reason = reason_field()


def deposit_of(data: Mapping[str, Any]) -> Deposit:
    return Deposit(
        uuid=data.get("uuid") or uuid4(),
        title=data["title"],
        uploads=data["files"],
        dated_on=data.get("dated_on"),
        access=DocumentAccess(data.get("access", DocumentAccess.TOUS)),
        reason=data.get("reason", ""),
    )
