"""Reallocations and their previews as programs are told of them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.domain.model.reallocating import Origin, StandingCode, Stays, Which

State = Literal["proposed", "approved", "withdrawn"]


class RefusedBecause(Answer):
    """Why it was not applied when somebody approved it."""

    field: str
    code: str
    reason: str


class AReallocation(Answer):
    """A reallocation as it stands, without its preview."""

    reallocation_id: UUID
    court_id: str
    person_id: UUID
    """Whose cases go to others."""
    origin: Origin
    began_on: date | None
    cases: Which
    case_ids: tuple[UUID, ...]
    reason: str | None
    proposed_by: UUID | None
    proposed_at: datetime
    state: State
    version: int
    """Of the last preview."""
    previewed_at: datetime | None
    decided_at: datetime | None
    decided_by: UUID | None
    part_heard_case_ids: tuple[UUID, ...]
    """Part-heard cases that the approval named."""
    taken: int
    """Cases that the approval took from the judge."""
    drawn: int
    """How many of them have another judge by now."""
    refused_at: datetime | None
    refused: tuple[RefusedBecause, ...]


class Standing(Answer):
    """Whether the judge can hear cases, and until when not."""

    standing: StandingCode
    until: date | None


class Counts(Answer):
    """Of cases and seats."""

    cases: int
    moving: int
    seats_moving: int
    part_heard_moving: int
    staying: int
    custody: int
    weight_minutes: int


class OfCase(Answer):
    """A case of the judge."""

    case_id: UUID
    number: str
    category: str
    filed_at: datetime
    weight_minutes: int
    beside: bool
    """Whether the judge sits beside in it and somebody else presides."""
    part_heard: bool
    custody_limit_on: date | None
    allocation_version: int


class Moving(OfCase):
    """A case that would be drawn again."""

    hearings_waiting: int
    window_ends_on: date | None
    """When the first of their windows ends."""
    candidates: int
    """How many could be drawn."""


class Staying(OfCase):
    """A case that stays, and why."""

    reason: Stays


class InCustody(Answer):
    """A case of somebody in custody."""

    case_id: UUID
    limit_on: date | None


class ExpectedCases(Answer):
    """As tickets stand, and the bounds however they move."""

    expected: float
    at_least: float
    at_most: float


class ExpectedMinutes(Answer):
    """As tickets stand."""

    expected: float


class JudgesShare(Answer):
    """What one judge could get."""

    person_id: UUID
    share: float
    """Of full time."""
    surplus_minutes: float
    could_get: int
    cases: ExpectedCases
    weight_minutes: ExpectedMinutes


class Hearings(Answer):
    """How many hearings would fare how; each is looked at by itself."""

    standing: int
    waiting: int
    keeps_its_time: ExpectedCases | None = None
    moves: ExpectedCases | None = None
    no_place: ExpectedCases | None = None


class Preview(Answer):
    """What approving it would bring. Who gets which case cannot be foreseen."""

    judge: Standing
    counts: Counts
    moving: tuple[Moving, ...]
    staying: tuple[Staying, ...]
    custody: tuple[InCustody, ...]
    shares: tuple[JudgesShare, ...]
    hearings: Hearings
    people: dict[str, int]
    """By role: who would be told, each person once."""


class WithPreview(AReallocation):
    """A reallocation with what it would bring; null where nobody has looked yet."""

    preview: Preview | None


class Reallocations(Answer):
    """A court's reallocations, those proposed last first."""

    court_id: str
    reallocations: tuple[AReallocation, ...]
