"""What people order of hearings, as it comes in JSON."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from tarazy_shared.contracts.fields import Code, Instant, Text, wrong

from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Minutes = Annotated[int, Field(ge=5, le=2400)]


class OrderBody(BaseModel):
    """Who orders it, why, and which version of the hearing that person has seen."""

    version: Version
    """Of the hearing, as it was seen: refused with 409 where it has changed since."""
    ordered_by: UUID
    """person_id of somebody in post in the court."""
    reason: Code | None = None
    """A code of `by_hand_reasons` in the catalogue."""
    note: Text | None = None
    """In words that name nobody."""
    change_id: UUID | None = None
    """Chosen by whoever orders: the same order again, with the same id, does nothing and is answered the same."""


class MoveBody(OrderBody):
    """When the hearing is to begin; what is left out is chosen, first of all as it is now."""

    starts_at: Instant
    room_id: UUID | None = None
    judge_id: UUID | None = None
    """Who presides: only whom the case was allocated to."""
    clerk_id: UUID | None = None
    interpreter_ids: Annotated[list[UUID], Field(max_length=20)] | None = None
    """One for each language asked for, in their order."""

    def wanted(self) -> Wanted:
        """The place that is meant."""
        named = tuple(self.interpreter_ids) if self.interpreter_ids is not None else None
        sitting = WantedSitting(self.starts_at, room_id=self.room_id)
        return Wanted((sitting,), self.judge_id, self.clerk_id, named)


class OtherBody(BaseModel):
    """The other hearing, as it was seen."""

    hearing_id: UUID
    version: Version


class SwapBody(OrderBody):
    """With which hearing this one exchanges when and where it begins."""

    other: OtherBody


class SittingBody(BaseModel):
    """One of several sittings."""

    starts_at: Instant
    minutes: Minutes
    room_id: UUID | None = None


class SplitBody(OrderBody):
    """The sittings of a hearing: together as long as it is, on one day or on days on which the court sits one after the
    other."""

    sittings: Annotated[list[SittingBody], Field(min_length=2, max_length=40)]

    def wanted(self) -> Wanted:
        """The place that is meant."""
        return Wanted(tuple(WantedSitting(one.starts_at, one.minutes, one.room_id) for one in self.sittings))


class VacateBody(OrderBody):
    """A hearing that does not take place: never without a reason."""

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.reason is None:
            raise wrong("A hearing is vacated for a reason", "reason")
        return self


class ExtendBody(OrderBody):
    """Until when a hearing that has begun goes on, on the same day; rounded up to a slot."""

    until: Instant
