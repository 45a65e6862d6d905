"""Where people came from, or where they went."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.forms import Form
from sites.forms import fields
from sites.references import read_reference
from sites.services.reinstalling import Move
from territories.enums import Level
from territories.models import Territory

RECEIVES, ORIGIN = "recoit", "origine"
DIRECTIONS = (
    (RECEIVES, "Ce site reçoit des personnes d’un autre"),
    (ORIGIN, "Des personnes de ce site sont parties vers un autre"),
)

LINK, DECLINE = "lier", "ecarter"
DECISIONS = ((LINK, "Désigner un de ses sites"), (DECLINE, "Écarter la demande"))


class ReinstallationForm(Form):
    uuid = fields.hidden_uuid()
    direction = forms.ChoiceField(
        label="Sens", choices=DIRECTIONS, initial=RECEIVES, widget=forms.RadioSelect()
    )
    other = fields.text(
        "Référence de l’autre site",
        20,
        help_text="Par exemple 69-0042 ; ou choisissez-le dans la liste ci-dessus.",
    )
    departement = forms.ChoiceField(
        label="Ou : un site d’un autre département, que je ne vois pas",
        required=False,
        help_text="Sa préfecture reçoit la question et désigne le site. Elle ne voit pas le vôtre.",
    )
    moved_on = fields.day("Date d’arrivée", help_text="Même approximative.")
    people = fields.number("Personnes")
    households = fields.number("Ménages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Territory.objects.in_force().at_level(Level.DEPARTEMENT).order_by("code")
        names = [(row.code, f"{row.code} {row.name}") for row in rows]
        self.fields["departement"].choices = [("", "Choisissez"), *names]  # type: ignore[attr-defined]

    def move(self) -> Move:
        """Of a valid form."""
        values = self.cleaned_data
        return Move(
            receives=values["direction"] == RECEIVES,
            other=written(values["other"]),
            departement=values["departement"],
            moved_on=values["moved_on"],
            people=values["people"],
            households=values["households"],
            uuid=values["uuid"],
        )


class AnswerForm(Form):
    other = fields.text("Référence du site", 20)


def designated(decision: str, text: str) -> str:
    """The reference that answers a request; none when it is declined, which a forgotten one must
    never be taken for. Raises ValidationError on `other`."""
    if decision == DECLINE:
        return ""
    if named := written(text):
        return named
    raise ValidationError({"other": "Donnez la référence d’un de vos sites."})


def written(text: str) -> str:
    """A reference as it is kept: « 69-42 » is « 69-0042 »; what is none stays as it was typed."""
    text = text.replace("\0", "").strip()  # which the database refuses late and loudly
    exact, _ = read_reference(text)
    return exact[0] if exact else text
