from typing import Any

from django import forms
from django.contrib.gis.geos import MultiPolygon
from django.core.exceptions import ValidationError

from actors.forms import Form
from sites.forms import fields
from sites.forms.differences import KEEP, Difference, differences, kept
from sites.models import Site
from territories.geo import CoordinatesError, parse_surface


class SurfaceField(forms.CharField):
    """What a person draws or pastes → MultiPolygon in WGS84, None when nothing is there."""

    def prepare_value(self, value: Any) -> Any:
        return value.json if isinstance(value, MultiPolygon) else value

    def in_words(self, text: str) -> str:
        try:
            shape = parse_surface(text) if text else None
        except CoordinatesError:
            return "un tracé illisible"
        return f"un tracé de {shape.num_points - len(shape)} sommets" if shape else "aucun tracé"

    def clean(self, value: Any) -> MultiPolygon | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_surface(text)
        except CoordinatesError as error:
            raise ValidationError(str(error)) from None


class ParcelsField(forms.CharField):
    """Identifiers, however they are set apart → a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().clean(value)
        return [
            part for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()
        ]


class FootprintForm(Form):
    """A field that nobody touched is not written: its shape would lose digits on the way."""

    differences: list[Difference] = []
    version = fields.version()
    footprint = SurfaceField(
        label="Tracé",
        required=False,
        strip=True,
        widget=forms.Textarea(
            attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off", "data-footprint": ""}
        ),
        help_text="Écrit par le dessin, ou collé depuis un logiciel de cartographie"
        "\N{NO-BREAK SPACE}: GeoJSON ou WKT, en degrés ou "
        "«\N{NO-BREAK SPACE}SRID=2154;…\N{NO-BREAK SPACE}».",
    )
    parcels = ParcelsField(
        label="Parcelles cadastrales",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(
            attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off", "data-parcels": ""}
        ),
        help_text="Un identifiant par ligne\N{NO-BREAK SPACE}: commune, préfixe, section, numéro "
        "(69259000AB0123).",
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        initial = {
            "version": site.version,
            "footprint": site.footprint,
            "parcels": list(site.parcels),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.site = site
        for name in self.compared():
            self.fields[name].show_hidden_initial = True

    def compared(self) -> list[str]:
        return ["footprint", "parcels"]

    def outline(self) -> tuple[MultiPolygon | None, list[str]]:
        """Of a valid form: what is to stand, his own where he changed it."""
        now: dict[str, Any] = {
            "footprint": self.site.footprint,
            "parcels": list(self.site.parcels),
        }
        kept = {name for name in self.compared() if self.data.get(KEEP + name) == "now"}
        mine = set(self.changed_data) - kept
        kept_values = now | {name: self.cleaned_data[name] for name in mine & now.keys()}
        return kept_values["footprint"], kept_values["parcels"]

    def over(self, site: Site) -> "FootprintForm":
        """The same form over the row as it is now, his own changes kept in it."""
        now = {"footprint": site.footprint, "parcels": list(site.parcels)}
        found = differences(self, now)
        data = kept(self, found)
        data["version"] = str(site.version)
        form = FootprintForm(data, site=site)
        form.differences = found
        return form
