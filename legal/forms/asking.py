from typing import Any

from django import forms

from actors.forms import Form
from legal.deadlines import WHEN
from legal.enums import ProcedureKind, StepKind


class DeadlinesForm(Form):
    """The filters of `/echeances/`."""

    dans = forms.ChoiceField(label="Département", required=False)
    nature = forms.ChoiceField(
        label="Étape", required=False, choices=[("", "Toutes"), *StepKind.choices]
    )
    procedure = forms.ChoiceField(
        label="Procédure", required=False, choices=[("", "Toutes"), *ProcedureKind.choices]
    )
    quand = forms.ChoiceField(
        label="Quand",
        required=False,
        choices=[("", "Toutes"), *((key, words) for key, (words, _) in WHEN.items())],
    )

    def __init__(self, *args: Any, departements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dans"].choices = [("", "Tous"), *departements]  # type: ignore[attr-defined]
