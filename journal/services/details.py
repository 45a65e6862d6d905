"""What an entry may carry besides its text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from journal.enums import Audience, EntryKind, Severity, Tag, Topic

# As forms, the API and the completion write them: m12 is a membership, o3 a structure.
_KEY = re.compile(r"([mo])([1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """People and structures, by their ids."""

    memberships: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.memberships or self.organisations)

    def __sub__(self, other: "Address") -> "Address":
        return Address(
            self.memberships - other.memberships, self.organisations - other.organisations
        )

    def __len__(self) -> int:
        return len(self.memberships) + len(self.organisations)

    @classmethod
    def read(cls, keys: Iterable[str]) -> "Address":
        """From keys ("m12", "o3"). Raises ValueError on anything else."""
        read = [_KEY.fullmatch(key) for key in keys]
        ids: dict[str, set[int]] = {"m": set(), "o": set()}
        for found in read:
            if found is None:
                raise ValueError("neither a person nor a structure")
            ids[found[1]].add(int(found[2]))
        return cls(frozenset(ids["m"]), frozenset(ids["o"]))

    @property
    def keys(self) -> list[str]:
        people = [f"m{pk}" for pk in sorted(self.memberships)]
        return people + [f"o{pk}" for pk in sorted(self.organisations)]


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


def file_uuid(entry: UUID, number: int) -> UUID:
    """Of an entry's nth file, from 0: a form sent twice hangs it once."""
    return uuid5(entry, str(number))


def point_uuid(entry: UUID) -> UUID:
    return uuid5(entry, "attention")
