from journal.views.changing import edit, narrow, remove
from journal.views.entries import journal
from journal.views.people import people, readers
from journal.views.undoing import release, undo
from journal.views.versions import versions

__all__ = [
    "edit",
    "journal",
    "narrow",
    "people",
    "readers",
    "release",
    "remove",
    "undo",
    "versions",
]
