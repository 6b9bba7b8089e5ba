"""Last days, counted as the procedure says."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.procedure import Period

IsOpen = Callable[[date], bool]
"""Whether the court works on a day."""
Urgency = Literal["ahead", "near", "overdue"]


def last_day(begins_on: date, period: Period, is_open: IsOpen) -> date:
    """The last day of a period that an event of `begins_on` begins; that day itself is not counted.

    A period of calendar days that ends on a closed day ends on the next open one.
    """
    day = begins_on
    if period.kind == "calendar":
        day += timedelta(days=period.days)
        while not is_open(day):
            day += timedelta(days=1)
        return day
    left = period.days
    while left:
        day += timedelta(days=1)
        left -= is_open(day)
    return day


def urgency(due_on: date, warn_days: int, today: date) -> Urgency:
    """How pressing a last day is."""
    if today > due_on:
        return "overdue"
    return "near" if (due_on - today).days <= warn_days else "ahead"


def urgency_of(competition: Competition, today: date) -> Urgency | None:
    """How pressing what runs in a competition is; None where nothing does."""
    due_on = competition.deadline_on(today)
    return None if due_on is None else urgency(due_on, competition.procedure.warn_days, today)
