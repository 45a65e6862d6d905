from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.forms import Form
from sites.enums import CommuneSource, Precision, SiteKind, SurveyGroup
from sites.forms import fields
from sites.models import GROUP_FIELDS
from sites.services import Observation, Report


class ReportForm(Form):
    """Where, what, and the first figures if there are any."""

    uuid = fields.hidden_uuid()
    citycode = forms.CharField(widget=forms.HiddenInput, max_length=5, required=False)
    location = fields.coordinates()
    location_precision = fields.precision()
    commune = fields.commune()
    distinct = forms.BooleanField(label="Ce n’est aucun de ces sites", required=False)
    name = fields.text("Appellation", 120, help_text="Le nom d’usage, s’il y en a un.")
    kind = fields.kind()
    address = fields.text("Adresse", 250, help_text="Souvent il n’y en a pas : laissez vide.")
    access_details = fields.access_details()
    settled_on = fields.day("Date d’installation", help_text="Même approximative.")
    observed_on = fields.past_day("Chiffres constatés le")
    people, households, minors, schooled_minors = map(
        fields.column, ("people", "households", "minors", "schooled_minors")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self._figures(values) and not values.get("observed_on", True):
            wrong = ValidationError("Indiquez quand ces chiffres ont été constatés.")
            self.add_error("observed_on", wrong)
        return values

    def report(self) -> Report:
        """Of a valid form."""
        values = self.cleaned_data
        code = values["commune"]
        by_geocoder = bool(code) and code == values["citycode"]
        return Report(
            location=values["location"],
            uuid=values["uuid"],
            location_precision=Precision(values["location_precision"]),
            commune_code=code,
            commune_source=CommuneSource.GEOCODEUR if by_geocoder else CommuneSource.AGENT,
            name=values["name"],
            address=values["address"],
            access_details=values["access_details"],
            kind=SiteKind(values["kind"]),
            settled_on=values["settled_on"],
            observation=self._observation(),
            distinct=values["distinct"],
        )

    def _observation(self) -> Observation | None:
        read = self._figures(self.cleaned_data)
        if not read:
            return None
        day = self.cleaned_data["observed_on"]
        return Observation(day, {SurveyGroup.POPULATION: read})

    def _figures(self, values: dict[str, Any]) -> dict[str, int]:
        names = GROUP_FIELDS[SurveyGroup.POPULATION]
        return {name: values[name] for name in names if values.get(name) is not None}
