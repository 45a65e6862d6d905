from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.enums import OrganisationKind
from actors.forms.base import Form
from territories.enums import Level
from territories.models import Territory

VIEWS = (("structures", "Structures"), ("personnes", "Personnes"))


class DirectoryForm(Form):
    """The filters of the directory, read from the address: a wrong value is a 400."""

    q = forms.CharField(
        label="Rechercher",
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    type = forms.ChoiceField(
        label="Type de structure",
        required=False,
        choices=[("", "Tous les types"), *OrganisationKind.choices],
    )
    dans = forms.ChoiceField(label="Agit dans", required=False)
    voir = forms.ChoiceField(choices=VIEWS, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Territory.objects.in_force().at_level(Level.DEPARTEMENT).order_by("code")
        self.departements = {row.slug: row for row in rows.defer("label_point", "postcodes")}
        self.fields["dans"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les départements"),
            *((slug, f"{row.code} – {row.name}") for slug, row in self.departements.items()),
        ]

    def read(self) -> dict[str, Any]:
        """The filters; ValidationError by field for a value that means nothing."""
        if not self.is_valid():
            raise ValidationError(self.errors.as_data())
        given = self.cleaned_data
        return {
            "text": given["q"],
            "kind": given["type"],
            "territory": self.departements.get(given["dans"]),
            "view": given["voir"] or "structures",
            "page": given["page"] or 1,
        }
