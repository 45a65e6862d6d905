from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from actors.forms import Form
from journal.enums import AttentionAction
from journal.models import AttentionPoint
from journal.services.attention import LONGEST_WORD, NEEDS_WORD
from sites.forms import fields


@dataclass(frozen=True, slots=True)
class Words:
    """What the form of an action says; `label` is that of its word."""

    title: str
    what: str
    done: str
    label: str


WORDS: Mapping[AttentionAction, Words] = {
    AttentionAction.TAKE: Words(
        "Prendre en compte",
        "Votre structure s’en occupe : la personne qui a signalé ce point en est avertie.",
        "Le point est pris en compte. La personne qui l’a signalé en est avertie.",
        "Un mot sur ce qui va être fait",
    ),
    AttentionAction.TREAT: Words(
        "Marquer traité",
        "Le nécessaire est fait : la personne qui a signalé ce point en est avertie, et peut le "
        "rouvrir.",
        "Le point est traité. La personne qui l’a signalé en est avertie.",
        "Un mot sur ce qui a été fait",
    ),
    AttentionAction.DROP: Words(
        "Classer sans suite",
        "Rien ne sera fait : la personne qui a signalé ce point lira pourquoi, et peut le rouvrir.",
        "Le point est classé sans suite. La personne qui l’a signalé en est avertie.",
        "Motif",
    ),
    AttentionAction.REOPEN: Words(
        "Rouvrir",
        "Le problème demeure : les structures destinataires en sont averties.",
        "Le point est rouvert. Ses destinataires en sont avertis.",
        "Ce qui reste à faire",
    ),
}


class ActForm(Form):
    version = fields.version()
    word = fields.text(
        "",
        LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=fields.INHABITANTS,
    )

    def __init__(
        self, *args: Any, point: AttentionPoint, action: AttentionAction, **kwargs: Any
    ) -> None:
        # several forms may stand on one page
        super().__init__(
            *args,
            initial={"version": point.version},
            auto_id=f"point-{point.pk}-%s",
            **kwargs,
        )
        word = self.fields["word"]
        word.label = self["word"].label = WORDS[action].label  # the parent drew it already
        word.required = action in NEEDS_WORD
        if not self.is_bound:  # what is wrong takes the focus otherwise
            word.widget.attrs["autofocus"] = True
        word.error_messages["required"] = NEEDS_WORD.get(action, "")
