"""Terms set by law or rule: days and months counted from a trigger, whose first day is the day after it."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal

Unit = Literal["days", "working_days", "months"]
IsOpen = Callable[[date], bool]
"""Whether a court works on a day."""
Stretch = tuple[date, date]
"""From the first day to the day after the last."""
LONGEST_CLOSURE = 400
"""Days: a court that is closed for longer has no next working day."""


def end_of(trigger: date, amount: int, unit: Unit, is_open: IsOpen) -> date:
    """The last day of a term: the trigger's own day for an amount of 0."""
    match unit:
        case "days":
            return plus_days(trigger, amount)
        case "working_days":
            return _after_working_days(trigger, amount, is_open)
        case "months":
            return plus_months(trigger, amount)


def plus_days(day: date, days: int) -> date:
    """So many days later, or the last day that there is."""
    return day + min(timedelta(days=days), date.max - day)


def plus_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def without(trigger: date, amount: int, unit: Unit, is_open: IsOpen, still: Sequence[Stretch]) -> date:
    """The last day of a term that does not run during some stretches, which are in order and apart.

    Months are first counted out in days: the days that are left when a stretch begins follow it.
    """
    if unit == "working_days":
        return _after_working_days(trigger, amount, is_open, still)
    end = end_of(trigger, amount, unit, is_open)
    for first, after in still:
        lost = (after - max(first, plus_days(trigger, 1))).days
        if lost > 0 and first <= end:
            end = plus_days(end, lost)
    return end


def roll_over(day: date, is_open: IsOpen) -> date:
    """The day itself, or the next one on which the court works."""
    found = day
    for _ in range(LONGEST_CLOSURE):
        if is_open(found):
            return found
        if found == date.max:
            break
        found = plus_days(found, 1)
    return day


def _after_working_days(trigger: date, amount: int, is_open: IsOpen, still: Sequence[Stretch] = ()) -> date:
    day, left = trigger, amount
    # A calendar without a single working day must not count for ever.
    latest = plus_days(trigger, amount * 7 + LONGEST_CLOSURE + sum((after - first).days for first, after in still))
    while left and day < latest:
        day = plus_days(day, 1)
        left -= is_open(day) and not any(first <= day < after for first, after in still)
    return day
