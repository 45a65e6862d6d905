from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from journal.forms import IDS, EntryForm
from journal.markdown import to_html

register = template.Library()


@register.simple_tag(takes_context=True)
def composer(context: dict[str, Any]) -> EntryForm:
    """The view's `entry_form`, or an empty one: any page may include the composer."""
    return context.get("entry_form") or EntryForm(auto_id=IDS)


@register.filter
def markdown(text: str, mentions: Iterable[str] = ()) -> SafeString:
    """`{{ entry.body|markdown }}`, or with the names that the entry mentions."""
    return to_html(text, mentions)
