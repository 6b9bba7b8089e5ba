"""What becomes of something that the domain was asked to decide."""

from dataclasses import dataclass

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
