from typing import Any

from django import template

from journal.forms import IDS, EntryForm

register = template.Library()


@register.simple_tag(takes_context=True)
def composer(context: dict[str, Any]) -> EntryForm:
    """The view's `entry_form`, or an empty one: any page may include the composer."""
    return context.get("entry_form") or EntryForm(auto_id=IDS)
