"""Several sites chosen: their page, the same as a fragment beside the map, and what one does."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from actors.http import Request
from actors.scope import Scope
from journal.forms import EntryForm
from layers import batch
from layers.batch import Action, Asked, Plan, asking, plans, words
from sites.abilities import intervened
from sites.forms import DeclareForm
from sites.models import Site

IDS = "lot-%s"  # the fragment may stand beside another form
UNPROCESSABLE = 422  # htmx shows it like any answer (templates/base.html)


@require_safe
def page(request: Request) -> HttpResponse:
    """`choisis`: the references; `retour`: the map or the list as it was; `sans`: out of them."""
    asked = batch.read(request.GET)
    if asked.is_cleaned and not request.htmx:
        return redirect(asking.address(asked.references, asked.back))
    return _show(request, asked)


@require_POST
def verify(request: Request) -> HttpResponse:
    asked = batch.read(request.POST)
    return _answer(request, asked, batch.verify(request.scope, asked.references))


@require_POST
def declare(request: Request) -> HttpResponse:
    asked = batch.read(request.POST)
    form = DeclareForm(request.POST, auto_id=IDS)
    if not form.is_valid():
        return _show(request, asked, {"declare_form": form})
    themes = form.cleaned_data["themes"]
    plan, already = batch.declare(request.scope, asked.references, themes)
    said = _already(len(already)) if already else ""
    return _answer(request, asked, plan, said)


@require_POST
def write(request: Request) -> HttpResponse:
    asked = batch.read(request.POST)
    form = EntryForm(request.POST, auto_id=IDS)
    if not form.is_valid():
        return _show(request, asked, {"entry_form": form})
    chosen = form.cleaned_data
    plan = batch.write(request.scope, asked.references, chosen["uuid"], chosen["body"])
    return _answer(request, asked, plan)


def _answer(request: Request, asked: Asked, plan: Plan, more: str = "") -> HttpResponse:
    """What was done, in words: in the fragment, or on the page after a redirection."""
    said = words.after(plan, more, missing=len(asked.references) - plan.total)
    if request.htmx:
        shown = _show(request, asked, {"said": said, "did_something": bool(plan.allowed)})
        return trigger_client_event(shown, "site:changed", {"said": said})
    tell = messages.success if plan.allowed else messages.warning
    tell(request, said)
    found = sorted(site.reference for site in (*plan.allowed, *(site for site, _ in plan.left)))
    return redirect(asking.address(tuple(found), asked.back))


def _already(number: int) -> str:
    return f"Elle l’était déjà sur {number} : ses thèmes y sont complétés."


def _show(request: Request, asked: Asked, more: dict[str, Any] | None = None) -> HttpResponse:
    """The chosen sites; `more` holds a form that was refused, or what was done."""
    more = more or {}
    refused = {"declare_form", "entry_form"} & set(more)
    context = _context(request.scope, asked) | more
    template = "_batch" if request.htmx else "page"
    status = (UNPROCESSABLE if request.htmx else 400) if refused else 200
    return render(request, f"layers/batch/{template}.html", context, status=status)


def _context(scope: Scope, asked: Asked) -> dict[str, Any]:
    """The same number of queries for one site and for the most there may be."""
    chosen = Site.objects.visible_to(scope).filter(reference__in=asked.references)
    sites = list(chosen.select_related("commune").order_by("reference"))
    made = {action: batch.plan(scope, action, sites) for action in Action}
    beside = words.in_rows(made.values())
    missing = len(asked.references) - len(sites)
    return {
        "asked": asked,
        "references": ",".join(site.reference for site in sites),
        "missing": words.not_found(missing) if missing else "",
        "summary": batch.summary(sites),
        "rows": [(site, beside.get(site.pk, "")) for site in sites],
        "verifying": made[Action.VERIFY],
        "declaring": made[Action.DECLARE],
        "writing": made[Action.WRITE],
        "words": {action.name.lower(): words.before(plan) for action, plan in made.items()},
        "declared": len(intervened(scope, sites)),
        "must_declare": plans.must_declare(scope, made.values()),
        "declare_form": DeclareForm(auto_id=IDS),
        "entry_form": EntryForm(auto_id=IDS),
    }
