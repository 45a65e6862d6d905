"""Parts of an address; registered once, by whoever imports this module first."""

from django.urls import register_converter

from sites.enums import IntervenantAction, StatusAction


class Reference:
    """`69-0042`, `2A-0001`, `974-12345`."""

    regex = r"(?:\d{2,3}|2[AB])-\d{4,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Action(Reference):
    """One of `sites.enums.StatusAction`."""

    regex = "|".join(StatusAction.values)

    def to_python(self, value: str) -> StatusAction:
        return StatusAction(value)


class OnIntervenant(Reference):
    """One of `sites.enums.IntervenantAction`."""

    regex = "|".join(IntervenantAction.values)

    def to_python(self, value: str) -> IntervenantAction:
        return IntervenantAction(value)


register_converter(Reference, "ref")
register_converter(Action, "status_action")
register_converter(OnIntervenant, "intervenant_action")
