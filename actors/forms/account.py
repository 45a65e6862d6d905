"""allauth's forms in the DSFR's clothes and in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

from actors.forms.base import PASSWORD_HELP, Form
from actors.services.devices import DAYS, remember
from actors.user_agents import device_name


def _name(form: Form, **labels: str) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)
        form._bound_fields_cache.pop(name, None)  # a bound field keeps the label it was made with


def _explain(form: Form, name: str) -> None:
    form._bound_fields_cache.pop(name, None)
    form.fields[name].help_text = PASSWORD_HELP


class LoginForm(Form, allauth.LoginForm):
    """Twelve hours, or thirty days on a device that one names."""

    stay = forms.BooleanField(
        label=f"Rester connecté {DAYS} jours sur cet appareil",
        required=False,
        help_text="Seulement si cet appareil est à vous et se verrouille. Sinon : 12 heures.",
    )
    device = forms.CharField(
        label="Nom de l’appareil",
        max_length=60,
        required=False,
        help_text="Pour le reconnaître dans votre profil, et l’y déconnecter s’il est perdu.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agent = self.request.headers.get("User-Agent", "") if self.request else ""
        self.fields["device"].initial = device_name(agent)
        _name(self, login="Adresse e-mail", password="Mot de passe")  # noqa: S106
        self.fields["login"].help_text = "Format attendu : nom@domaine.fr"
        self.fields["login"].error_messages["invalid"] = "Saisissez une adresse e-mail complète."

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        answer = super().login(request, redirect_url=redirect_url)
        if self.cleaned_data["stay"] and request.user.is_authenticated:
            name = self.cleaned_data["device"].strip() or self.fields["device"].initial
            remember(request.user, request.session, name)
        return answer


class ChangePasswordForm(Form, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            oldpassword="Mot de passe actuel",
            password1="Nouveau mot de passe",
            password2="Nouveau mot de passe, une seconde fois",
        )
        _explain(self, "password1")


class ResetPasswordForm(Form, allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email="Adresse e-mail de votre compte")


class ResetPasswordKeyForm(Form, allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            password1="Nouveau mot de passe",
            password2="Nouveau mot de passe, une seconde fois",
        )
        _explain(self, "password1")
