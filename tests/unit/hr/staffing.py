"""A small court to reason about: builders with sensible values, and `carry_out` that enters what was decided."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from tarazy_hr.domain.absence import Absence
from tarazy_hr.domain.appointment import Appointment, AppointPerson
from tarazy_hr.domain.court import Court, RegisterCourt, Trilingual
from tarazy_hr.domain.court_book import CourtBook, Fact
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.refusal import Refusal

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
TODAY = date(2026, 11, 24)
COURT = Court("kz-almaty-1", Trilingual("Алматы соты", "Алматинский суд", "Almaty Court"))


def an_id(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(UUID(int=7), name)


def appointment(person: str = "aigul", **changes: Any) -> Appointment:
    """Somebody in post since the start of 2026."""
    made = Appointment(
        COURT.court_id, an_id(person), an_id(f"post of {person}"), "judge", person.title(), date(2026, 1, 5)
    )
    return replace(made, **changes)


def absence(name: str = "leave", person: str = "aigul", **changes: Any) -> Absence:
    """A leave of the first week of December 2026."""
    made = Absence(
        an_id(name),
        COURT.court_id,
        an_id(person),
        "leave",
        datetime(2026, 11, 30, 19, tzinfo=UTC),
        datetime(2026, 12, 4, 19, tzinfo=UTC),
    )
    return replace(made, **changes)


def carry_out(book: CourtBook, command: Command, now: datetime = NOW) -> tuple[Fact, ...]:
    """Decide and enter; fails the test when the command is refused."""
    decision = decide(book, command, now)
    assert not isinstance(decision, Refusal), decision
    book.enter(decision)
    return decision


def refusal(book: CourtBook, command: Command, now: datetime = NOW) -> tuple[str, str]:
    """Field and code of the refusal; fails the test when the command is not refused."""
    decision = decide(book, command, now)
    assert isinstance(decision, Refusal), decision
    return decision.field, decision.code


def court_with(*people: str) -> CourtBook:
    """The court with people in post."""
    book = CourtBook(COURT.court_id)
    carry_out(book, RegisterCourt(COURT))
    for person in people:
        carry_out(book, AppointPerson(appointment(person)))
    return book
