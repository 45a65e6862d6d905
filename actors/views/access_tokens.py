from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from actors import tokens
from actors.forms import TokenForm
from actors.http import Request
from actors.services.tokens import DAYS, make_token, revoke, tokens_of

NBSP = "\N{NO-BREAK SPACE}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: Request) -> HttpResponse:
    """One's tokens; POST makes one, and its answer is the only page that ever shows it."""
    scope, status = request.scope, 200
    form = TokenForm(request.POST if request.method == "POST" else None, scope=scope)
    made = address = None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                given = form.cleaned_data
                made, token = make_token(scope, given["purpose"], given["name"])
            except ValidationError as error:
                form.refuse(error)
            else:
                status, address = 200, tokens.PURPOSES[made.purpose].address(token)
                form = TokenForm(scope=scope)
    context = {
        "rows": [(row, tokens.PURPOSES.get(row.purpose)) for row in tokens_of(scope)],
        "possible": tokens.possible(scope),
        "form": form,
        "made": made,
        "address": address,
        "days": DAYS,
    }
    return render(request, "actors/tokens.html", context, status=status)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """One's own only."""
    token = get_object_or_404(tokens_of(request.scope), pk=pk)
    revoke(token)
    messages.success(request, f"{token.name}{NBSP}: jeton révoqué.")
    return redirect("access-tokens")
