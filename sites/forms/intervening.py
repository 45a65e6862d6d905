from typing import Any

from django import forms

from actors.forms import Form
from actors.models import Membership
from actors.scope import Scope
from sites.access import readers_of
from sites.enums import Theme
from sites.models import Site

NO_THEME = "Choisissez au moins un thème."


def themes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Thèmes",
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_THEME},
    )


class DeclareForm(Form):
    themes = themes()


class ProposeForm(Form):
    """A colleague among those who read the site, one's own structure first."""

    membership = forms.TypedChoiceField(
        label="Personne",
        coerce=int,
        error_messages={
            "required": "Choisissez une personne.",
            "invalid_choice": "Cette personne ne peut pas lire ce site.",
        },
    )
    themes = themes()

    def __init__(self, *args: Any, scope: Scope, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = [("", "Choisissez"), *_people(scope, site)]  # type: ignore[attr-defined]


def _people(scope: Scope, site: Site) -> list[tuple[str, list[tuple[int, str]]]]:
    """[(structure, [(membership, name)])], as a select groups them."""
    readers = readers_of(site).exclude(user=scope.user_id)
    rows = readers.select_related("user", "organisation").order_by(
        "organisation__name", "user__last_name", "user__first_name", "pk"
    )
    groups: dict[str, list[tuple[int, str]]] = {}
    for row in sorted(rows, key=lambda row: row.organisation_id != scope.organisation_id):
        groups.setdefault(row.organisation.name, []).append((row.pk, _name(row)))
    return list(groups.items())


def _name(row: Membership) -> str:
    return f"{row.user} — {row.get_function_display().lower()}"
