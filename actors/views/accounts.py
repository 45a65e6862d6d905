"""Sign-in and passwords are allauth's views; these are the pages around them."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.middleware import membership_not_required
from actors.services.devices import forget_device


@login_not_required
@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Where allauth's sign-up would be."""
    return render(request, "account/signup_closed.html")


@membership_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """allauth's, and the browser forgets what it kept.

    `garder`: what another person wrote on this device has not left yet; then the page itself
    erases what is this one's (`js/outbox/sign-out.js`), and the browser only its cache.
    """
    if request.method == "POST":
        forget_device(request.session)
    response: HttpResponse = allauth.logout(request)
    if request.method == "POST":
        kept = request.POST.get("garder") == "autres"
        response["Clear-Site-Data"] = '"cache"' if kept else '"cache", "storage"'
    return response


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "actors/about.html")
