"""How people are told unless they say otherwise (`journal.models.Preference`)."""

from collections.abc import Mapping

from journal.enums import Cadence, Channel, Reason

_AT_ONCE = {Channel.INBOX: Cadence.NOW, Channel.MAIL: Cadence.NOW}

DEFAULTS: Mapping[Reason, Mapping[Channel, Cadence]] = {
    Reason.ADDRESSED: _AT_ONCE,
    Reason.MENTION: _AT_ONCE,
    Reason.AUTHOR: _AT_ONCE,
    Reason.INTERVENANT: _AT_ONCE,
    Reason.FOLLOWED: _AT_ONCE,
    Reason.ATTENTION: _AT_ONCE,
    Reason.TERRITORY: {Channel.INBOX: Cadence.NOW, Channel.MAIL: Cadence.DAILY},
}
