from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import services
from sites.access import get_site
from sites.enums import StatusAction
from sites.errors import StaleVersion
from sites.forms import StatusForm
from sites.forms.status import WORDS
from sites.services.closing import surprises
from sites.views import conflicts


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, reference: str, action: StatusAction) -> HttpResponse:
    """A small page that says what the action does, then does it."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.CONFIRM_SITE, site)
    if request.method != "POST":  # who typed something gets it back with the reason
        services.next_status(site, action)
    form = StatusForm(request.POST if request.method == "POST" else None, site=site, action=action)
    status, since = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.change_status(request.scope, reference, action, **form.details())
            except ValidationError as error:
                form.refuse(error)
            except StaleVersion as error:
                status = 409
                form = StatusForm(_with_version(request, error), site=site, action=action)
                since = conflicts.since(request, site)
            else:
                messages.success(request, f"Le site {reference} {WORDS[action].done}")
                for words in surprises(site):
                    messages.warning(request, words)
                return redirect(site)
    context = {"site": site, "form": form, "action": action, "words": WORDS[action], "since": since}
    return render(request, "sites/status.html", context, status=status)


def _with_version(request: Request, error: StaleVersion) -> dict[str, str]:
    """What was typed, over the row as it is now."""
    return {**request.POST.dict(), "version": error.facts["current"]["version"]}
