"""The link of an invitation, for the one who received it."""

from django.contrib import messages
from django.contrib.auth import get_backends, login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from actors import services
from actors.forms import AcceptForm
from actors.middleware import SESSION_KEY
from actors.models import Invitation, Membership, User
from actors.services.invitations import hash_of


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """410 when the link is dead, 404 when it never was: in words in both cases."""
    found = (
        Invitation.objects.select_related("organisation", "invited_by__user")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if found is None or not found.is_open:
        status = 404 if found is None else 410
        return render(request, "actors/invitation-dead.html", {"invitation": found}, status=status)
    if not User.objects.filter(email__iexact=found.email).exists():
        return _open_account(request, found, token)
    return _join(request, found, token)


def _open_account(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    is_sent = request.method == "POST"
    form = AcceptForm(request.POST if is_sent else None, email=found.email)
    if is_sent and form.is_valid():
        try:
            membership = services.open_account(token, **form.person())
        except ValidationError as error:
            form.refuse(error)
        else:
            login(request, membership.user, backend=_backend())
            return _welcome(request, membership)
    context = {"invitation": found, "form": form}
    return render(request, "actors/invitation.html", context, status=400 if is_sent else 200)


def _join(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """An account stands at the address: its owner signs in, then one click."""
    user, status = request.user, 200
    if isinstance(user, User) and request.method == "POST":
        try:
            return _welcome(request, services.accept(token, user))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            status = 400
    mine = isinstance(user, User) and user.email.lower() == found.email.lower()
    context = {"invitation": found, "is_mine": mine}
    return render(request, "actors/invitation-join.html", context, status=status)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    request.session[SESSION_KEY] = membership.pk
    messages.success(request, f"Bienvenue : vous agissez au nom de {membership.organisation}.")
    return redirect("home")


def _backend() -> str:
    backend = get_backends()[0]
    return f"{backend.__module__}.{type(backend).__qualname__}"
