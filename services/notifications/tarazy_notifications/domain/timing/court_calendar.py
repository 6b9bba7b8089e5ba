"""On which days a court works."""

from dataclasses import dataclass
from datetime import date

from tarazy_shared.holidays_of_kazakhstan import of_year

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class CourtCalendar:
    """Its calendar, as scheduling keeps it; without one Monday to Friday but for the public holidays of Kazakhstan."""

    weekdays: frozenset[str] = frozenset(WEEKDAYS[:5])
    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()
    """Days on which it works whatever else says no."""

    def is_working(self, day: date) -> bool:
        """Whether the court works on a day."""
        if day in self.open:
            return True
        return WEEKDAYS[day.weekday()] in self.weekdays and day not in self.closed and day not in of_year(day.year)


ASSUMED = CourtCalendar()
