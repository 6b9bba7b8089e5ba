"""What facts mean for people: who has a place from an entry on, who has it no more, who waits, and what changed."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.facts import Fact, Planned
from tarazy_hr.domain.education.session import Participant, Session

Change = Literal["times", "mode", "venue", "trainers"]
"""What of a session changed, of that which whoever takes part has to know."""


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What happened to one place."""

    number: int
    """Of the entry that says so."""
    place: Participant
    what: Literal["given", "changed", "taken"]
    reason: str = ""
    """Of one that is taken."""
    changes: tuple[Change, ...] = ()
    """Of the session that it is a place in."""
    waited: bool = False
    """Whether it is given to somebody who waited for it."""


@dataclass(frozen=True, slots=True)
class WaitChange:
    """What happened to one turn on the waiting list, apart from a place that came of it."""

    number: int
    place: Participant
    what: Literal["begun", "changed", "offered", "ended"]
    turn: int
    """From 1; of one that ended: as it was."""
    reason: str = ""
    """Of one that ended."""
    changes: tuple[Change, ...] = ()
    until: datetime | None = None
    """Of a place that is offered."""


def place_changes(session: Session | None, decided: Iterable[Fact]) -> list[PlaceChange | WaitChange]:
    """By facts that were decided about a session as it stood before them, which stays as it is."""
    if session is None:
        return []
    session = deepcopy(session)
    found: list[PlaceChange | WaitChange] = []
    for fact in decided:
        before = deepcopy(session)
        session.take(fact)
        found += _of_places(fact, before, session)
        found += _of_turns(fact, before, session)
    return found


def _of_places(fact: Fact, before: Session, session: Session) -> list[PlaceChange]:
    number, had, have = session.entries, before.participants, session.participants
    match fact:
        case facts.Enrolled(person_id):
            return [PlaceChange(number, have[person_id], "given")]
        case facts.MovedUp(person_id):
            return [PlaceChange(number, have[person_id], "given", waited=True)]
        case facts.Withdrew(person_id) if person_id in had:
            return [PlaceChange(number, had[person_id], "taken", "withdrawn")]
        case facts.LostPlace(person_id, because):
            reason = "left" if because == "left" else f"clash_with_{because}"
            return [PlaceChange(number, had[person_id], "taken", reason)]
        case facts.Cancelled():
            return [PlaceChange(number, place, "taken", "session_cancelled") for place in had.values()]
        case facts.Reopened():
            return [PlaceChange(number, place, "given") for place in have.values()]
        case facts.Changed() if changes := _changed(before.planned, session.planned):
            return [PlaceChange(number, place, "changed", changes=changes) for place in have.values()]
    return []


def _of_turns(fact: Fact, before: Session, session: Session) -> list[WaitChange]:
    number, had = session.entries, {who: turn for turn, who in enumerate(before.waiting, 1)}
    match fact:
        case facts.PutOnWaitingList(person_id):
            return [WaitChange(number, session.waiting[person_id], "begun", len(session.waiting))]
        case facts.Offered(person_id, until):
            return [WaitChange(number, before.waiting[person_id], "offered", had[person_id], until=until)]
        case facts.OfferLapsed(person_id):
            return [WaitChange(number, before.waiting[person_id], "ended", had[person_id], "offer_lapsed")]
        case facts.Withdrew(person_id) if person_id in had:
            return [WaitChange(number, before.waiting[person_id], "ended", had[person_id], "withdrawn")]
        case facts.Cancelled():
            return [
                WaitChange(number, before.waiting[who], "ended", turn, "session_cancelled") for who, turn in had.items()
            ]
        case facts.ListClosed():
            gone = before.waiting
            return [WaitChange(number, gone[who], "ended", turn, "session_begun") for who, turn in had.items()]
        case facts.Reopened():
            return [WaitChange(number, session.waiting[who], "begun", turn) for who, turn in had.items()]
        case facts.Changed() if changes := _changed(before.planned, session.planned):
            return [
                WaitChange(number, session.waiting[who], "changed", turn, changes=changes) for who, turn in had.items()
            ]
    return []


def _changed(before: Planned, now: Planned) -> tuple[Change, ...]:
    found: list[tuple[Change, bool]] = [
        ("times", before.parts != now.parts),
        ("mode", before.mode != now.mode),
        ("venue", before.venue != now.venue),
        ("trainers", before.trainers != now.trainers),
    ]
    return tuple(name for name, differs in found if differs)
