"""Luck that falls the same way every time."""

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.utils import timezone

SEED = "résorption-bidonvilles"
T = TypeVar("T")


class Chance(random.Random):
    """One stream by subject: a change in one leaves what the others draw."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"{SEED} {subject}")

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def among(self, weights: Mapping[T, float]) -> T:
        return self.choices(list(weights), list(weights.values()))[0]

    def some(self, rows: Sequence[T], most: int) -> list[T]:
        return self.sample(rows, min(most, len(rows)))

    def number(self, low: int, high: int, bend: float = 1) -> int:
        """Between both, included; a `bend` over 1 leans towards the low one."""
        return low + int((high - low + 1) * self.random() ** bend)

    def uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.getrandbits(128), version=4)

    def day_between(self, first: date, last: date) -> date:
        """A working day; `first` itself, a working day, when there is none after it."""
        return workday(first + timedelta(days=self.number(0, max(0, (last - first).days))))

    def moment(self, day: date, hour: int) -> datetime:
        """In that hour of the day, in Paris."""
        minute, second = self.randrange(60), self.randrange(60)
        return timezone.make_aware(datetime.combine(day, time(hour, minute, second)))


def workday(day: date) -> date:
    """That day, or the Friday before when it falls on a week-end."""
    return day - timedelta(days=max(0, day.weekday() - 4))
