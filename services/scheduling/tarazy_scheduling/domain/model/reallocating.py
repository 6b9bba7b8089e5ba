"""A reallocation: many cases of one judge, and what it was previewed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Which = Literal["all", "not_part_heard", "listed"]
"""Of the judge's open cases; `listed`: those that are named."""
Origin = Literal["by_hand", "judge_absent", "judge_suspended"]
"""What it was proposed for: somebody's wish, a long absence, a suspension."""
StandingCode = Literal["serving", "absent", "suspended", "leaving", "separated"]
Stays = Literal["part_heard", "hearing_under_way", "nobody_eligible", "unknown_category"]
"""Why a case stays with its judge."""


@dataclass(frozen=True, slots=True)
class HowTheyStand:
    """Whether a judge can hear cases: absent for long and suspended until a day, leaving on a last day."""

    code: StandingCode
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A case that is to be drawn again, or a seat beside in it."""

    case_id: UUID
    allocation_version: int
    is_part_heard: bool
    beside: bool = False
    """Whether the judge sits beside in it and somebody else presides."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a reallocation was previewed on. It is applied only while all of this holds."""

    person_id: UUID
    standing: HowTheyStand
    moving: tuple[Planned, ...]
    """In the order in which they are drawn."""
    could_get: Mapping[UUID, int]
    """By judge: for how many of the cases each can be drawn."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reallocation that an event about the judge makes likely to be needed. Somebody has to look at it."""

    reallocation_id: UUID
    person_id: UUID
    origin: Origin
    began_on: date
    """The first day away: of one absence or suspension one reallocation is proposed."""
    noted_at: datetime
