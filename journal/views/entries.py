"""A site's journal: leafing through it, writing in it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request, wants_json
from journal import services
from journal.forms import IDS, EntryForm
from journal.keys import read_key
from journal.models import Entry
from journal.reading.composer import Composer, composer_of, reply_of
from journal.reading.leaf import leaf, one_thread, read
from journal.reading.preview import preview
from journal.services import Details
from journal.views.answers import UNPROCESSABLE, what_one_may
from sites.access import get_site
from sites.errors import Conflict
from sites.models import Site


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: Request, reference: str) -> HttpResponse:
    """A site's journal with its composer; for htmx the list, or with `avant` the next leaf of it.

    `message` leads to the leaf that holds that entry. POST publishes: its answer to htmx is a
    fresh composer with the new thread out of band, or the thread that was answered; to a program
    (Accept: application/json) the entry's id, address and time.
    """
    site = get_site(request, reference)
    if request.method == "POST":
        return _publish(request, site)
    context = _leaf(request, site, request.GET)
    if request.htmx:
        part = "_leaf" if "avant" in request.GET else "_entries"
        response = render(request, f"journal/{part}.html", context)
    else:
        if "repondre" in request.GET:
            context |= _answering(request, site)
        response = render(request, "journal/page.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _leaf(request: Request, site: Site, asked: QueryDict) -> dict[str, Any]:
    wanted = number_of(asked.get("message", ""))
    shown = leaf(request.scope, site, read_key(asked.get("avant"), "avant"), wanted)
    read(request.scope, shown)
    here = {post.entry.pk for thread in shown.threads for post in thread.posts}
    return what_one_may(request, site) | {
        "leaf": shown,
        "arrived": wanted if wanted in here else None,
        "is_lost": wanted is not None and wanted not in here,
        "composer": None,
        "reply_to": None,
    }


def _answering(request: Request, site: Site) -> dict[str, Any]:
    """The composer of an answer, in the thread that the address names; without JavaScript."""
    thread = number_of(request.GET["repondre"])
    return {"reply_to": thread, "reply": reply_of(site, EntryForm(auto_id=IDS), f"reply-{thread}")}


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _publish(request: Request, site: Site) -> HttpResponse:
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    form = EntryForm(request.POST, request.FILES, auto_id=IDS)
    if not form.is_valid():
        return _refuse(request, site, form)
    written = form.cleaned_data
    details = form.details()
    mine = Entry.objects.filter(author=request.scope.membership_id, uuid=written["uuid"])
    was_known = mine.exists()
    try:
        entry = services.post(
            request.scope, site.reference, written["uuid"], written["body"], details
        )
    except ValidationError as error:
        form.refuse(error)
        return _refuse(request, site, form)
    except Conflict as error:
        if wants_json(request):
            raise
        form.add_error("body", error.message)
        return _refuse(request, site, form, 409)
    if wants_json(request):
        written_at = {"id": entry.pk, "url": entry.get_absolute_url()}
        written_at["published_at"] = entry.published_at.isoformat()
        return JsonResponse(written_at, status=200 if was_known else 201)
    if request.htmx:
        return _published(request, site, entry, details)
    messages.success(request, "Message publié.")
    return redirect(entry.get_absolute_url())


def _published(request: Request, site: Site, entry: Entry, details: Details) -> HttpResponse:
    context = what_one_may(request, site) | {
        "thread": one_thread(request.scope, entry),
        "outcome": preview(request.scope, site, details),
        "arrived": None,
        "written": entry.pk,
        "reply_to": None,
        "composer": None,
    }
    template = "_thread" if entry.answers_id else "posted"
    return render(request, f"journal/{template}.html", context)


def _refuse(request: Request, site: Site, form: EntryForm, status: int = 400) -> HttpResponse:
    """What was typed comes back with the reasons, where it was written; files do not."""
    if wants_json(request):
        raise ValidationError(form.errors.as_data())
    thread = number_of(request.POST.get("answers", ""))
    had_files = bool(request.FILES)
    composer: Composer
    if thread is None:
        composer = composer_of(request.scope, site, form)
        where: dict[str, Any] = {"composer": composer}
    else:
        composer = reply_of(site, form, f"reply-{thread}")
        where = {"reply": composer, "reply_to": thread, "thread_id": thread}
    where |= {"had_files": had_files}
    if request.htmx:
        template = "_composer" if thread is None else "_reply"
        context = what_one_may(request, site) | where
        response = render(request, f"journal/{template}.html", context, status=UNPROCESSABLE)
        if thread is not None:
            response["HX-Retarget"] = f"#reply-{thread}"
        return response
    asked = QueryDict(f"message={thread}" if thread else "")
    context = _leaf(request, site, asked) | where
    return render(request, "journal/page.html", context, status=status)
