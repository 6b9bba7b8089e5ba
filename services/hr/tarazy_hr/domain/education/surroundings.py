"""What a decision has to know beside the record of its session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.education.facts import Fact
from tarazy_hr.domain.education.programme import Programme
from tarazy_hr.domain.refusal import Refusal

Decision = tuple[Fact, ...] | Refusal
"""No facts at all: what was wanted stands already."""
Clash = Literal["hearing", "leave", "training"]
"""What somebody does at that time already."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who would take part."""

    role: str | None
    """Of the post today; None: in no post of the court."""
    clashes: tuple[tuple[Clash, str], ...] = ()
    """With the parts of the session, each as people would name it."""
    completed: Mapping[str, date | None] = field(default_factory=dict)
    """Programmes with a certificate that stands, each with the first day on which it no longer holds."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The time, the programme as it stands, and the people."""

    now: datetime
    today: date
    zone: str
    programme: Programme | None = None
    people: Mapping[UUID, Known] = field(default_factory=dict)
    """Whoever the command is about, everybody on the waiting list, and where the times change whoever has a place."""
    staff: frozenset[UUID] = frozenset()
    """Who of the trainers that a command names is in post in some court."""
