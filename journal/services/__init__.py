"""What people do in journals. Each verb takes the scope that acts and answers with the row."""

from journal.services.attention import (
    move,
    possible_actions,
    possible_addressees,
    raise_point,
    require_readers,
)
from journal.services.details import PLAIN, Address, Details, Request
from journal.services.posting import LONGEST, ONLY_AUTHOR, edit, post, post_each

__all__ = [
    "LONGEST",
    "ONLY_AUTHOR",
    "PLAIN",
    "Address",
    "Details",
    "Request",
    "edit",
    "move",
    "possible_actions",
    "possible_addressees",
    "post",
    "post_each",
    "raise_point",
    "require_readers",
]
