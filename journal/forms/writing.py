from typing import Any
from uuid import uuid4

from django import forms

from actors.forms import Form
from journal.enums import Audience, EntryKind, Severity, Tag, Topic
from journal.forms import fields
from journal.models import Entry
from journal.services import (
    Address,
    Details,
    EntryChanges,
    Request,
    checked_text,
    file_uuid,
    mentioned,
    point_uuid,
)
from sites.forms.fields import hidden_uuid
from sites.forms.uploads import Uploads

IDS = "entry-%s"  # the composer may stand beside another form


class WritingForm(Form):
    """What its author may also correct later. Nothing but the text is asked for."""

    body = fields.body()
    kind = fields.choice("Nature", EntryKind.choices, initial=EntryKind.MESSAGE)
    tags = forms.MultipleChoiceField(
        label="Étiquettes",
        choices=Tag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "« %(value)s » n’est pas un choix possible."},
    )
    happened_on = fields.day("Date des faits")
    mentions = fields.AddressField(label="Personnes mentionnées", required=False)

    def clean_body(self) -> str:
        try:
            return checked_text(self.cleaned_data["body"])
        except forms.ValidationError as error:
            raise forms.ValidationError(error.error_dict["body"]) from error

    def _written(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        return {
            "kind": EntryKind(chosen.get("kind") or EntryKind.MESSAGE),
            "tags": tuple(map(Tag, chosen.get("tags") or ())),
            "happened_on": chosen.get("happened_on"),
            "mentions": chosen.get("mentions") or Address(),
        }


class EntryForm(WritingForm):
    """A new post; the same uuid sent twice makes one entry. Takes the files beside the data."""

    uuid = hidden_uuid()
    audience = fields.audience()
    named = fields.named()
    links = fields.References(
        label="Autres sites", required=False, help_text="Références, par exemple « 69-0042 »."
    )
    answers = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1
    )
    files = Uploads(label="Photos et documents", required=False)
    attention = forms.BooleanField(label="Signaler un point d’attention", required=False)
    attention_topic = fields.choice("Sujet", [("", "Choisissez"), *Topic.choices])
    attention_severity = fields.choice("Gravité", [("", "Choisissez"), *Severity.choices])
    attention_addressees = fields.Ids(label="Destinataires", required=False)
    attention_deadline = fields.day("Échéance souhaitée")

    def clean(self) -> dict[str, Any]:
        """What a point d’attention cannot do without; whether it holds, its service says."""
        chosen: dict[str, Any] = super().clean() or self.cleaned_data
        if chosen.get("attention"):
            for name, words in (
                ("attention_topic", "Choisissez un sujet."),
                ("attention_severity", "Choisissez une gravité."),
                ("attention_addressees", "Choisissez au moins un destinataire."),
            ):
                if name in chosen and not chosen[name]:
                    self.add_error(name, words)
        return chosen

    def details(self) -> Details:
        """Of what could be read: also of a form whose text is still to be written."""
        chosen = self.cleaned_data
        uuid = chosen.get("uuid") or uuid4()
        files = enumerate(chosen.get("files") or ())
        return Details(
            **self._written(),
            audience=Audience(chosen.get("audience") or Audience.TOUS),
            named=chosen.get("named") or Address(),
            answers=chosen.get("answers"),
            linked=chosen.get("links") or (),
            files=tuple((file_uuid(uuid, number), upload) for number, upload in files),
            attention=self._request() if chosen.get("attention") else None,
        )

    def _request(self) -> Request | None:
        chosen = self.cleaned_data
        needed = ("uuid", "attention_topic", "attention_severity", "attention_addressees")
        if not all(chosen.get(name) for name in needed):
            return None
        return Request(
            uuid=point_uuid(chosen["uuid"]),
            topic=Topic(chosen["attention_topic"]),
            severity=Severity(chosen["attention_severity"]),
            addressees=chosen["attention_addressees"],
            deadline=chosen.get("attention_deadline"),
        )


class CorrectionForm(WritingForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    # Boxes that are all unticked are not sent: this tells them from a form without boxes.
    whole = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    @staticmethod
    def initial_of(entry: Entry) -> dict[str, Any]:
        """The entry as it is; one query."""
        return {
            "body": entry.body,
            "version": entry.version,
            "kind": entry.kind,
            "tags": entry.tags,
            "happened_on": entry.happened_on,
            "mentions": mentioned(entry).keys,
        }

    def changes(self) -> EntryChanges:
        """Of what the page held: a field that was not sent stays as it is."""
        sent = set(self.data)
        if self.cleaned_data.get("whole"):
            sent |= {"tags", "mentions"}
        written = {name: value for name, value in self._written().items() if name in sent}
        return EntryChanges(**written)  # type: ignore[typeddict-item]
