"""Phases, documents and canicules."""

from datetime import date
from typing import Any

from django import forms

from actors.forms import Form
from actors.scope import Scope
from sites.enums import DocumentAccess, Phase
from sites.forms import fields
from sites.forms.correcting import ask_reason
from sites.forms.differences import KEEP, Difference, differences, kept
from sites.forms.uploads import KINDS, Uploads
from sites.models import Site, SitePhase
from sites.services import Deposit, heatwave_territories


class PhasesForm(Form):
    """One day a phase, each beside the one it was opened with: only what changed is sent, and it is
    compared with what stands."""

    differences: list[Difference] = []

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        self.site = site
        super().__init__(*args, initial=_days(site), **kwargs)

    def compared(self) -> list[str]:
        return list(self.fields)

    def changes(self) -> dict[Phase, date | None]:
        """Of a valid form; after a conflict, without what was given back."""
        back = {name for name in self.fields if self.data.get(KEEP + name) == "now"}
        mine = [name for name in self.changed_data if name not in back]
        return {Phase(name): self.cleaned_data[name] for name in mine}

    def opened(self) -> dict[Phase, date | None]:
        """The days of the phases that he changes, as they were on his page."""
        return {phase: self._was(phase) for phase in self.changes()}

    def over(self) -> "PhasesForm":
        """The same form over what stands now, what was typed kept in it."""
        found = differences(self, dict.fromkeys(self.fields) | _days(self.site))
        data = kept(self, found)
        form = PhasesForm(data, site=self.site)
        form.differences = found
        return form

    def _was(self, phase: Phase) -> date | None:
        text = self.data.get(self[phase].html_initial_name, "")
        try:
            return self.fields[phase].to_python(text)
        except forms.ValidationError:
            return None


def _days(site: Site) -> dict[str, Any]:
    return {row.phase: row.on for row in SitePhase.objects.dated().filter(site=site)}


for _phase in Phase:
    PhasesForm.base_fields[_phase.value] = fields.day(str(_phase.label), show_hidden_initial=True)


class DocumentForm(Form):
    uuid = fields.hidden_uuid()
    title = forms.CharField(
        label="Intitulé",
        max_length=150,
        help_text=fields.INHABITANTS,
        error_messages={"required": "Donnez un intitulé au document."},
    )
    dated_on = fields.day("Date du document")
    access = forms.ChoiceField(
        label="Qui peut lire",
        choices=DocumentAccess.choices,
        initial=DocumentAccess.TOUS,
        error_messages={"invalid_choice": "« %(value)s » n’est pas un choix possible."},
    )
    files = Uploads(
        label="Fichiers",
        error_messages={"required": "Joignez au moins un fichier."},
        help_text=f"Un à dix fichiers, 20 Mo chacun : {KINDS}.",
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_reason(self, site)

    def deposit(self) -> Deposit:
        given = self.cleaned_data
        return Deposit(
            given["uuid"],
            given["title"],
            given["files"],
            given["dated_on"],
            DocumentAccess(given["access"]),
            given.get("reason", ""),
        )


class HeatwaveForm(Form):
    territory: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Territoire",
        queryset=None,
        error_messages={
            "required": "Choisissez un territoire.",
            "invalid_choice": "Choisissez un territoire de la liste.",
        },
    )
    first = fields.past_day(
        "Du", required=True, error_messages={"required": "Donnez le premier jour."}
    )
    last = fields.day("Au, inclus", help_text="Sans date, jusqu’à ce que quelqu’un y mette fin.")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = heatwave_territories(scope).order_by("-level", "name")
        chosen: Any = self.fields["territory"]
        chosen.queryset = rows
        if len(rows) == 1:
            chosen.initial = rows[0]
            chosen.empty_label = None
