from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from actors.forms import Form
from sites.enums import ClosingCause, StatusAction
from sites.forms import closing, fields
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of an action says; `context` labels its text, which may be `needed`."""

    title: str
    what: str
    done: str
    context: str = "Contexte"
    needed: bool = False


WORDS: Mapping[StatusAction, Words] = {
    StatusAction.CONFIRM: Words(
        "Confirmer le site",
        "Le signalement est vérifié : le site devient « ouvert » et compte dans le suivi du "
        "territoire.",
        "est confirmé : il est ouvert.",
    ),
    StatusAction.START_RESORPTION: Words(
        "Engager la résorption",
        "Des actions sont engagées pour que les habitants quittent le site vers des solutions "
        "dignes : le site passe « en cours de résorption ».",
        "est en cours de résorption.",
    ),
    StatusAction.CLOSE: Words(
        "Fermer le site",
        "Plus personne n’y vit. La fiche et son journal restent lisibles ; le site ne compte plus "
        "parmi les sites ouverts à partir de cette date.",
        "est fermé.",
    ),
    StatusAction.RESORB: Words(
        "Déclarer le site résorbé",
        "Les habitants ont quitté le site avec des solutions : il est « résorbé » à partir de "
        "cette date.",
        "est résorbé.",
    ),
    StatusAction.REOPEN: Words(
        "Rouvrir le site",
        "Des personnes y vivent de nouveau, ou la fermeture était une erreur : le site redevient "
        "« ouvert » avec la même référence.",
        "est rouvert.",
    ),
    StatusAction.CANCEL: Words(
        "Annuler le signalement",
        "Ce signalement est une erreur ou un doublon. La référence n’est pas réutilisée, et le "
        "site ne compte plus nulle part. Un site qui a existé se ferme, il ne s’annule pas.",
        "est annulé.",
        "Motif",
        needed=True,
    ),
}


class StatusForm(Form):
    version = fields.version()
    on = fields.past_day("À partir du", required=True)
    cause = forms.ChoiceField(
        label="Cause de la fermeture",
        choices=[("", "Choisissez une cause"), *ClosingCause.choices],
        error_messages={"required": "Choisissez la cause de la fermeture."},
    )
    context = fields.text(
        "Contexte",
        2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=fields.INHABITANTS,
    )

    def __init__(self, *args: Any, site: Site, action: StatusAction, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": site.version}, **kwargs)
        if action != StatusAction.CLOSE:
            del self.fields["cause"]
        if action in closing.ENDS:
            self.fields |= closing.declared(action)
        self.action = action
        self.fields["context"].label = WORDS[action].context
        self.fields["context"].required = WORDS[action].needed

    def details(self) -> dict[str, Any]:
        """Of a valid form: the arguments of `services.change_status`."""
        values = dict(self.cleaned_data)
        if self.action in closing.ENDS:
            values["closing"] = closing.closing(values)
        return values

    def solutions(self) -> list[closing.Row]:
        """The lines of what was offered; none for another action."""
        return list(closing.rows(self)) if self.action in closing.ENDS else []
