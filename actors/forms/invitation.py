from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from actors.enums import Function
from actors.forms.base import PASSWORD_HELP, Form
from actors.models import Organisation, User
from actors.scope import Scope
from territories.models import Territory


class InvitationForm(Form):
    organisation = forms.ModelChoiceField(
        label="Structure", queryset=Organisation.objects.none(), empty_label="Choisir une structure"
    )
    email = forms.EmailField(
        label="Adresse e-mail professionnelle",
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text="L’invitation y sera envoyée. Format attendu : nom@domaine.fr",
    )
    function = forms.ChoiceField(
        label="Fonction", choices=[("", "Choisir une fonction"), *Function.choices]
    )
    parts = forms.ModelMultipleChoiceField(
        label="Limiter à certains territoires",
        queryset=Territory.objects.in_force(),
        required=False,
        error_messages={"invalid_choice": "Ce territoire n’existe pas."},
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manageable = Organisation.objects.manageable_by(scope).order_by("name")
        self.fields["organisation"].queryset = manageable  # type: ignore[attr-defined]
        self.fields["organisation"].initial = scope.organisation_id

    def chosen_parts(self) -> list[Territory]:
        """What was ticked, to draw it again."""
        ids = [pk for pk in self["parts"].value() or () if str(pk).isdigit()]
        return list(Territory.objects.filter(pk__in=ids))


class AcceptForm(Form):
    first_name = forms.CharField(
        label="Prénom", max_length=80, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Nom", max_length=80, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    phone = forms.CharField(
        label="Téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text="Visible de toutes les personnes connectées, dans l’annuaire.",
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label="Mot de passe, une seconde fois",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password, again = given.get("password"), given.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", "Les deux mots de passe diffèrent.")
        if password:
            names = {name: given.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self.email, **names))
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def person(self) -> dict[str, str]:
        """The arguments of `services.open_account`."""
        names = ("first_name", "last_name", "phone", "password")
        return {name: self.cleaned_data[name] for name in names}
