"""A site's journal as its readers leaf through it."""

from django.core.paginator import Page, Paginator

from actors.paging import page_of
from actors.scope import Scope
from journal.models import Entry
from sites.models import Site

PER_PAGE = 20


def entries_of(scope: Scope, site: Site, number: int = 1) -> Page:
    """The newest first, with how many there are: two queries. Past the end, ValidationError."""
    entries = Entry.objects.visible_to(scope).filter(site=site).with_authors()
    page: Page = page_of(Paginator(entries, PER_PAGE), number)
    return page
