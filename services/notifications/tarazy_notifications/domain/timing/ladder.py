"""The ladder of reminders: who is reminded how long before a hearing."""

from dataclasses import dataclass
from datetime import date

from tarazy_notifications.domain.timing.before import Before
from tarazy_notifications.domain.timing.court_calendar import ASSUMED, CourtCalendar


@dataclass(frozen=True, slots=True)
class Tier:
    """One rung: whom it concerns, and when."""

    name: str
    before: Before
    roles: frozenset[str] = frozenset()
    """Empty for all."""
    forms: frozenset[str] = frozenset()
    """`in_person`, `video`, `hybrid`; empty for all."""
    hearing_types: frozenset[str] = frozenset()
    """Empty for all."""

    def concerns(self, form: str, hearing_type: str) -> bool:
        """Whether hearings of this form and type are reminded of by this rung."""
        return (not self.forms or form in self.forms) and (not self.hearing_types or hearing_type in self.hearing_types)

    def reminds(self, role: str) -> bool:
        """Whether somebody of this role is reminded."""
        return not self.roles or role in self.roles


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs of a court."""

    tiers: tuple[Tier, ...]
    closed: frozenset[date] = frozenset()
    """Days that are no working days for reminders, whatever the calendar of the court says."""
    open: frozenset[date] = frozenset()
    """Days that are working days for them, whatever else is said."""
    calendar: CourtCalendar = ASSUMED

    def is_working(self, day: date) -> bool:
        """Whether the court works on a day."""
        if day in self.open:
            return True
        return day not in self.closed and self.calendar.is_working(day)

    def named(self, name: str) -> Tier | None:
        """The rung of that name."""
        return next((tier for tier in self.tiers if tier.name == name), None)
