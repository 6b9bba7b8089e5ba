"""A small court with leave: rules, a calendar and people, all in memory."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.leave.leave_type import Entitlement, LeaveRules, LeaveType
from tarazy_hr.domain.leave.requests import RequestLeave
from tarazy_hr.domain.leave.service import InPost, Service
from tarazy_hr.domain.leave.working_days import WorkingCalendar

from tests.unit.hr.staffing import COURT, an_id, court_with

NAME = Trilingual("Демалыс", "Отпуск", "Leave")
HOLIDAYS = frozenset({date(2026, 12, 16), date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 4), date(2027, 1, 7)})
CALENDAR = WorkingCalendar(closed=HOLIDAYS, source="scheduling")


def rules(**changes: Any) -> LeaveRules:
    """Twenty working days a year, there on its first day."""
    made = LeaveRules(NAME, "leave", entitlements=(Entitlement(Decimal(20)),), accrual="year_start")
    return replace(made, **changes)


def leave_type(code: str = "annual", **changes: Any) -> LeaveType:
    """A type that holds since long ago."""
    return LeaveType(code, rules(**changes), date(2020, 1, 1))


SICKNESS = leave_type(
    "sickness",
    kind="sickness",
    unit="calendar_days",
    entitlements=(),
    accrual="none",
    needs_approval=False,
    overlaps=True,
    needs_certificate=True,
    provisional_days=7,
)
UNPAID = leave_type("unpaid", entitlements=(), accrual="none")


def in_post(from_on: date = date(2026, 1, 5), last_on: date | None = None, **changes: Any) -> InPost:
    """A judge in post."""
    return replace(InPost(from_on, last_on, "judge"), **changes)


def service(*periods: InPost, known_since: date | None = date(2026, 1, 1)) -> Service:
    """Somebody's time in post, in this court alone."""
    return Service(periods, periods, known_since)


def leave_court(*people: str, types: tuple[LeaveType, ...] = ()) -> CourtBook:
    """The court with people in post since 5 January 2026; annual leave, unpaid leave and sickness."""
    book = court_with(*people)
    book.leave.shipped = types or (leave_type(given_back=True), SICKNESS, UNPAID)
    book.leave.calendar = CALENDAR
    book.leave.service = {an_id(name): service(in_post()) for name in people}
    return book


def asks(
    first_on: date, last_on: date | None, name: str = "leave", person: str = "aigul", **changes: Any
) -> RequestLeave:
    """A request for annual leave."""
    made = RequestLeave(COURT.court_id, an_id(person), an_id(name), "annual", first_on, last_on)
    return replace(made, **changes)


def sick(first_on: date, last_on: date | None, name: str = "sick", **changes: Any) -> RequestLeave:
    """Sickness that is recorded."""
    return asks(first_on, last_on, name, leave_type="sickness", is_recorded=True, **changes)


def whose(name: str = "leave", person: str = "aigul") -> tuple[str, UUID, UUID]:
    """What commands about a leave begin with."""
    return COURT.court_id, an_id(person), an_id(name)
