"""What scheduling says an absence would do, as far as HR shows it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

Fate = Literal["keeps_its_time", "moves", "substitute", "unlisted"]


class ForeseenSitting(BaseModel):
    """When a hearing sits."""

    starts_at: datetime
    ends_at: datetime


class ForeseenConflict(BaseModel):
    """Why a hearing would have no place."""

    code: str
    text: str


class ForeseenHearing(BaseModel):
    """What becomes of one hearing."""

    hearing_id: UUID
    case_id: UUID
    hit: bool
    """False: it gives way to one that is hit."""
    outcome: Fate
    custody: bool
    previous: list[ForeseenSitting]
    sittings: list[ForeseenSitting]
    judges: list[UUID] = Field(default_factory=list)
    substitute_for: UUID | None = None
    days_later: int | None = None
    conflicts: list[ForeseenConflict] = Field(default_factory=list)


class Foreseen(BaseModel):
    """All of it."""

    hit: int
    by_outcome: dict[str, int]
    giving_way: int
    people_to_tell: dict[str, int]
    """By role, each person once."""
    delay_days: int
    custody_cases: list[UUID]
    hearings: list[ForeseenHearing]
