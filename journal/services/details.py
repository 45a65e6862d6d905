"""What an entry may carry besides its text."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from journal.enums import Audience, EntryKind, Severity, Tag, Topic


@dataclass(frozen=True, slots=True)
class Address:
    """People and structures, by their ids."""

    memberships: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """The public authorities' attention, asked with an entry; `addressees`: ids of structures."""

    uuid: UUID
    topic: Topic
    severity: Severity
    addressees: frozenset[int]
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """`answers`: the id of the entry that is answered, whose audience then holds; `linked`: other
    sites' references; `named`: who reads, for `Audience.NOMMES`; `files`: pairs (uuid, upload)."""

    kind: EntryKind = EntryKind.MESSAGE
    tags: tuple[Tag, ...] = ()
    happened_on: date | None = None
    audience: Audience = Audience.TOUS
    named: Address = Address()
    mentions: Address = Address()
    answers: int | None = None
    linked: tuple[str, ...] = ()
    files: tuple[tuple[UUID, Any], ...] = ()
    attention: Request | None = None


PLAIN = Details()
