"""What is ordered about one case, put together: when its terms stood still, what they run from, until when they go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tarazy_shared.terms import Stretch

from tarazy_scheduling.domain.model.limits import Ruling, Trigger


@dataclass(frozen=True, slots=True)
class Course:
    """What counts of a case's rulings."""

    began: dict[Trigger, date]
    """The day recorded last for each trigger."""
    still: tuple[Stretch, ...]
    """When the proceedings were suspended, in order, apart; of an open one the end is not among these."""
    still_since: date | None
    """Since when they are suspended without an end."""
    extended: tuple[Ruling, ...]


def course_of(rulings: Iterable[Ruling]) -> Course:
    """The rulings that nobody has withdrawn, put together."""
    counting = in_force(rulings)
    began = {one.trigger: one.from_on for one in counting if one.kind == "began" and one.trigger and one.from_on}
    resumed = sorted(one.from_on for one in counting if one.kind == "resumed" and one.from_on)
    stretches: list[tuple[date, date | None]] = []
    for one in counting:
        if one.kind == "suspended" and one.from_on:
            after = one.until_on or next((day for day in resumed if day > one.from_on), None)
            stretches.append((one.from_on, after))
    open_since = min((first for first, after in stretches if after is None), default=None)
    closed = _merged([(first, after) for first, after in stretches if after])
    return Course(began, closed, open_since, tuple(one for one in counting if one.kind == "extended"))


def in_force(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Without those that were withdrawn, and without the withdrawals."""
    all_of_them = tuple(rulings)
    withdrawn = {one.withdraws for one in all_of_them if one.kind == "withdrawn"}
    return tuple(one for one in all_of_them if one.kind != "withdrawn" and one.ruling_id not in withdrawn)


def _merged(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for first, after in sorted(stretches):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], after)
        elif first < after:
            merged.append((first, after))
    return tuple(merged)
