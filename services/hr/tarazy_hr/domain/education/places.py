"""What facts mean for the time of people: who has a place from an entry on, and who has it no more."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.facts import Fact
from tarazy_hr.domain.education.session import Participant, Session


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What happened to one place."""

    number: int
    """Of the entry that says so."""
    place: Participant
    what: Literal["given", "moved", "taken"]
    reason: str = ""
    """Of one that is taken."""


def place_changes(session: Session | None, decided: Iterable[Fact]) -> list[PlaceChange]:
    """By facts that were decided about a session as it stood before them, which stays as it is."""
    if session is None:
        return []
    session, found = deepcopy(session), []
    for fact in decided:
        before = dict(session.participants)
        said = session.planned
        session.take(fact)
        found += _changes(fact, before, session, said.parts != session.parts or said.mode != session.planned.mode)
    return found


def _changes(fact: Fact, before: dict[UUID, Participant], session: Session, moved: bool) -> list[PlaceChange]:
    number = session.entries
    match fact:
        case facts.Enrolled(person_id) | facts.MovedUp(person_id):
            return [PlaceChange(number, session.participants[person_id], "given")]
        case facts.Withdrew(person_id) if person_id in before:
            return [PlaceChange(number, before[person_id], "taken", "withdrawn")]
        case facts.LostPlace(person_id, because):
            reason = "left" if because == "left" else f"clash_with_{because}"
            return [PlaceChange(number, before[person_id], "taken", reason)]
        case facts.Cancelled():
            return [PlaceChange(number, place, "taken", "session_cancelled") for place in before.values()]
        case facts.Changed() if moved:
            return [PlaceChange(number, place, "moved") for place in session.participants.values()]
    return []
