"""Threads with all that is read under them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from actors.scope import Scope
from journal.board import of_entries
from journal.enums import Audience
from journal.models import AttentionPoint, Entry
from journal.querysets import EntryQuerySet
from journal.reading.hanging import Link, hanging_of
from sites.enums import FileKind

FOLDED_PAST = 3


@dataclass(slots=True)
class Post:
    """One entry as it is shown. `elsewhere`: the departments of the linked sites that this reader
    does not see; `named`: who reads, on the first entry of a thread for named people."""

    entry: Entry
    is_mine: bool
    seconds_left: float
    mentions: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    photos: list[dict[str, Any]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    point: AttentionPoint | None = None
    actions: list[Any] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        """Its author may still take it back."""
        return self.seconds_left > 0


@dataclass(slots=True)
class Thread:
    """`first` is None when it was removed and its answers stay, or when who answered it no longer
    reads it. Past a few answers the oldest are folded."""

    pk: int
    first: Post | None
    replies: list[Post]
    is_removed: bool = False

    @property
    def posts(self) -> list[Post]:
        return [self.first, *self.replies] if self.first else self.replies

    @property
    def folded(self) -> list[Post]:
        return self.replies[: len(self.replies) - FOLDED_PAST] if self.is_long else []

    @property
    def unfolded(self) -> list[Post]:
        return self.replies[len(self.replies) - FOLDED_PAST :] if self.is_long else self.replies

    @property
    def is_long(self) -> bool:
        # One more than the limit: a fold that hides a single line is longer than the line.
        return len(self.replies) > FOLDED_PAST + 1


def threads_of(scope: Scope, firsts: Sequence[Entry], readable: EntryQuerySet) -> list[Thread]:
    """`firsts` in their order, each with its answers among `readable`; `is_read`: it is itself."""
    answered = readable.filter(answers__in=[first.pk for first in firsts])
    replies = defaultdict(list)
    for reply in answered.with_authors().with_points().order_by("published_at", "pk"):
        replies[reply.answers_id].append(reply)
    here = [first for first in firsts if first.is_read]  # type: ignore[attr-defined]
    posts = posts_of(scope, [*here, *(reply for rows in replies.values() for reply in rows)])
    return [
        Thread(
            first.pk,
            posts.get(first.pk),
            [posts[reply.pk] for reply in replies[first.pk]],
            is_removed=first.removed_at is not None,
        )
        for first in firsts
    ]


def posts_of(scope: Scope, entries: Iterable[Entry]) -> dict[int, Post]:
    """{id: entry as shown} of entries that the reader is known to read, with their authors and
    points."""
    now = timezone.now()
    posts = {
        entry.pk: Post(
            entry,
            is_mine=entry.author_id == scope.membership_id,
            seconds_left=(entry.published_at - now).total_seconds(),
        )
        for entry in entries
    }
    _add_hanging(scope, posts)
    _add_points(scope, posts)
    return posts


def _add_hanging(scope: Scope, posts: dict[int, Post]) -> None:
    """Of files those that are checked; their author sees the others too, which say so."""
    for pk, hanging in hanging_of(scope, posts).items():
        post = posts[pk]
        post.mentions, post.links, post.elsewhere = (
            hanging.mentions,
            hanging.links,
            hanging.elsewhere,
        )
        post.named = hanging.named if post.entry.audience == Audience.NOMMES else []
        post.photos = [row for row in hanging.files if row["kind"] == FileKind.IMAGE]
        post.papers = [row for row in hanging.files if row["kind"] != FileKind.IMAGE]


def _add_points(scope: Scope, posts: dict[int, Post]) -> None:
    for pk, card in of_entries(scope, [post.entry for post in posts.values()]).items():
        posts[pk].point = card.point
        posts[pk].actions = list(card.actions)
