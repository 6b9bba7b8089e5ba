"""How HR shows leave: types, leaves, ledgers."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.leave.leave_documents import written
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.leave.leave_type import LeaveType
from tarazy_hr.domain.leave.ledger import Ledger, LedgerSources, Line, counted
from tarazy_hr.domain.leave.working_days import WorkingCalendar
from tarazy_hr.leave_texts import explanation


class LeaveTypeView(View):
    """The rules of a type from a day on."""

    code: str
    valid_from: date
    valid_to: date | None
    source: str | None
    verified: bool = Field(description="Somebody has compared the figures with the law in force")
    rules: dict[str, Any]

    @classmethod
    def of(cls, one: LeaveType) -> "LeaveTypeView":
        """A type."""
        return cls(
            code=one.code,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            source=one.source,
            verified=one.verified,
            rules=written(one.rules),
        )


class CalendarView(View):
    """By which calendar days were counted."""

    source: str = Field(description="`scheduling`: as it told; `assumed`: Monday to Friday without public holidays")
    read_at: datetime | None = Field(description="When scheduling last told it")

    @classmethod
    def of(cls, calendar: WorkingCalendar) -> "CalendarView":
        """A calendar."""
        return cls(source=calendar.source, read_at=calendar.read_at)


class LeaveView(View):
    """A leave."""

    absence_id: UUID
    court_id: str
    person_id: UUID
    leave_type: str
    kind: str
    status: str
    first_on: date
    first_half: str
    last_on: date
    last_half: str
    starts_at: datetime
    ends_at: datetime
    days: Decimal = Field(description="In the type's unit", examples=["12.5"])
    is_open: bool = Field(description="The last day is provisional")
    substitute_id: UUID | None
    certificate: str | None
    note: str | None

    @classmethod
    def of(cls, fact: AbsenceFact, sources: LedgerSources) -> "LeaveView":
        """The leave of a fact that has terms."""
        terms, absence = fact.terms, fact.absence
        if terms is None:
            raise AssertionError("a leave has terms")
        span = terms.span
        return cls(
            absence_id=absence.absence_id,
            court_id=absence.court_id,
            person_id=absence.person_id,
            leave_type=terms.leave_type,
            kind=absence.kind,
            status=fact.what,
            first_on=span.first_on,
            first_half=span.first_half,
            last_on=span.last_on,
            last_half=span.last_half,
            starts_at=absence.starts_at,
            ends_at=absence.ends_at,
            days=counted(terms, sources),
            is_open=terms.is_open,
            substitute_id=terms.substitute_id,
            certificate=terms.certificate,
            note=fact.note,
        )


class LineView(View):
    """One entry of a ledger, and the balance after it."""

    on: date
    what: str
    days: Decimal
    balance: Decimal
    refers_to: UUID | None = Field(description="The leave or the adjustment")
    explanation: str = Field(description="In the language asked for")

    @classmethod
    def of(cls, line: Line, language: Language) -> "LineView":
        """A line."""
        return cls(
            on=line.on,
            what=line.what,
            days=line.days,
            balance=line.balance,
            refers_to=line.refers_to,
            explanation=explanation(line, language),
        )


class BalanceView(View):
    """What somebody has of a type in a year."""

    person_id: UUID
    leave_type: str
    year: int
    on: date
    carried_over: Decimal
    accrued: Decimal
    adjusted: Decimal
    taken: Decimal
    booked: Decimal
    given_back: Decimal
    expired: Decimal = Field(description="With what was above the limit of what is carried over")
    requested: Decimal = Field(description="Asked for and not decided: not in the balance")
    balance: Decimal = Field(description="At the end of `on`")
    at_year_end: Decimal = Field(description="If nothing else is taken")

    @classmethod
    def of(cls, person_id: UUID, ledger: Ledger) -> "BalanceView":
        """The sums of a ledger."""
        return cls.model_validate(balance_of(person_id, ledger))


class LedgerView(BalanceView):
    """A ledger with its lines."""

    calendar: CalendarView
    lines: list[LineView]

    @classmethod
    def shown(cls, person_id: UUID, ledger: Ledger, calendar: WorkingCalendar, language: Language) -> "LedgerView":
        """The ledger in a language."""
        lines = [LineView.of(line, language) for line in ledger.lines]
        return cls(**balance_of(person_id, ledger), calendar=CalendarView.of(calendar), lines=lines)


def balance_of(person_id: UUID, ledger: Ledger) -> dict[str, Any]:
    """The sums of a ledger; days that go are above 0 here."""
    return {
        "person_id": person_id,
        "leave_type": ledger.leave_type,
        "year": ledger.year,
        "on": ledger.on,
        "carried_over": ledger.total("carried_over"),
        "accrued": ledger.total("accrued"),
        "adjusted": ledger.total("opening") + ledger.total("correction"),
        "taken": -ledger.total("taken"),
        "booked": -ledger.total("booked"),
        "given_back": ledger.total("given_back"),
        "expired": -ledger.total("expired") - ledger.total("lapsed"),
        "requested": ledger.requested,
        "balance": ledger.balance,
        "at_year_end": ledger.at_year_end,
    }


def leaves_shown(facts: Sequence[AbsenceFact], sources: LedgerSources) -> list[LeaveView]:
    """The leaves among absences."""
    return [LeaveView.of(fact, sources) for fact in facts if fact.terms is not None]
