"""Last days, counted as the procedure says."""

from datetime import date
from typing import Literal

from tarazy_shared.terms import IsOpen, end_of, plus_days, roll_over

from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.procedure import Period

Urgency = Literal["ahead", "near", "overdue"]


def last_day(begins_on: date, period: Period, is_open: IsOpen) -> date:
    """The last day of a period that an event of `begins_on` begins; that day itself is not counted.

    A period of calendar days that ends on a closed day ends on the next open one.
    """
    if period.kind == "calendar":
        return roll_over(plus_days(begins_on, period.days), is_open)
    return end_of(begins_on, period.days, "working_days", is_open)


def urgency(due_on: date, warn_days: int, today: date) -> Urgency:
    """How pressing a last day is."""
    if today > due_on:
        return "overdue"
    return "near" if (due_on - today).days <= warn_days else "ahead"


def urgency_of(competition: Competition, today: date) -> Urgency | None:
    """How pressing what runs in a competition is; None where nothing does."""
    due_on = competition.deadline_on(today)
    return None if due_on is None else urgency(due_on, competition.procedure.warn_days, today)
