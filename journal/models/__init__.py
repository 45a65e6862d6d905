from journal.models.attention import AttentionPoint, AttentionStep
from journal.models.entry import Entry, Mention, NamedReader
from journal.models.following import Follow, MailSettings, Preference
from journal.models.notification import Delivery, Notification

__all__ = [
    "AttentionPoint",
    "AttentionStep",
    "Delivery",
    "Entry",
    "Follow",
    "MailSettings",
    "Mention",
    "NamedReader",
    "Notification",
    "Preference",
]
