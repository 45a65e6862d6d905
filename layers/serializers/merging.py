"""Two sites that are one: what the API takes, and what it tells of it."""

from rest_framework import serializers

from layers.serializers.fields import Strict
from sites.services import merging


class MergeSerializer(Strict, serializers.Serializer):
    """`lost`: the reference of the site that becomes an alias of this one."""

    lost = serializers.CharField(max_length=20)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=merging.LONGEST)


class MergedSerializer(serializers.Serializer):
    """A merge in force; `reference` is that of the site that became an alias."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    at = serializers.DateTimeField()
    author = serializers.CharField(source="who")
    organisation = serializers.CharField(source="structure")
    reason = serializers.CharField(allow_blank=True)
