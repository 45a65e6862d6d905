"""Which of two sites that are one is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from dsfr.widgets import InlineRadioSelect

from actors.forms import Form
from sites.forms import fields
from sites.models import Site
from sites.services.merging import LONGEST


class MergeForm(Form):
    keep = forms.ChoiceField(label="Site à garder", widget=InlineRadioSelect())
    reason = fields.text(
        "Raison",
        LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ce qui vous fait dire que c’est le même site.",
    )

    def __init__(self, *args: Any, pair: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(one.reference, one.reference) for one in pair]  # type: ignore[attr-defined]
        self.fields["keep"].initial = pair[0].reference
