"""What the templates of the journal ask for."""

import re
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from journal.composer import AUDIENCES, Composer, composer_of
from journal.enums import Audience
from journal.forms import IDS, EntryForm

register = template.Library()

_TAG = re.compile(r"(<[^>]*>)")
_DOCUMENTS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.oasis.opendocument.text": "Texte ODT",
}


@register.simple_tag(takes_context=True)
def composer_for(context: dict[str, Any], site: Any) -> Composer:
    """The view's `composer`, or an empty one: any page about a site may include it."""
    given: Composer | None = context.get("composer")
    return given or composer_of(context["request"].scope, site, EntryForm(auto_id=IDS))


@register.filter
def audience_icon(audience: str) -> str:
    return AUDIENCES[Audience(audience)][1]


@register.filter
def audience_label(audience: str) -> str:
    return AUDIENCES[Audience(audience)][0]


@register.filter
def audience_hint(audience: str) -> str:
    return AUDIENCES[Audience(audience)][2]


@register.filter
def mentioning(html: str, names: list[str]) -> SafeString:
    """Marks `@name` of each of the names in the text, never inside a tag."""
    safe = conditional_escape(html)
    if not names:
        return safe
    wanted = "|".join(re.escape(escape(name)) for name in sorted(names, key=len, reverse=True))
    named = re.compile(rf"@({wanted})(?!\w)")
    parts = [
        part if part.startswith("<") else named.sub(r'<span class="mention">@\1</span>', part)
        for part in _TAG.split(str(safe))
    ]
    return mark_safe("".join(parts))  # noqa: S308  (only escaped names were put in)


@register.filter
def document_type(file: dict[str, Any]) -> str:
    """« PDF, 1,2 Mo »."""
    known = "Note audio" if file["kind"] == "audio" else _DOCUMENTS.get(file["media_type"], "Document")
    return f"{known}, {filesizeformat(file['size'])}"
