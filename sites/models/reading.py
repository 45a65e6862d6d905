"""What a survey reads and a site copies: the same columns, declared once."""

from collections.abc import Mapping

from django.db import models

from sites.enums import ConditionLevel, SurveyGroup

# group → the columns that it reads
GROUP_FIELDS: Mapping[SurveyGroup, tuple[str, ...]] = {
    SurveyGroup.POPULATION: ("people", "households", "minors", "schooled_minors"),
    SurveyGroup.EAU: ("water",),
    SurveyGroup.ASSAINISSEMENT: ("sanitation",),
    SurveyGroup.ELECTRICITE: ("electricity",),
    SurveyGroup.DECHETS: ("waste",),
    SurveyGroup.NUISIBLES: ("pests",),
    SurveyGroup.INCENDIE: ("fire",),
}
CONDITION_FIELDS: Mapping[SurveyGroup, str] = {
    group: fields[0] for group, fields in GROUP_FIELDS.items() if group != SurveyGroup.POPULATION
}
READING_FIELDS = tuple(name for fields in GROUP_FIELDS.values() for name in fields)


def level_field(label: str) -> models.CharField:
    return models.CharField(
        label, max_length=12, choices=ConditionLevel, default=ConditionLevel.INCONNU
    )


class Reading(models.Model):
    """Empty numbers are unknown, never zero."""

    people = models.PositiveIntegerField("personnes", null=True, blank=True)
    households = models.PositiveIntegerField("ménages", null=True, blank=True)
    minors = models.PositiveIntegerField("mineurs", null=True, blank=True)
    schooled_minors = models.PositiveIntegerField("mineurs scolarisés", null=True, blank=True)
    water = level_field("eau")
    sanitation = level_field("assainissement")
    electricity = level_field("électricité")
    waste = level_field("déchets")
    pests = level_field("nuisibles")
    fire = level_field("prévention de l’incendie")

    class Meta:
        abstract = True
