from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from actors.http import Request
from sites import services
from sites.access import get_site
from sites.views.answers import yes_or_no


@require_POST
def favourite(request: Request, reference: str) -> HttpResponse:
    """`favori`: oui or non; htmx gets the star as it is now."""
    site = get_site(request, reference)
    kept = yes_or_no(request, "favori")
    services.set_favourite(request.scope, reference, kept)
    if request.htmx:
        context = {"site": site, "is_favourite": kept, "is_answer": True}
        context["short"] = "court" in request.POST
        return render(request, "sites/parts/star.html", context)
    done = "est parmi vos favoris." if kept else "n’est plus parmi vos favoris."
    messages.success(request, f"Le site {reference} {done}")
    return redirect(site)
