from typing import TYPE_CHECKING

from django.http import HttpRequest

from actors.scope import Scope

if TYPE_CHECKING:
    from actors.models import User


class Request(HttpRequest):
    """What a view behind the sign-in receives, once `actors.middleware` has met it; for types."""

    scope: Scope
    user: "User"
