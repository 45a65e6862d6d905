"""The forms of `/notifications/preferences/`."""

from collections.abc import Mapping
from typing import Any

from django import forms

from actors.forms import Form
from journal.enums import Cadence, Channel, Reason
from journal.models import MailSettings

HELP: Mapping[Reason, str] = {
    Reason.ADDRESSED: "Demandes d’agir, réponses et relances.",
    Reason.MENTION: "Moi, ou ma structure.",
    Reason.AUTHOR: "Réponses, décisions sur mes points d’attention, suppression.",
    Reason.INTERVENANT: "Ce qui s’y écrit, et ses points d’attention.",
    Reason.FOLLOWED: "Choisis un à un, sur leur fiche.",
    Reason.ATTENTION: "Même s’ils sont adressés à une autre structure.",
    Reason.TERRITORY: "Tout le reste, sur le territoire de ma structure et ceux que je suis.",
}
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class PreferenceForm(Form):
    """A line for each reason: a box for the inbox, a rhythm for mails."""

    def __init__(
        self, *args: Any, held: Mapping[tuple[Reason, Channel], Cadence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for reason in Reason:
            self.fields[f"service-{reason}"] = forms.BooleanField(
                label=f"{reason.label}, dans le service",
                required=False,
                initial=held[reason, Channel.INBOX] != Cadence.OFF,
            )
            self.fields[f"mail-{reason}"] = forms.ChoiceField(
                label=f"{reason.label}, par e-mail",
                choices=Cadence.choices,
                initial=held[reason, Channel.MAIL],
            )

    def rows(self) -> list[dict[str, Any]]:
        """As the table draws them."""
        return [
            {
                "label": reason.label,
                "help": HELP[reason],
                "inbox": self[f"service-{reason}"],
                "mail": self[f"mail-{reason}"],
            }
            for reason in Reason
        ]

    def choices(self) -> dict[tuple[Reason, Channel], Cadence]:
        """What was sent, once it is valid."""
        chosen: dict[tuple[Reason, Channel], Cadence] = {}
        for reason in Reason:
            shown = self.cleaned_data[f"service-{reason}"]
            chosen[reason, Channel.INBOX] = Cadence.NOW if shown else Cadence.OFF
            chosen[reason, Channel.MAIL] = Cadence(self.cleaned_data[f"mail-{reason}"])
        return chosen


class HoursForm(Form):
    digest_at = forms.TimeField(label="Heure des résumés", widget=TIME)
    weekly_on = forms.TypedChoiceField(
        label="Jour de celui de la semaine", coerce=int, choices=list(enumerate(DAYS))
    )
    quiet_from = forms.TimeField(label="Silence à partir de", required=False, widget=TIME)
    quiet_until = forms.TimeField(label="Silence jusqu’à", required=False, widget=TIME)

    @classmethod
    def of(cls, row: MailSettings) -> "HoursForm":
        return cls(initial={name: getattr(row, name) for name in cls.base_fields})
