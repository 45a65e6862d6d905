from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from dsfr.forms import DsfrBaseForm

# AUTH_PASSWORD_VALIDATORS in one sentence
PASSWORD_HELP = (
    "12 caractères au moins, difficiles à deviner : ni votre nom, ni un mot de passe courant, "  # noqa: S105
    "ni des chiffres seuls."
)


class Form(DsfrBaseForm):
    """A DSFR form that marks what is optional, as the DSFR asks.

    Its markup is ours (`templates/dsfr/form_snippet.html`): errors at the field and in a summary.
    """

    def get_context(self) -> dict[str, Any]:
        # DsfrBaseForm's own warns at each rendering, whatever the setting it asks for
        return forms.Form.get_context(self)

    def refuse(self, error: ValidationError) -> None:
        """Shows what a service refused, each reason at its field."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            known = name in self.fields
            self.add_error(name if known and name != NON_FIELD_ERRORS else None, errors)
