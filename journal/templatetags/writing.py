"""What the templates of the journal ask for."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from journal.enums import Audience, Tag
from journal.forms import IDS, EntryForm
from journal.markdown import to_html
from journal.reading.composer import AUDIENCES, Composer, composer_of, reply_of

register = template.Library()

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


@register.simple_tag
def fresh_reply() -> Composer:
    """An empty one, to be copied into a thread: 0 stands for it."""
    return reply_of(None, EntryForm(auto_id=IDS), "reply-0")


@register.filter
def markdown(text: str, mentions: Iterable[str] = ()) -> SafeString:
    """`{{ entry.body|markdown }}`, or with the names that the entry mentions."""
    return to_html(text, mentions)


@register.filter
def tag_labels(tags: list[str]) -> list[str]:
    return [str(Tag(tag).label) for tag in tags]


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
def document_type(file: dict[str, Any]) -> str:
    """« PDF, 1,2 Mo »."""
    known = (
        "Note audio" if file["kind"] == "audio" else _DOCUMENTS.get(file["media_type"], "Document")
    )
    return f"{known}, {_weight(file['size'])}"


def _weight(octets: int) -> str:
    """As telephones write it: thousands of octets."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} Ko"
    return f"{octets / 1_000_000:.1f} Mo".replace(".", ",")
