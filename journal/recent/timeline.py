"""The life of one site: its entries and all else that happened there, on one line of time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from actors.scope import Scope
from journal.keys import AFTER, Key, page_after
from journal.recent.happenings import by_day, rows_of, with_all
from journal.sentences import Group, kinds_of
from sites.models import Event, Site

PAGE_SIZE = 20
KIND = "nature"
_WORDS = ", ".join(Group.values)


def read_group(params: QueryDict) -> str:
    """ValidationError under `nature` for what is no group."""
    group = str(params.get(KIND, ""))
    if group and group not in Group.values:
        raise ValidationError({KIND: f"Choix possibles : {_WORDS}."})
    return group


def of_site(scope: Scope, site: Site, group: str = "", key: Key | None = None) -> dict[str, Any]:
    """What the fragment `journal/_timeline.html` shows; the reader is known to see the site."""
    kinds = kinds_of(group) if group else kinds_of()
    events = Event.objects.visible_to(scope).filter(site=site, kind__in=kinds)
    older = page_after(with_all(events), PAGE_SIZE, key)
    chosen = {KIND: group} if group else {}
    return {
        "site": site,
        "days": by_day(rows_of(scope, older.events)),
        "group": group,
        "groups": [("", "Tout"), *Group.choices],
        "is_first": key is None,
        "older": _query(chosen | {AFTER: str(older.after)}) if older.after else "",
        "newest": _query(chosen) if key else None,
    }


def _query(parameters: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(parameters)
    return query.urlencode(safe="~:")
