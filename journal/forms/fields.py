"""Fields that several forms of the journal share."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from journal.enums import Audience
from journal.services import LONGEST, Address

_BETWEEN = re.compile(r"[\s,;]+")


class AddressField(forms.Field):
    """Keys of people and structures (`m12`, `o3`), one a value → Address."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "invalid": "Choisissez les personnes et les structures dans la liste."
    }

    def clean(self, value: Any) -> Address:
        try:
            address = Address.read(key for key in value or () if key)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error
        if self.required and not address:
            raise forms.ValidationError(self.error_messages["required"])
        return address


class References(forms.CharField):
    """References of sites, between commas or spaces → their tuple, as they were typed."""

    def clean(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        words = _BETWEEN.split(super().clean(value))
        return tuple(dict.fromkeys(word.upper() for word in words if word))


class Ids(forms.Field):
    """Numbers of rows, one a value → frozenset of int."""

    widget = forms.SelectMultiple
    default_error_messages = {"invalid": "Choisissez dans la liste."}

    def clean(self, value: Sequence[str] | None) -> frozenset[int]:
        keys = [key for key in value or () if key]
        if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys):
            raise forms.ValidationError(self.error_messages["invalid"])
        return frozenset(map(int, keys))


def body() -> forms.CharField:
    return forms.CharField(
        label="Message",
        max_length=LONGEST,
        strip=True,
        help_text="Pas de nom d’habitant, pas d’origine ethnique, pas de visage.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Écrivez un message.",
            "max_length": f"Le message dépasse {LONGEST} caractères.",
        },
    )


def choice(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    words = {"invalid_choice": "« %(value)s » n’est pas un choix possible."}
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages=words, **options
    )


def day(label: str, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, **options)


def audience() -> forms.ChoiceField:
    return choice("Qui peut lire", Audience.choices, initial=Audience.TOUS)


def named() -> AddressField:
    return AddressField(label="Personnes et structures", required=False)
