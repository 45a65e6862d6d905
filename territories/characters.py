"""Signs that nobody sees: with them a text reads otherwise than it stands, or seems to be one."""

from typing import Any

from django.http import QueryDict

# What turns the order of signs around, what joins words or marks a file without being seen
_UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")
) | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def seen_only(value: Any) -> Any:
    """A text without them; so for those that a list, a dict or a form holds."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_UNSEEN)
    if isinstance(value, list):
        return [seen_only(one) for one in value]
    if isinstance(value, QueryDict):
        form = QueryDict(mutable=True)
        for name, values in value.lists():
            form.setlist(name, seen_only(values))
        return form
    if isinstance(value, dict):
        return {seen_only(name): seen_only(one) for name, one in value.items()}
    return value
