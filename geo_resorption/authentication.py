"""How the API knows its reader."""

from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication as DRFSessionAuthentication
from rest_framework.request import Request

CSRF_FAILED = (
    "La demande n’est pas protégée : renvoyez le jeton du témoin « csrftoken » "
    "dans l’en-tête « X-CSRFToken »."
)


class SessionAuthentication(DRFSessionAuthentication):
    """A missing session is a 401: without this header DRF would answer 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied:
            raise exceptions.PermissionDenied(CSRF_FAILED) from None
