from uuid import uuid4

from django import forms

from actors.forms import Form
from journal.services import LONGEST

IDS = "entry-%s"  # the composer may stand beside another form


class BodyForm(Form):
    body = forms.CharField(
        label="Message",
        max_length=LONGEST,
        strip=True,
        help_text="Pas de nom d’habitant, pas d’origine ethnique. Toutes les personnes qui voient "
        "le site le liront.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Écrivez un message.",
            "max_length": f"Le message dépasse {LONGEST} caractères.",
        },
    )


class EntryForm(BodyForm):
    """A new post; the same uuid sent twice makes one entry."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CorrectionForm(BodyForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
