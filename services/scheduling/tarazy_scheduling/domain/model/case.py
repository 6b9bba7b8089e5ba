"""A case, who takes part in it, and why something about it cannot be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.drawing import AllocationReason, Awaited
from tarazy_scheduling.domain.model.limits import Ruling

Instance = Literal["first", "appeal", "cassation"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why something cannot be: a code, a clear English text, and whom or what it refers to."""

    code: str
    text: str
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part in a case."""

    party_id: UUID
    role: str
    name: str
    kind: Literal["person", "organisation"] = "person"
    language: str | None = None
    minor: bool = False
    represents: UUID | None = None
    person_id: UUID | None = None

    @property
    def resource_id(self) -> UUID:
        """Under which id the party is busy: the person's, who may appear in many cases, or else the party's own."""
        return self.person_id or self.party_id


@dataclass(frozen=True, slots=True)
class Taking:
    """How a case was taken from its judge, or a seat from whoever sat beside, kept until another has it."""

    person_id: UUID
    """From whom."""
    is_part_heard: bool
    """Whether a hearing of the case had been held before that judge."""
    cause: str
    """The id of the event or order that took it."""
    stated: str | None = None
    """Why, in the words of whoever decided it by hand."""
    approved_by: UUID | None = None
    reallocation_id: UUID | None = None
    """The reallocation of many cases that this was part of."""
    beside: bool = False
    """Whether it was a seat beside the judge who presides."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands, with the judge who has it."""

    case_id: UUID
    registration_sha256: bytes
    """Of the registration as it came."""
    number: str
    category: str
    filed_at: datetime
    parties: tuple[Party, ...]
    version: int = 1
    """Of the last `court.case` event applied."""
    instance: Instance = "first"
    language: str | None = None
    complexity: int = 2
    custody_since: date | None = None
    custody_limit_on: date | None = None
    confidential: bool = False
    specialisms: tuple[str, ...] = ()
    related_case_ids: tuple[UUID, ...] = ()
    closed_at: datetime | None = None
    outcome: str | None = None
    judge_id: UUID | None = None
    """Who presides; None while nobody could be drawn."""
    judge_left: AllocationReason | None = None
    """Why the case has lost its judge, while it has no other."""
    taken: Taking | None = None
    """How it has lost its judge, while it has no other."""
    heard_by: UUID | None = None
    """Before which judge a hearing of the case was held last."""
    heard_beside: tuple[UUID, ...] = ()
    """Who sat beside when a hearing before three judges was held last."""
    first_judge_id: UUID | None = None
    """Who was drawn first; None for a case that was drawn before this was kept."""
    repeats: UUID | None = None
    """The case that was the same before, for one that was filed again."""
    panel: tuple[UUID, ...] = ()
    """Who sit beside, once three judges are asked for; fewer than two while a seat is empty."""
    seats_taken: tuple[Taking, ...] = ()
    """How seats beside were lost, while they are empty."""
    had_panel: bool = False
    """Whether a panel was drawn: its weight is credited once."""
    allocation_version: int = 0
    weight_minutes: int = 0
    """What the first draw credited and debited; 0 before it."""
    recused: frozenset[UUID] = frozenset()
    awaits: Awaited | None = None
    """The round that it is to be drawn with, while that has not come out."""
    rulings: tuple[Ruling, ...] = ()
    """About its terms, in the order in which they were recorded; none is ever taken away."""
    unallocated: tuple[Conflict, ...] = ()
    """The reasons told last; empty when none are to be told."""

    @property
    def is_part_heard(self) -> bool:
        """Whether the judge who has the case has held a hearing of it, and the case goes on."""
        return self.judge_id is not None and self.is_part_heard_by(self.judge_id)

    def is_part_heard_by(self, person_id: UUID) -> bool:
        """Whether somebody who presides or sits beside has done so in a hearing that was held, and the case goes on."""
        presided = person_id == self.judge_id == self.heard_by
        sat_beside = person_id in self.panel and person_id in self.heard_beside
        return self.closed_at is None and (presided or sat_beside)
