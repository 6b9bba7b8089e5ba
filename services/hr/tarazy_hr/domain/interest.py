"""Interests: whom or what somebody must not judge."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared interest; `against` is a party's name, an organisation or a case_id."""

    interest_id: UUID
    court_id: str
    person_id: UUID
    against: str
    from_on: date | None = None
    to_on: date | None = None
    """Last day; None while no end is set."""


@dataclass(frozen=True, slots=True)
class InterestFact:
    """An interest as it stood from one version to the next."""

    what: Literal["declared", "ended"]
    version: int
    interest: Interest
    ended_on: date | None = None
    """Last day as the ending says; the declaration itself stays as it was made."""


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """Declare an interest, or say how the declaration now stands."""

    interest: Interest


@dataclass(frozen=True, slots=True)
class EndInterest:
    """End an interest; `to_on` is its last day."""

    court_id: str
    interest_id: UUID
    to_on: date


def declare(known: InterestFact | None, command: DeclareInterest) -> tuple[InterestFact, ...] | Refusal:
    """Repeating a declaration never undoes its end; one that has ended is declared anew under a new id."""
    wanted = command.interest
    if wanted.from_on is not None and wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    if known is None:
        return (InterestFact("declared", 1, wanted),)
    if (known.interest.court_id, known.interest.person_id) != (wanted.court_id, wanted.person_id):
        return conflict("interest_id", "id_taken")
    if known.interest == wanted:
        return ()
    if known.ended_on is not None:
        return conflict("interest_id", "interest_ended", day=known.ended_on)
    return (InterestFact("declared", known.version + 1, wanted),)


def end(known: InterestFact | None, command: EndInterest) -> tuple[InterestFact, ...] | Refusal:
    """The last day is not before the first."""
    if known is None or known.interest.court_id != command.court_id:
        return unknown("interest_id", "unknown_interest", command.interest_id)
    start = known.interest.from_on
    if start is not None and command.to_on < start:
        return wrong("to_on", "ends_before_start", start=start, end=command.to_on)
    if known.ended_on == command.to_on:
        return ()
    return (InterestFact("ended", known.version + 1, known.interest, command.to_on),)
