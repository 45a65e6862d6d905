"""Sign-in and passwords are allauth's views; these are the pages around them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Where allauth's sign-up would be."""
    return render(request, "account/signup_closed.html")


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "actors/about.html")
