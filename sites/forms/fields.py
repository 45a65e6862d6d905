"""Fields that several forms of sites share."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from dsfr.widgets import InlineCheckboxSelectMultiple, InlineRadioSelect

from sites.enums import ConditionLevel, Origin, Precision, SiteKind
from sites.models import BAND_FIELDS, Site
from sites.services.figures import MOST
from territories.geo import CoordinatesError, format_wgs84, parse_coordinates

# What is wrong with a field that nobody sees, its page alone can mend
HIDDEN = dict.fromkeys(
    ("required", "invalid", "min_value"),
    "Cette page est incomplète ou trop ancienne : rechargez-la, puis recommencez.",
)
INHABITANTS = "N’écrivez ni nom d’habitant ni origine ethnique."


class CoordinatesField(forms.CharField):
    """What a person types → Point in WGS84; the message says what was wrong with it."""

    def prepare_value(self, value: Any) -> Any:
        return format_wgs84(value) if isinstance(value, Point) else value

    def clean(self, value: Any) -> Point | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_coordinates(text)
        except CoordinatesError as error:
            raise ValidationError(str(error)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = (str(self.prepare_value(text or "")).strip() for text in (initial, data))
        return before != after


def coordinates() -> CoordinatesField:
    return CoordinatesField(
        label="Coordonnées",
        max_length=100,
        help_text="Latitude puis longitude, en degrés (45.7601, 4.8590 ou 45°45'36\"N 4°51'32\"E), "
        "ou X Y en Lambert-93.",
        error_messages={
            "required": "Indiquez où est le site : sur la carte, par une adresse ou des "
            "coordonnées."
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "data-position-input": "",
                "hx-get": reverse_lazy("site-place"),
                "hx-trigger": "change",
                "hx-target": "#place",
                "hx-include": "[name=location_precision],[name=citycode],[name=site]",
                "hx-sync": "this:replace",
            }
        ),
    )


def precision() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Précision", choices=Precision.choices, initial=Precision.POSITION
    )


def commune() -> forms.CharField:
    """Rendered by `sites/parts/place.html`, which knows what may be chosen."""
    return forms.CharField(label="Commune", max_length=5, required=False)


def kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Type",
        choices=SiteKind.choices,
        initial=SiteKind.TERRAIN,
        widget=InlineRadioSelect(),
    )


def text(label: str, longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **options)


def access_details() -> forms.CharField:
    return text(
        "Informations d’accès",
        2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Chemin, portail, repères. {INHABITANTS}",
    )


def day(label: str, *, required: bool = False, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, **options)


def past_day(label: str, **options: Any) -> forms.DateField:
    """Today unless said otherwise."""
    return day(label, initial=timezone.localdate, **options)


def number(label: str, most: int = MOST) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def column(name: str) -> forms.Field:
    """One of the columns of a reading that are no level."""
    if name == "origins":
        return several("Origines", Origin.choices, help_text="Jamais d’origine ethnique.")
    return number(
        label_of(name).replace("Mineurs de", "De") if name in BAND_FIELDS else label_of(name)
    )


def label_of(name: str) -> str:
    label = str(Site._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def several(label: str, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=InlineCheckboxSelectMultiple(),
        **options,
    )


def level(label: str) -> forms.ChoiceField:
    """Nothing chosen: worked out from the answers."""
    choices = [("", "Selon les réponses"), *ConditionLevel.choices]
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=InlineRadioSelect()
    )


def hidden_uuid() -> forms.UUIDField:
    """The same one sent twice makes one row."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages=HIDDEN)


def version() -> forms.IntegerField:
    """The row's, as it was when the page was opened."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=HIDDEN)
