"""What people do in journals. Each verb takes the scope that acts and answers with the row."""

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
    "post",
    "post_each",
]
