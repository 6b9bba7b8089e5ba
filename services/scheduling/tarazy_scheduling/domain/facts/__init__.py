"""What scheduling decides and tells: one frozen record per event type of `court.hearings`.

The edges write them with the court as key and the cause beside them.
"""

from dataclasses import dataclass

from tarazy_scheduling.domain.facts.draws import (
    CaseAllocated,
    CaseReallocated,
    CaseUnallocated,
    CorrectionReason,
    DrawsCorrected,
    Excluded,
    Proof,
)
from tarazy_scheduling.domain.facts.hearings import (
    HearingCancelled,
    HearingRecorded,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.facts.premises import (
    CalendarChanged,
    RoomClosed,
    RoomRegistered,
    RoomUpdated,
)
from tarazy_scheduling.domain.facts.refusals import (
    EventRefused,
    Refusal,
)

__all__ = [
    "CalendarChanged",
    "CaseAllocated",
    "CaseReallocated",
    "CaseUnallocated",
    "CorrectionReason",
    "DrawsCorrected",
    "EventRefused",
    "Excluded",
    "Fact",
    "HearingCancelled",
    "HearingRecorded",
    "HearingRescheduled",
    "HearingScheduled",
    "HearingUnlisted",
    "Proof",
    "Refusal",
    "RoomClosed",
    "RoomRegistered",
    "RoomUpdated",
    "Told",
]

Fact = (
    CaseAllocated
    | CaseReallocated
    | CaseUnallocated
    | DrawsCorrected
    | HearingScheduled
    | HearingRescheduled
    | HearingCancelled
    | HearingUnlisted
    | HearingRecorded
    | EventRefused
    | RoomRegistered
    | RoomUpdated
    | RoomClosed
    | CalendarChanged
)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and the id of the event or command that brought it about."""

    cause: str
    fact: Fact
