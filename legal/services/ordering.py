"""The order of law among the steps of a procedure: a change is refused for what it breaks itself.

What was broken already stays as it is, and stops nobody from changing something else or from
mending it by parts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from legal.enums import BEFORE, NEEDS, StepKind

NEW = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A standing step; `pk` is `NEW` for one that is not written yet."""

    pk: int
    kind: StepKind
    on: date


@dataclass(frozen=True, slots=True)
class Breach:
    """The first of `later` stands before the first of `earlier`; or, with no `earlier`, the step
    `pk` has before it none of those that it needs. Two are the same whatever the days."""

    later: StepKind
    earlier: StepKind | None = None
    pk: int | None = None


def check_change(before: Sequence[Placed], after: Sequence[Placed], pk: int) -> None:
    """From the steps as they stand to those to be, by a change of the step `pk`: added, changed or
    gone. Raises ValidationError, on `on` or `kind` unless it goes."""
    known = set(_breaches(before))
    broken = next((breach for breach in _breaches(after) if breach not in known), None)
    if broken:
        raise _refusal(broken, after, next((step for step in after if step.pk == pk), None))


def _breaches(steps: Sequence[Placed]) -> Iterable[Breach]:
    first = _first(steps)
    for step in steps:
        if needed := NEEDS.get(step.kind):
            those = [first[kind] for kind in needed if kind in first]
            if not those or step.on < min(those):
                yield Breach(step.kind, pk=step.pk)
    for later, those_before in BEFORE.items():
        for earlier in those_before:
            if later in first and earlier in first and first[later] < first[earlier]:
                yield Breach(later, earlier)


def _first(steps: Iterable[Placed]) -> dict[StepKind, date]:
    first: dict[StepKind, date] = {}
    for step in steps:
        first[step.kind] = min(step.on, first.get(step.kind, step.on))
    return first


def _refusal(broken: Breach, steps: Sequence[Placed], mine: Placed | None) -> ValidationError:
    """`mine`: the changed step; what it leaves behind, when neither end of the breach is it."""
    first, later = _first(steps), broken.later
    if broken.earlier is None:
        return _lacking(broken, steps, mine)
    earlier = broken.earlier
    if mine and mine.kind == later:
        return ValidationError({"on": _said(mine.kind, "précède", earlier, first[earlier])})
    if mine and mine.kind == earlier:
        return ValidationError({"on": _said(mine.kind, "suit", later, first[later])})
    return _left(
        f"Sans elle, « {_low(later)} » du {_day(first[later])} précède « {_low(earlier)} » du "
        f"{_day(first[earlier])}, dans la même procédure.",
        mine,
    )


def _lacking(broken: Breach, steps: Sequence[Placed], mine: Placed | None) -> ValidationError:
    needed = NEEDS[broken.later]
    its = next(step for step in steps if step.pk == broken.pk)
    possible = [step for step in steps if step.kind in needed]
    if mine is its:
        if not possible:
            return ValidationError({"kind": "Renseignez d’abord la décision dont il est appelé."})
        earliest = min(possible, key=lambda step: step.on)
        return ValidationError({"on": _said(its.kind, "précède", earliest.kind, earliest.on)})
    if mine and mine.kind in needed:
        return ValidationError({"on": _said(mine.kind, "suit", its.kind, its.on)})
    return _left("Un appel porte sur cette décision : retirez-le d’abord.", mine)


def _left(words: str, mine: Placed | None) -> ValidationError:
    return ValidationError({"kind": words}) if mine else ValidationError(words)


def _said(mine: StepKind, verb: str, other: StepKind, day: date) -> str:
    return (
        f"{mine.label} : cette date {verb} « {_low(other)} » du {_day(day)}, "
        "dans la même procédure."
    )


def _low(kind: StepKind) -> str:
    return str(kind.label).lower()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
