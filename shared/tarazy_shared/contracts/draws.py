"""Of `court.hearings`: who was drawn for which case, and the ledger in which that stands. Ids only."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.draw_proof import Proof
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import LARGEST_INTEGER, Code, Count, Day, Hash, Id, Version
from tarazy_shared.contracts.reasons import Conflict


class _CaseAnswer(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "case_id"

    case_id: Id
    category: Code | None = None
    """Of the case as it stood. This and the next two are for figures of workload, and no part of a draw's record."""
    instance: Literal["first", "appeal", "cassation"] | None = None
    filed_on: Day | None = None
    """In the court's zone."""


class _Allocation(_CaseAnswer):
    version: Version
    person_id: Id
    """Who presides."""
    panel: tuple[Id, ...] | None = None
    """The two others, once three judges were asked for."""
    draw_id: Id
    reason: Literal["registered", "became_eligible", "judge_recused", "judge_separated", "panel_asked", "by_hand"]
    proof: Proof


class CaseAllocated(_Allocation):
    """A judge was drawn for the case."""

    TYPE: ClassVar[str] = "court.case.allocated.v1"

    related_case_id: Id | None = None
    """Under the rule `tarazy-related-1`: the case that was the same before, whose judge has this one."""


class CaseReallocated(_Allocation):
    """Another judge or panel was drawn for the case."""

    TYPE: ClassVar[str] = "court.case.reallocated.v1"


class CaseUnallocated(_CaseAnswer):
    """Nobody can be drawn, and why; once per change of reasons."""

    TYPE: ClassVar[str] = "court.case.unallocated.v1"

    reasons: Annotated[tuple[Conflict, ...], Field(min_length=1)]


class _OfTheLedger(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "court_id"


class DrawsCorrected(_OfTheLedger):
    """A judge's balance was put right by hand: a link in the court's chain of draws, undone by another one alone."""

    TYPE: ClassVar[str] = "court.draws.corrected.v1"

    correction_id: Id
    number: Version
    """In one sequence with the draws."""
    order_id: Id
    """Of the order that brought it about."""
    person_id: Id
    """The judge."""
    minutes: Annotated[int, Field(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
    """By how much more the judge carries; below zero: less. Never 0."""
    draw_number: Version
    """The draw that it is about."""
    reason: Code
    corrected_by: Id
    """The person_id of who answers for it."""
    previous_hash: Hash
    hash: Hash


class DrawsSealed(_OfTheLedger):
    """A day of the court's ledger of draws is over: nothing can be added to it or taken out unnoticed."""

    TYPE: ClassVar[str] = "court.draws.sealed.v1"

    day: Day
    number: Count
    """Of the last entry up to the end of the day; 0 before the first."""
    hash: Hash
    """Of that entry; 64 zeros before the first."""
    count: Count
    """Draws and corrections of the day."""
    sha256: Hash
    """Of the day's lines, as the ledger's export has them."""


EVENTS: tuple[type[EventData], ...] = (
    CaseAllocated,
    CaseReallocated,
    CaseUnallocated,
    DrawsCorrected,
    DrawsSealed,
)
