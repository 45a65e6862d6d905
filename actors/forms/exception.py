from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from actors import abilities
from actors.forms.base import Form
from actors.places import departements_of
from actors.scope import Scope
from territories.models import Territory


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ExceptionForm(Form):
    ability = forms.ChoiceField(label="Droit demandé")
    territory: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Département",
        queryset=Territory.objects.none(),
        empty_label="Choisir un département",
    )
    reason = forms.CharField(
        label="Motif",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Ce que votre structure fait qui demande ce droit. N’y nommez aucun habitant.",
    )
    until = forms.DateField(
        label="Jusqu’au", widget=DateInput(), help_text="Un an au plus, renouvelable."
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(right.value, right.label) for right in abilities.exceptional_for(scope)]
        self.fields["ability"].choices = [("", "Choisir un droit"), *asked]  # type: ignore[attr-defined]
        departements = departements_of(scope).order_by("name")
        self.fields["territory"].queryset = departements  # type: ignore[attr-defined]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=365)


class DecisionForm(Form):
    """Grant or refuse what is asked, withdraw what is granted."""

    decision = forms.ChoiceField(
        label="Décision",
        choices=[("accorder", "Accorder"), ("refuser", "Refuser"), ("retirer", "Retirer")],
    )
    reason = forms.CharField(
        label="Motif de la décision",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Nécessaire pour refuser ou retirer ; la structure le lira.",
    )
