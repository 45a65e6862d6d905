from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from actors.jobs import enqueue
from actors.services.devices import end_others


class AccountAdapter(DefaultAccountAdapter):
    """One enters by invitation only; mails leave through the worker (`actors.jobs`)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": (
            "Trop de tentatives. Attendez cinq minutes, ou choisissez un nouveau mot de passe."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context | {"email": email})
        enqueue("actors.send_mail", email, message.subject, message.body)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        end_others(user, getattr(self.request, "session", None))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the address that the service is known by, whatever Host header was sent."""
        parts = urlsplit(super().get_reset_password_from_key_url(key))
        return settings.PUBLIC_URL + parts.path

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")
