from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from actors.http import Request
from actors.middleware import membership_not_required
from actors.models import Device
from actors.services import devices

NBSP = "\N{NO-BREAK SPACE}"


@membership_not_required
@require_safe
def listing(request: Request) -> HttpResponse:
    known = devices.devices_of(request.user)
    context = {"devices": known, "here": _here(request), "days": devices.DAYS}
    return render(request, "actors/devices.html", context)


@membership_not_required
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """One's own only; the device in hand is signed out by the menu, which asks before it erases."""
    device = get_object_or_404(devices.devices_of(request.user), pk=pk)
    if device.pk == _here(request):
        return redirect("account_logout")
    devices.end_devices(Device.objects.filter(pk=device.pk))
    messages.success(request, f"{device.name}{NBSP}: déconnecté.")
    return redirect("devices")


def _here(request: Request) -> int | None:
    return request.session.get(devices.SESSION_KEY, {}).get("pk")
