"""What people do in journals. Each verb takes the scope that acts and answers with the row."""

from journal.services.details import PLAIN, Address, Details, Request
from journal.services.following import (
    follow_own_territory,
    follow_site,
    follow_territory,
    follows_own_territory,
    unfollow,
)
from journal.services.posting import LONGEST, ONLY_AUTHOR, edit, post, post_each
from journal.services.preferences import (
    Hours,
    choose,
    preferences_of,
    set_hours,
    settings_of,
    try_address_again,
)

__all__ = [
    "LONGEST",
    "ONLY_AUTHOR",
    "PLAIN",
    "Address",
    "Details",
    "Hours",
    "Request",
    "choose",
    "edit",
    "follow_own_territory",
    "follow_site",
    "follow_territory",
    "follows_own_territory",
    "post",
    "post_each",
    "preferences_of",
    "set_hours",
    "settings_of",
    "try_address_again",
    "unfollow",
]
