"""The verbs of people and structures."""

from actors.services.exceptions import ask_exception, decide_exception, withdraw_exception
from actors.services.invitations import accept, invite, open_account, revoke, send_again
from actors.services.memberships import end_membership
from actors.services.scope import scope_for, scope_of
from actors.services.territories import follow_territories

__all__ = [
    "accept",
    "ask_exception",
    "decide_exception",
    "end_membership",
    "follow_territories",
    "invite",
    "open_account",
    "revoke",
    "scope_for",
    "scope_of",
    "send_again",
    "withdraw_exception",
]
