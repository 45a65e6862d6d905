from journal.querysets.attention import AttentionQuerySet, story
from journal.querysets.entry import EntryQuerySet
from journal.querysets.notification import DeliveryQuerySet, NotificationQuerySet

__all__ = [
    "AttentionQuerySet",
    "DeliveryQuerySet",
    "EntryQuerySet",
    "NotificationQuerySet",
    "story",
]
