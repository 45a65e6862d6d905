"""What the API takes: shapes and types only. What is true of them, the services decide."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from rest_framework import serializers
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from journal.services.attention import LONGEST_WORD
from layers.serializers.fields import PointField, Strict, refuse_unknown
from layers.serializers.parts import AnswersField
from sites.enums import ClosingCause, Phase, Solution, StatusAction, SurveyGroup, Theme
from sites.models import GROUP_FIELDS, READING_FIELDS, Site, Survey
from sites.services import Observation, Report
from sites.services.closed import LONGEST_REASON
from sites.services.closing import LONGEST, Closing, Offered
from sites.services.figures import MOST

FEATURE_EXPECTED = (
    "Un objet GeoJSON est attendu : « type » (Feature), « geometry » et « properties »."
)
FIRST_VERSION, LAST_VERSION = 1, 2**31 - 1


def version_field() -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False,
        min_value=FIRST_VERSION,
        max_value=LAST_VERSION,
        help_text="Celle qui a été lue ; ou l’en-tête « If-Match ».",
    )


def reason_field() -> serializers.CharField:
    return serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_REASON,
        help_text="Pourquoi un site clos est corrigé ; sans effet sur les autres.",
    )


class ObservationSerializer(Strict, serializers.ModelSerializer):
    """`groups` names what was read; in a group that was read, what is left out is unknown.

    Of a living condition, `answers` give the level where none is stated; what is wrong with one is
    told at `<group>_<question>`.
    """

    uuid = serializers.UUIDField(required=False)
    groups = serializers.ListField(child=serializers.ChoiceField(SurveyGroup.choices))
    reason = reason_field()
    answers = AnswersField(required=False)

    class Meta:
        model = Survey
        fields = (
            "uuid",
            "observed_on",
            "groups",
            "reason",
            *READING_FIELDS,
            "answers",
            "method",
            "made_by",
        )

    def validate_answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        if strange := [name for name in answers if name not in SurveyGroup.values]:
            words = f"« {strange[0][:40]} » n’est pas une rubrique."
            raise serializers.ValidationError(words)
        return answers

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        read = {name for group in attrs["groups"] for name in GROUP_FIELDS[SurveyGroup(group)]}
        if beside := set(attrs).intersection(READING_FIELDS) - read:
            words = ["La rubrique de cette valeur n’est pas parmi « groups »."]
            raise serializers.ValidationError(dict.fromkeys(sorted(beside), words))
        return attrs


def observation(data: Mapping[str, Any]) -> Observation:
    groups = {
        group: {name: data.get(name) for name in GROUP_FIELDS[group]}
        for group in map(SurveyGroup, data["groups"])
    }
    answers = {SurveyGroup(name): given for name, given in data.get("answers", {}).items()}
    return Observation(
        data["observed_on"],
        groups,
        data.get("uuid") or uuid4(),
        answers,
        data.get("method", ""),
        data.get("made_by", ""),
        data.get("reason", ""),
    )


class SiteInputSerializer(GeoFeatureModelSerializer):
    """A GeoJSON Feature; errors name the properties, and `location` for the geometry."""

    location = PointField()
    commune = serializers.CharField(
        required=False, max_length=5, help_text="Code INSEE, si l’agent corrige celle du point."
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        properties = data.get("properties", {}) if isinstance(data, Mapping) else None
        if not isinstance(properties, Mapping) or data.get("type") != "Feature":
            raise serializers.ValidationError({"__all__": [FEATURE_EXPECTED]})
        refuse_unknown(self, properties, "location")
        flat = dict(properties)
        if "geometry" in data:
            flat["location"] = data["geometry"]
        return super(GeoFeatureModelSerializer, self).to_internal_value(flat)


class ReportSerializer(SiteInputSerializer):
    uuid = serializers.UUIDField(
        required=False, help_text="Le même une seconde fois rend le même site."
    )
    survey = ObservationSerializer(required=False, allow_null=True)
    distinct = serializers.BooleanField(
        required=False, help_text="Ce n’est aucun des sites ouverts à proximité."
    )

    class Meta:
        model = Site
        geo_field = "location"
        id_field = False
        fields = (
            "uuid",
            "location",
            "location_precision",
            "commune",
            "name",
            "address",
            "access_details",
            "kind",
            "settled_on",
            "survey",
            "distinct",
        )


def report_of(data: Mapping[str, Any]) -> Report:
    given = {**data, "uuid": data.get("uuid") or uuid4()}
    first, code = given.pop("survey", None), given.pop("commune", "")
    return Report(**given, commune_code=code, observation=observation(first) if first else None)


class ChangesSerializer(SiteInputSerializer):
    """What is left out stays as it is."""

    version = version_field()
    reason = reason_field()

    class Meta:
        model = Site
        geo_field = "location"
        id_field = False
        fields = (
            "version",
            "reason",
            "location",
            "location_precision",
            "commune",
            "name",
            "address",
            "access_details",
            "kind",
            "settled_on",
            "target_year",
        )


class OfferedSerializer(Strict, serializers.Serializer):
    """One solution offered at a closing; a number left out is unknown."""

    solution = serializers.ChoiceField(Solution.choices)
    people = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=MOST)
    households = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST
    )


class StatusChangeSerializer(Strict, serializers.Serializer):
    """`with_solutions`, `solutions` and `destination` count for « fermer » and « resorber »."""

    action = serializers.ChoiceField(StatusAction.choices)
    on = serializers.DateField(required=False, allow_null=True)
    cause = serializers.ChoiceField(ClosingCause.choices, required=False, allow_blank=True)
    context = serializers.CharField(required=False, allow_blank=True)  # type: ignore[assignment]
    with_solutions = serializers.BooleanField(
        required=False, allow_null=True, help_text="Nul : on ne sait pas."
    )
    solutions = OfferedSerializer(many=True, required=False)
    destination = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    version = version_field()


def closing_of(data: dict[str, Any]) -> Closing:
    """What a status change says of the people; taken out of `data`."""
    offered = [
        Offered(Solution(one["solution"]), one.get("people"), one.get("households"))
        for one in data.pop("solutions", ())
    ]
    said = data.pop("with_solutions", None)
    destination = data.pop("destination", "")
    return Closing(True if said is None and offered else said, offered, destination)


class PhasesSerializer(Strict, serializers.Serializer):
    """What is left out stays as it is; empty takes a date back. What another person wrote since the
    `version` (the site's) is a conflict."""

    version = version_field()


for _phase in Phase:
    PhasesSerializer._declared_fields[_phase.value] = serializers.DateField(
        required=False, allow_null=True, help_text=str(_phase.label)
    )


class HeatRiskSerializer(Strict, serializers.Serializer):
    heat_risk = serializers.BooleanField()


class InterventionSerializer(Strict, serializers.Serializer):
    """Without `membership`, the reader's own structure; with it, a colleague who will answer."""

    themes = serializers.ListField(child=serializers.ChoiceField(Theme.choices))
    membership = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class AttentionMoveSerializer(Strict, serializers.Serializer):
    """`word`: required to drop and to reopen."""

    word = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_WORD)
    version = version_field()
