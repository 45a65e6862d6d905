from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actors import abilities, directory, services
from actors.enums import Ability
from actors.fetch import get_managed_membership, get_organisation
from actors.forms import DirectoryForm
from actors.http import Request
from actors.paging import page_of

PER_PAGE = 20


@require_safe
def listing(request: Request) -> HttpResponse:
    form = DirectoryForm(request.GET)
    filters = form.read()
    view, number = filters.pop("view"), filters.pop("page")
    found = {
        "structures": directory.organisations(**filters),
        "personnes": directory.people(**filters),
    }
    paginators = {name: Paginator(rows, PER_PAGE) for name, rows in found.items()}
    context = {
        "form": form,
        "view": view,
        "counts": {name: paginator.count for name, paginator in paginators.items()},
        "page": page_of(paginators[view], number),
        "is_filtered": any(filters.values()),
    }
    return render(request, "actors/directory.html", context)


@require_safe
def organisation(request: Request, pk: int) -> HttpResponse:
    structure = get_organisation(request, pk)
    context = {
        "organisation": structure,
        "territories": structure.territories.defer("label_point").order_by("level", "name"),
        "members": directory.members_of(structure),
        "may_manage": abilities.may(request.scope, Ability.MANAGE_USERS, structure),
    }
    return render(request, "actors/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: Request, pk: int) -> HttpResponse:
    """Asks first, then ends; one's own is refused with words."""
    membership = get_managed_membership(request, pk)
    if request.method == "POST":
        try:
            services.end_membership(request.scope, membership)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"{membership.user} n’a plus accès au titre de la structure.")
        return redirect("organisation", membership.organisation_id)
    return render(request, "actors/membership-end.html", {"membership": membership})
