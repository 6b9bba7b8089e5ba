"""What becomes of an event that a handler was shown."""

from dataclasses import dataclass

from tarazy_shared.contracts.record import Reason


@dataclass(frozen=True, slots=True)
class Applied:
    """Its effect is in the state, or it had none."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nothing new: `reason` is `older_version`. Counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Waits:
    """It refers to something not known yet: tried again, then a dead letter with `code`."""

    code: str
    field: str
    reference: str
    is_patient: bool = False
    """What it waits for comes by itself: never a dead letter, and swept only once it is released."""


@dataclass(frozen=True, slots=True)
class Dead:
    """It can never be used as it is: a dead letter at once."""

    reasons: tuple[Reason, ...]


Fate = Applied | Dropped | Waits | Dead
APPLIED = Applied()
OLDER_VERSION = Dropped("older_version")
