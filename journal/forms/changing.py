from typing import Any

from django import forms

from actors.forms import Form
from journal.forms import fields
from journal.services import LONGEST_REASON


class RemovalForm(Form):
    """The reason is asked of a moderator, and offered to the author."""

    reason = forms.CharField(
        label="Motif",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Le motif dépasse {LONGEST_REASON} caractères."},
    )


class NarrowForm(Form):
    audience = fields.audience()
    named = fields.named()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience = self.fields["audience"]
        audience.required = True
        audience.error_messages["required"] = "Choisissez qui pourra encore lire."
