"""What a survey reads and a site copies: the same columns, declared once."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sites.enums import ConditionLevel, Origin, SurveyGroup

BAND_FIELDS = ("minors_0_3", "minors_3_6", "minors_6_12", "minors_12_16", "minors_16_18")
SHELTER_FIELDS = ("caravans", "huts", "tents", "cars", "mattresses")
CONDITION_FIELDS: Mapping[SurveyGroup, str] = {
    SurveyGroup.EAU: "water",
    SurveyGroup.ASSAINISSEMENT: "sanitation",
    SurveyGroup.ELECTRICITE: "electricity",
    SurveyGroup.DECHETS: "waste",
    SurveyGroup.NUISIBLES: "pests",
    SurveyGroup.INCENDIE: "fire",
}
# group → the columns that it reads
GROUP_FIELDS: Mapping[SurveyGroup, tuple[str, ...]] = {
    SurveyGroup.POPULATION: (
        "people",
        "women",
        "households",
        "minors",
        "girls",
        *BAND_FIELDS,
        "schooled_minors",
        "origins",
    ),
    SurveyGroup.ABRIS: SHELTER_FIELDS,
    **{group: (name,) for group, name in CONDITION_FIELDS.items()},
}
READING_FIELDS = tuple(name for fields in GROUP_FIELDS.values() for name in fields)
LEVEL_FIELDS = frozenset(CONDITION_FIELDS.values())
FIGURE_FIELDS = tuple(
    name for name in READING_FIELDS if name not in LEVEL_FIELDS and name != "origins"
)


def unknown(name: str) -> Any:
    """What stands in a column that nobody read."""
    if name in LEVEL_FIELDS:
        return ConditionLevel.INCONNU
    return [] if name == "origins" else None


def number_field(label: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


def level_field(label: str) -> models.CharField:
    return models.CharField(
        label, max_length=12, choices=ConditionLevel, default=ConditionLevel.INCONNU
    )


class Reading(models.Model):
    """Empty numbers are unknown, never zero. `women` are of any age, girls among them."""

    people = number_field("personnes")
    women = number_field("femmes et filles")
    households = number_field("ménages")
    minors = number_field("mineurs")
    girls = number_field("filles")
    minors_0_3 = number_field("mineurs de 0 à 3 ans")
    minors_3_6 = number_field("mineurs de 3 à 6 ans")
    minors_6_12 = number_field("mineurs de 6 à 12 ans")
    minors_12_16 = number_field("mineurs de 12 à 16 ans")
    minors_16_18 = number_field("mineurs de 16 à 18 ans")
    schooled_minors = number_field("mineurs scolarisés")
    origins = ArrayField(
        models.CharField(max_length=10, choices=Origin),
        verbose_name="origines",
        default=list,
        db_default=[],
        blank=True,
    )
    caravans = number_field("caravanes")
    huts = number_field("cabanes")
    tents = number_field("tentes")
    cars = number_field("voitures")
    mattresses = number_field("matelas")
    water = level_field("eau")
    sanitation = level_field("assainissement")
    electricity = level_field("électricité")
    waste = level_field("déchets")
    pests = level_field("nuisibles")
    fire = level_field("prévention de l’incendie")

    class Meta:
        abstract = True
