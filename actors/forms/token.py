from typing import Any

from django import forms

from actors import tokens
from actors.forms.base import Form
from actors.scope import Scope


class TokenForm(Form):
    purpose = forms.ChoiceField(
        label="Usage", error_messages={"invalid_choice": "Choisissez un usage de la liste."}
    )
    name = forms.CharField(
        label="Nom",
        max_length=60,
        help_text="Où vous l’utiliserez : « Agenda du bureau », « Téléphone ».",
        error_messages={"required": "Donnez un nom au jeton."},
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(purpose.key, purpose.label) for purpose in tokens.possible(scope)]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
