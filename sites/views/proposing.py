from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors.http import Request
from sites import services
from sites.access import find_site


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, token: str) -> HttpResponse:
    """The link that a proposed person received; 404 for anyone else, and once it is answered."""
    scope = request.scope
    row = services.proposal_of(scope, token)
    is_mine = row.organisation_id == scope.organisation_id
    if request.method != "POST":
        site = find_site(scope, row.site.reference) if is_mine else row.site
        context = {"row": row, "site": site, "is_mine": is_mine}
        return render(request, "sites/proposal.html", context)
    match request.POST.get("answer"):
        case "accepter":
            services.accept_proposal(scope, row.pk)
            messages.success(request, "C’est noté : votre structure intervient sur ce site.")
            return redirect(row.site)
        case "decliner":
            services.decline_proposal(scope, row.pk)
            messages.success(request, "C’est noté : la proposition est déclinée.")
            return redirect("home")
    raise ValidationError({"answer": "Répondez par accepter ou decliner."})
