"""One form a row, new or changed: each field also carries the value it was opened with, so that a
row that somebody else changed meanwhile is compared with it."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django import forms

from actors.forms import Form
from legal.enums import OwnerKind, ProcedureKind, StepKind
from legal.models import Row
from sites.forms.correcting import ask_reason
from sites.forms.differences import KEEP, Difference, differences, kept
from sites.forms.fields import HIDDEN, INHABITANTS, day, hidden_uuid, text
from sites.forms.uploads import KINDS, Uploads
from sites.models import Site

OWN = ("version", "uuid", "files", "reason")


def _kind(label: str, kinds: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choisissez"), *kinds.choices],
        error_messages={
            "required": "Choisissez dans la liste.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )


def _note() -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 3})
    return text("Note", 2000, widget=rows, help_text=INHABITANTS)


class RowForm(Form):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, required=False, error_messages=HIDDEN
    )
    uuid = hidden_uuid()

    differences: Sequence[Difference] = ()

    def __init__(
        self, data: Any = None, files: Any = None, *, site: Site, row: Row | None = None
    ) -> None:
        self.site, self.row = site, row
        super().__init__(data, files, initial=self._opened(row))
        ask_reason(self, site)
        for name in self.compared():
            self.fields[name].show_hidden_initial = True

    def compared(self) -> list[str]:
        return [name for name in self.fields if name not in OWN]

    def values(self) -> dict[str, Any]:
        """Of a valid form: what is to be written; after a conflict, what was given back is as the
        row has it."""
        given = {name: self.cleaned_data[name] for name in self.compared()}
        back = [name for name in given if self.data.get(KEEP + name) == "now"]
        return given | {name: getattr(self.row, name) for name in back if self.row}

    def over(self, row: Row) -> "RowForm":
        """The same form over the row as it is now, what was typed kept in it."""
        found = differences(self, self._opened(row))  # type: ignore[arg-type]
        data = kept(self, found)
        data["version"] = str(row.version)
        form = type(self)(data, site=self.site, row=row)
        form.differences = found
        return form

    def _opened(self, row: Row | None) -> dict[str, Any]:
        if row is None:
            return {"version": 0, "uuid": uuid4()}
        values = {name: getattr(row, name) for name in self.base_fields if name not in OWN}
        return {"version": row.version, "uuid": row.uuid, **values}


class ParcelsField(forms.CharField):
    """Identifiers between spaces or commas ⇄ their list."""

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return super().clean(value).replace(",", " ").replace(";", " ").split()

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = (str(self.prepare_value(one or "")).split() for one in (initial, data))
        return before != after


class OwnerForm(RowForm):
    name = forms.CharField(
        label="Nom",
        max_length=150,
        help_text="La personne ou l’organisme propriétaire, jamais un habitant du site.",
        error_messages={"required": "Donnez le nom du propriétaire."},
    )
    kind = _kind("Nature", OwnerKind)
    parcels = ParcelsField(
        label="Parcelles",
        required=False,
        max_length=2000,
        help_text="Identifiants de 14 signes, séparés par des espaces : 692590000B0042.",
    )
    note = _note()


class ProcedureForm(RowForm):
    kind = _kind("Type", ProcedureKind)
    title = text("Intitulé", 150, help_text="Le tribunal, le numéro du dossier, l’autorité.")
    note = _note()


class StepForm(RowForm):
    kind = _kind("Étape", StepKind)
    on = day(
        "Date",
        required=True,
        error_messages={"required": "Indiquez la date de cette étape."},
    )
    outcome = text(
        "Contenu",
        2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qui a été demandé ou décidé.",
    )
    deadline = day("Échéance", help_text="Si l’acte en fixe une.")
    to_do = text("Ce qui doit être fait à l’échéance", 200)
    met_on = day("Échéance tenue le", help_text="Vide tant qu’elle court.")
    files = Uploads(
        label="Documents",
        required=False,
        help_text=f"Dix fichiers au plus, 20 Mo chacun : {KINDS}.",
        widget=Uploads.Input(attrs={"class": "fr-upload"}),
    )
    note = _note()

    field_order = ("kind", "on", "outcome", "deadline", "to_do", "met_on", "files", "note")

    def uploads(self) -> list[tuple[UUID, Any]]:
        """Of a valid form; the same envoi sent twice hangs each file once."""
        form = self.cleaned_data["uuid"]
        sent = f"{form} {self.cleaned_data.get('version') or 0}"
        given = enumerate(self.cleaned_data.get("files") or ())
        return [(uuid5(NAMESPACE_URL, f"{sent} {number}"), one) for number, one in given]


class EvacuationForm(RowForm):
    on = day(
        "Date d’évacuation",
        help_text="Vide : il n’y en a pas, ou elle n’est plus à l’ordre du jour.",
    )
    note = _note()
