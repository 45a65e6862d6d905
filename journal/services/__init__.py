"""What people do in journals. Each verb takes the scope that acts and answers with the row."""

from journal.services.addressing import mentioned, named
from journal.services.attention import (
    move,
    possible_actions,
    possible_addressees,
    raise_point,
)
from journal.services.checking import LONGEST, checked_text
from journal.services.details import PLAIN, Address, Details, Request, file_uuid, point_uuid
from journal.services.drafting import readers_of_draft
from journal.services.editing import ONLY_AUTHOR, EntryChanges, edit
from journal.services.following import (
    follow_own_territory,
    follow_site,
    follow_territory,
    follows_own_territory,
    unfollow,
)
from journal.services.merging import count_merge, follow_merge
from journal.services.narrowing import ONLY_FIRST_AUTHOR, narrow
from journal.services.posting import post, post_each
from journal.services.preferences import (
    Hours,
    choose,
    preferences_of,
    set_hours,
    settings_of,
    try_address_again,
)
from journal.services.removing import LONGEST_REASON, release, remove, undo

__all__ = [
    "LONGEST",
    "LONGEST_REASON",
    "ONLY_AUTHOR",
    "ONLY_FIRST_AUTHOR",
    "PLAIN",
    "Address",
    "Details",
    "EntryChanges",
    "Hours",
    "Request",
    "checked_text",
    "choose",
    "count_merge",
    "edit",
    "file_uuid",
    "follow_merge",
    "follow_own_territory",
    "follow_site",
    "follow_territory",
    "follows_own_territory",
    "mentioned",
    "move",
    "named",
    "narrow",
    "point_uuid",
    "possible_actions",
    "possible_addressees",
    "post",
    "post_each",
    "preferences_of",
    "raise_point",
    "readers_of_draft",
    "release",
    "remove",
    "set_hours",
    "settings_of",
    "try_address_again",
    "undo",
    "unfollow",
]
