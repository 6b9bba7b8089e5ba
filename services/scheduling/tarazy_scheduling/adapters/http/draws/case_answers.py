"""The draws of a case as programs are told of them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field
from pydantic_core import to_json
from tarazy_shared.contracts.draw_proof import Proof

from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.domain.model.drawing import AllocationReason


def _as_told(proof: Any) -> Proof:
    """The contract's forms are strict: as JSON a list is what it is in the event."""
    return Proof.model_validate_json(to_json(proof))


ProofAsTold = Annotated[Proof, BeforeValidator(_as_told)]


class TakenFrom(Answer):
    """From whom the case, or a seat in it, was taken before the draw."""

    person_id: UUID
    part_heard: bool
    """Whether the judge had held a hearing of the case."""
    reason: str | None
    """In the words of who answers for it; null where the law alone took it."""
    approver: UUID | None
    reallocation_id: UUID | None
    cause: str
    """Id of the event or order that took it."""


class OfChain(Answer):
    """The chain of secrets that a day's is of."""

    anchor: str
    from_on: date = Field(alias="from")


class ADraw(Answer):
    """A draw as it was told in its event, and what became known since."""

    case_id: UUID
    court_id: str
    version: int
    person_id: UUID
    """Who presides."""
    panel: tuple[UUID, ...] | None = None
    draw_id: UUID
    reason: AllocationReason
    proof: ProofAsTold
    related_case_id: UUID | None = None
    few_candidates: bool
    """Fewer could be drawn than the court's rules want."""
    drawn_at: datetime
    secret_day: date
    """Whose secret the draw was made with."""
    secret: str | None
    """Null until that day is over."""
    chain: OfChain | None
    """Null where the secret is of no chain."""
    taken: TakenFrom | None
    seats_taken: tuple[TakenFrom, ...]


class WaitingDraw(Answer):
    """A draw to come, and the round of the beacon that it waits for."""

    version: int
    chain: str
    round: int
    due_at: datetime
    since: datetime
    reason: AllocationReason
    taken: TakenFrom | None
    seats_taken: tuple[TakenFrom, ...]


class CaseDraws(Answer):
    """How a case got its judge."""

    case_id: UUID
    court_id: str
    waiting: WaitingDraw | None
    repeats: UUID | None
    """The earlier case that this one is the same as."""
    draws: tuple[ADraw, ...]
    """In their order."""
