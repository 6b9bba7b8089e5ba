"""What held from which day on, out of what was said about it one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """Somebody said what holds from a day on."""

    at: datetime
    from_on: date
    value: T
    is_dated: bool = False
    """With the day; else it is how things stood when they were recorded."""


def timeline(said: Iterable[Said[T]]) -> tuple[tuple[date, T], ...]:
    """The days on which something else begins, with what, in order.

    The later word counts from its day on. Of changes laid down for a day that was to come then, those stay. What only
    repeats what holds on its day changes nothing.
    """
    steps: dict[date, tuple[T, bool]] = {}
    for one in sorted(said, key=lambda each: (each.at, each.is_dated)):
        before = [day for day in steps if day <= one.from_on]
        if before and steps[max(before)][0] == one.value and not one.is_dated:
            continue
        steps = {day: step for day, step in steps.items() if day < one.from_on or (day > one.from_on and step[1])}
        steps[one.from_on] = one.value, one.is_dated
    return tuple((day, steps[day][0]) for day in sorted(steps))


def value_on(steps: tuple[tuple[date, T], ...], day: date) -> T | None:
    """What holds on a day; None before all of it."""
    return next((value for begins, value in reversed(steps) if begins <= day), None)
