"""When a court sits: days, hours and slots."""

from dataclasses import dataclass
from datetime import date, time, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A court's calendar. Slots count from the start of each sitting hour; a rest shorter than a slot is not used."""

    sitting_hours: tuple[tuple[time, time], ...] = ((time(9), time(13)), (time(14), time(18)))
    """In the court's zone, in order, none overlapping another."""
    weekdays: frozenset[str] = frozenset(WEEKDAYS[:5])
    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()
    """Days on which the court sits whatever else says no; moved working days belong here."""
    holidays: frozenset[date] = frozenset()
    """Public holidays."""
    slot_minutes: int = 5
    version: int = 0
    """Of the last change told; 0 for the calendar that a court begins with."""

    def is_open(self, day: date) -> bool:
        """Whether the court sits on a day: what is opened, else not closed, no holiday and one of the week's days."""
        if day in self.open:
            return True
        return day not in self.closed and day not in self.holidays and WEEKDAYS[day.weekday()] in self.weekdays

    def first_day_with_notice(self, told_on: date, days: int, last: date) -> date:
        """The first day that has `days` working days strictly between it and the day of telling.

        `told_on` itself for 0. The answer is later than `last` when there is none up to there.
        """
        if days == 0:
            return told_on
        day, passed = told_on, 0
        while passed < days:
            if day >= last:
                return last + ONE_DAY
            day += ONE_DAY
            passed += self.is_open(day)
        return day + ONE_DAY
