"""Suspensions: days on which somebody in post may not act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.refusal import Refusal, conflict, wrong


@dataclass(frozen=True, slots=True)
class SuspensionFact:
    """A suspension as it stood from one version to the next; versions count per suspension."""

    what: Literal["suspended", "reinstated"]
    version: int
    court_id: str
    person_id: UUID
    from_on: date
    """First day out."""
    back_on: date | None = None
    """First day back; None while it lasts."""


@dataclass(frozen=True, slots=True)
class SuspendPerson:
    """Suspend somebody; `from_on` is the first day out."""

    court_id: str
    person_id: UUID
    from_on: date


@dataclass(frozen=True, slots=True)
class ReinstatePerson:
    """End a suspension; `from_on` is the first day back."""

    court_id: str
    person_id: UUID
    from_on: date


def suspend(known: Iterable[SuspensionFact], command: SuspendPerson) -> tuple[SuspensionFact, ...] | Refusal:
    """One suspension at a time; a new one begins when the last one is over."""
    last = _last(known)
    if last is not None and last.from_on == command.from_on:
        return ()
    if last is not None and (last.back_on is None or command.from_on < last.back_on):
        return conflict("from_on", "suspended_already", from_on=last.from_on, back_on=last.back_on or "…")
    return (SuspensionFact("suspended", 1, command.court_id, command.person_id, command.from_on),)


def reinstate(known: Iterable[SuspensionFact], command: ReinstatePerson) -> tuple[SuspensionFact, ...] | Refusal:
    """The first day back is not before the first day out."""
    last = _last(known)
    if last is not None and last.back_on == command.from_on:
        return ()
    if last is None or last.back_on is not None:
        return conflict("person_id", "not_suspended")
    if command.from_on < last.from_on:
        return wrong("from_on", "ends_before_start", start=last.from_on, end=command.from_on)
    return (
        SuspensionFact("reinstated", last.version + 1, last.court_id, last.person_id, last.from_on, command.from_on),
    )


def _last(known: Iterable[SuspensionFact]) -> SuspensionFact | None:
    return max(known, key=lambda fact: fact.from_on, default=None)
