from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from actors.forms import ProfileForm
from actors.http import Request
from actors.middleware import SESSION_KEY, membership_not_required
from actors.models import Membership


@membership_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    is_sent = request.method == "POST"
    form = ProfileForm(request.POST if is_sent else None, instance=request.user)
    if is_sent and form.is_valid():
        form.save()
        messages.success(request, "Vos coordonnées sont enregistrées.")
        return redirect("profile")
    memberships = (
        Membership.objects.active(timezone.localdate())
        .filter(user=request.user)
        .select_related("organisation")
        .prefetch_related("parts")
        .order_by("organisation__name", "pk")
    )
    context = {"form": form, "memberships": memberships}
    return render(request, "actors/profile.html", context, status=400 if is_sent else 200)


@require_POST
def choose_membership(request: Request) -> HttpResponse:
    """Acts from now on in the name of another of one's structures; 404 for someone else's."""
    chosen = request.POST.get("membership", "")
    mine = {str(pk): pk for pk, _ in request.scope.choices}
    if chosen not in mine:
        raise Http404
    request.session[SESSION_KEY] = mine[chosen]
    return redirect(_back_to(request))


def _back_to(request: Request) -> str:
    """The page named by the form, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else "profile"
