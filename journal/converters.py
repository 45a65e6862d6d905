"""Parts of an address; registered once, by whoever imports this module first."""

from django.urls import register_converter

from journal.enums import AttentionAction


class Action:
    """One of `journal.enums.AttentionAction`."""

    regex = "|".join(AttentionAction.values)

    def to_python(self, value: str) -> AttentionAction:
        return AttentionAction(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(Action, "attention_action")
