"""What a form on a closed site asks besides: why it is corrected."""

from typing import Any

from django import forms

from actors.forms import Form
from sites.forms import fields
from sites.models import Site
from sites.services.closed import LONGEST_REASON


class ReasonForm(Form):
    """Of an action that asks for nothing else."""

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_reason(self, site)

    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


def ask_reason(form: Any, site: Site) -> None:
    """Adds `reason` to the form of a closed site."""
    if not site.is_active:
        form.fields["reason"] = forms.CharField(
            label="Motif de la correction",
            # the service decides: what was written before the closing is answered alike
            required=not form.is_bound,
            max_length=LONGEST_REASON,
            help_text="Ce site n’est plus suivi : dites ce qui était faux, ou manquait. Le motif "
            f"se lit dans la vie du site. {fields.INHABITANTS}",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
