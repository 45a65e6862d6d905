"""What the feature of a site holds besides its own columns."""

from rest_framework import serializers

from actors.enums import OrganisationKind
from journal.enums import AttentionState, Audience, EntryKind, Severity, Topic
from sites.enums import (
    ClosingCause,
    DocumentAccess,
    IntervenantState,
    LevelSource,
    Phase,
    ReinstallationState,
    Solution,
    SurveyGroup,
    Theme,
)
from sites.forms.reinstalling import DIRECTIONS
from sites.models import READING_FIELDS, Survey


class SolutionSerializer(serializers.Serializer):
    solution = serializers.ChoiceField(Solution.choices)
    people = serializers.IntegerField(allow_null=True)
    households = serializers.IntegerField(allow_null=True)


class PeriodSerializer(serializers.Serializer):
    since = serializers.DateField()
    cause = serializers.ChoiceField(ClosingCause.choices, allow_blank=True)
    context = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    with_solutions = serializers.BooleanField(allow_null=True)
    solutions = SolutionSerializer(many=True)
    destination = serializers.CharField(allow_blank=True)


class PhaseSerializer(serializers.Serializer):
    """A phase that prepares the resorption; to come, it is planned."""

    phase = serializers.ChoiceField(Phase.choices)
    on = serializers.DateField()
    is_planned = serializers.BooleanField()
    organisation = serializers.CharField()


class PaperSerializer(serializers.Serializer):
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="En octets.")
    url = serializers.URLField(allow_null=True, help_text="Vide tant qu’il est vérifié.")


class DocumentSerializer(serializers.Serializer):
    """A document that the reader may read."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    dated_on = serializers.DateField(allow_null=True)
    access = serializers.ChoiceField(DocumentAccess.choices)
    recorded_at = serializers.DateTimeField()
    organisation = serializers.CharField()
    files = PaperSerializer(many=True)


class DatesField(serializers.DictField):
    """{group: the day on which it was last read}."""

    child = serializers.DateField()


class AnswersField(serializers.DictField):
    """{group: {question: answer}}, as `sites.conditions` declares them."""

    child = serializers.DictField()


class SourcesField(serializers.DictField):
    """{group: where its level comes from}."""

    child = serializers.ChoiceField(LevelSource.choices)


# What a survey says besides its columns and their dates
SAID = ("answers", "sources", "method", "made_by")


class ReadingSerializer(serializers.ModelSerializer):
    """The newest state; empty numbers are unknown."""

    dates = DatesField()
    answers = AnswersField()
    sources = SourcesField()

    class Meta:
        model = Survey
        fields = ("observed_on", "dates", *READING_FIELDS, *SAID)


class SurveySerializer(serializers.ModelSerializer):
    """One survey: `groups` were read that day, the rest is carried from the one before."""

    dates = DatesField(read_only=True)
    answers = AnswersField(read_only=True)
    sources = SourcesField(read_only=True)
    groups = serializers.ListField(child=serializers.ChoiceField(SurveyGroup.choices))
    organisation = serializers.CharField(source="author.organisation.short_name", read_only=True)

    class Meta:
        model = Survey
        fields = (
            "observed_on",
            "recorded_at",
            "organisation",
            "groups",
            "dates",
            *READING_FIELDS,
            *SAID,
        )


class ContactSerializer(serializers.Serializer):
    name = serializers.CharField()
    email = serializers.EmailField()
    phone = serializers.CharField(allow_blank=True)


class IntervenantSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    organisation = serializers.CharField()
    kind = serializers.ChoiceField(OrganisationKind.choices)
    themes = serializers.ListField(child=serializers.ChoiceField(Theme.choices))
    confirmed_themes = serializers.ListField(child=serializers.ChoiceField(Theme.choices))
    state = serializers.ChoiceField(IntervenantState.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    contact = ContactSerializer(allow_null=True)


class DepartementSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class ReinstallationSerializer(serializers.Serializer):
    """People came from another site (« recoit ») or left for it (« origine »).

    Without `reference`: a site that one does not see, of which only the department is told.
    """

    id = serializers.IntegerField()
    direction = serializers.ChoiceField(DIRECTIONS)
    state = serializers.ChoiceField(ReinstallationState.choices)
    departement = DepartementSerializer()
    reference = serializers.CharField(allow_null=True)
    moved_on = serializers.DateField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    households = serializers.IntegerField(allow_null=True)


class EntrySerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    author = serializers.CharField()
    organisation = serializers.CharField()
    published_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    kind = serializers.ChoiceField(EntryKind.choices)
    audience = serializers.ChoiceField(Audience.choices)
    happened_on = serializers.DateField(allow_null=True)
    answers = serializers.IntegerField(
        allow_null=True, help_text="Le premier message de la discussion."
    )
    body = serializers.CharField(help_text="En Markdown.")


class PointSerializer(serializers.Serializer):
    """A point d’attention; `entry` is the message that raised it."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    entry = serializers.IntegerField()
    topic = serializers.ChoiceField(Topic.choices)
    severity = serializers.ChoiceField(Severity.choices)
    state = serializers.ChoiceField(AttentionState.choices)
    state_since = serializers.DateTimeField()
    raised_at = serializers.DateTimeField()
    deadline = serializers.DateField(allow_null=True)
    addressees = serializers.ListField(child=serializers.CharField())


class AttentionSerializer(serializers.Serializer):
    """How many points d’attention are open on the site, and which."""

    open = serializers.IntegerField()
    urgent = serializers.IntegerField()
    points = PointSerializer(many=True)


class JournalSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    latest = EntrySerializer(many=True)
    attention = AttentionSerializer()
    url = serializers.URLField()
