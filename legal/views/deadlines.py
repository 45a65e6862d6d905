"""The deadlines of one's scope, as a page and as a calendar."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.http import Request
from actors.paging import page_number, page_of
from actors.places import departements_of
from actors.scope import Scope
from actors.services.tokens import read_token
from legal import calendar, reads
from legal.access import somewhere
from legal.deadlines import asked, deadlines
from legal.enums import Block, Way
from legal.forms import DeadlinesForm
from legal.models import Step
from sites.views import wrong

PER_PAGE = 50
MOST_IN_CALENDAR = 1000


@require_safe
def page(request: Request) -> HttpResponse:
    scope = request.scope
    if not somewhere(scope, Block.LEGAL):
        raise PermissionDenied("Votre structure n’a pas ce droit : voir les procédures.")
    places = [(one.code, one.name) for one in departements_of(scope).order_by("code")]
    form = DeadlinesForm(request.GET or None, departements=places)
    labels = {name: str(field.label) for name, field in form.fields.items()} | {"page": "Page"}
    if form.is_bound and not form.is_valid():
        return wrong.page(request, form.errors, labels, "Aucune échéance n’est montrée")
    values = form.cleaned_data if form.is_bound else {}
    try:
        found = page_of(Paginator(asked(scope, values), PER_PAGE), page_number(request.GET))
    except ValidationError as error:
        return wrong.page(request, error.message_dict, labels, "Aucune échéance n’est montrée")
    _left(scope, found.object_list, Way.DEADLINES)
    context = {
        "form": form,
        "page": found,
        "is_filtered": any(values.values()),
        "today": timezone.localdate(),
    }
    return render(request, "legal/deadlines.html", context)


@login_not_required
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """By the token alone: unknown, expired, revoked or without right, the same 404."""
    scope = read_token(token, calendar.PURPOSE)
    if scope.is_empty:
        raise Http404("No such calendar")
    steps = list(deadlines(scope)[:MOST_IN_CALENDAR])
    _left(scope, steps, Way.CALENDAR)
    response = HttpResponse(calendar.write(steps), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="echeances.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _left(scope: Scope, steps: list[Step], way: Way) -> None:
    reads.record(scope, ((step.procedure.site_id, Block.LEGAL) for step in steps), way)
