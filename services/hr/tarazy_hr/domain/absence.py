"""Absences: asked for, decided, and only then felt by the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.days import day_after, day_starts_at, overlap
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

AbsenceKind = Literal["leave", "sickness", "training", "secondment", "other"]
Status = Literal["requested", "approved", "refused", "withdrawn", "cancelled"]
Decision = Literal["approve", "refuse", "withdraw", "cancel"]

_DECIDED: dict[Decision, tuple[Status, Status]] = {
    "approve": ("requested", "approved"),
    "refuse": ("requested", "refused"),
    "withdraw": ("requested", "withdrawn"),
    "cancel": ("approved", "cancelled"),
}
"""From which status a decision leads to which."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From `starts_at` up to, not including, `ends_at` (UTC) a person is not there for one court."""

    absence_id: UUID
    court_id: str
    person_id: UUID
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """An absence as it stood from one decision to the next."""

    what: Status
    version: int
    absence: Absence
    note: str | None = None
    """Words of whoever asked or decided; they stay in HR."""
    terms: LeaveTerms | None = None
    """Of a leave: its type and half-days; None for an absence that was entered without."""

    @property
    def overlaps(self) -> bool:
        """Whether it may lie over other leave."""
        return self.terms is not None and self.terms.overlaps


@dataclass(frozen=True, slots=True)
class RequestAbsence:
    """Ask for an absence."""

    absence: Absence
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DecideAbsence:
    """Approve, refuse, withdraw or cancel an absence."""

    court_id: str
    person_id: UUID
    absence_id: UUID
    decision: Decision
    note: str | None = None
    is_secondment: bool = False
    """Given together with what it means in the host court: a secondment is not cancelled in one court alone."""


@dataclass(frozen=True, slots=True)
class EnterAbsence:
    """Enter an absence that was approved elsewhere."""

    absence: Absence


def request(
    known: Iterable[AbsenceFact], appointment: AppointmentFact | None, zone: str, command: RequestAbsence
) -> tuple[AbsenceFact, ...] | Refusal:
    """A request waits for its decision; the same request again is nothing new."""
    wanted = command.absence
    if refused := _refuse_range(wanted, appointment, zone):
        return refused
    same = by_id(known, wanted.absence_id)
    if same is None:
        return (AbsenceFact("requested", 1, wanted, command.note),)
    if same.absence == wanted:
        return ()
    return conflict("absence_id", "absence_known", status=same.what)


def decide(known: Iterable[AbsenceFact], command: DecideAbsence) -> tuple[AbsenceFact, ...] | Refusal:
    """A decision is made once; making it again changes nothing, another one is refused."""
    facts = list(known)
    fact = by_id(facts, command.absence_id)
    if fact is None:
        return unknown("absence_id", "unknown_absence", command.absence_id)
    before, after = _DECIDED[command.decision]
    if fact.what == after:
        return ()
    if fact.what != before:
        return conflict("absence_id", f"not_{before}", status=fact.what)
    if command.decision == "approve" and (refused := refuse_overlap(facts, fact.absence, overlaps=fact.overlaps)):
        return refused
    return (AbsenceFact(after, fact.version + 1, fact.absence, command.note, fact.terms),)


def enter(
    known: Iterable[AbsenceFact], appointment: AppointmentFact | None, zone: str, command: EnterAbsence
) -> tuple[AbsenceFact, ...] | Refusal:
    """Approved as it comes; with other times the former absence is cancelled first.

    Entering what is known already never undoes what was decided about it since.
    """
    facts = list(known)
    wanted = command.absence
    if refused := _refuse_range(wanted, appointment, zone):
        return refused
    same = by_id(facts, wanted.absence_id)
    if same is not None and same.absence == wanted and same.what != "requested":
        return ()
    if same is not None and same.what in ("refused", "withdrawn"):
        return conflict("absence_id", "not_requested", status=same.what)
    if same is not None and same.terms is not None:
        return conflict("absence_id", "is_leave", leave_type=same.terms.leave_type)
    if refused := refuse_overlap(facts, wanted):
        return refused
    if same is None:
        return (AbsenceFact("approved", 1, wanted),)
    if same.what == "approved":
        cancelled = replace(same, what="cancelled", version=same.version + 1, note=None)
        return cancelled, AbsenceFact("approved", same.version + 2, wanted)
    return (AbsenceFact("approved", same.version + 1, wanted),)


def by_id(known: Iterable[AbsenceFact], absence_id: UUID) -> AbsenceFact | None:
    """The absence with an id, if it is among them."""
    return next((fact for fact in known if fact.absence.absence_id == absence_id), None)


def _refuse_range(wanted: Absence, appointment: AppointmentFact | None, zone: str) -> Refusal | None:
    """The range is not empty and has an instant in common with the person's time in post."""
    if appointment is None:
        return unknown("person_id", "unknown_person", wanted.person_id)
    if wanted.ends_at <= wanted.starts_at:
        return wrong("ends_at", "ends_before_start", start=wanted.starts_at.isoformat(), end=wanted.ends_at.isoformat())
    first, end = appointment.appointment.from_on, day_after(appointment.last_on)
    leaves = None if end is None else day_starts_at(end, zone)
    if not overlap(wanted.starts_at, wanted.ends_at, day_starts_at(first, zone), leaves):
        return conflict("starts_at", "outside_appointment", from_on=first, to_on=appointment.last_on or "…")
    return None


def refuse_overlap(known: Iterable[AbsenceFact], wanted: Absence, *, overlaps: bool = False) -> Refusal | None:
    """Why an absence cannot hold: another one holds at that time.

    One that may lie over others (`overlaps`) gives way only to those that may as well.
    """
    for fact in known:
        other = fact.absence
        if fact.what != "approved" or other.absence_id == wanted.absence_id or (overlaps and not fact.overlaps):
            continue
        if overlap(other.starts_at, other.ends_at, wanted.starts_at, wanted.ends_at):
            return conflict(
                "starts_at",
                "absence_overlaps",
                absence=other.absence_id,
                start=other.starts_at.isoformat(),
                end=other.ends_at.isoformat(),
            )
    return None
