"""What becomes of something that the domain was asked to decide."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from tarazy_scheduling.domain.facts import Refusal, Told


@dataclass(frozen=True, slots=True)
class Applied:
    """Its effect is in the working set; `told` is what the world hears of it, in order."""

    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nothing new: an older version, or what is known already."""

    reason: str = "older_version"


@dataclass(frozen=True, slots=True)
class Waits:
    """It refers to something not known yet. Nothing was changed."""

    code: str
    field: str
    reference: str
    is_patient: bool = False
    """What it waits for comes by itself: it is never given up."""


@dataclass(frozen=True, slots=True)
class Dead:
    """It can never be used as it is. Nothing was changed."""

    reasons: tuple[Refusal, ...]


Outcome = Applied | Dropped | Waits | Dead

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Something that takes long, with a rest after each case or hearing: whoever runs it may do something else then, but
nothing with this court."""


def at_once(steps: Steps[T]) -> T:
    """All steps without a rest."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            done: T = end.value
            return done
