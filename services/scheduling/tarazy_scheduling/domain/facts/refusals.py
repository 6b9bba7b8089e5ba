"""Why something was not done."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.model.drawing import AllocationReason as AllocationReason


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why an event is refused; `field` is empty where the event as a whole is meant."""

    field: str
    code: str
    text: str
    refers_to: str | None = None
    """Whom or what it is about, where that is somebody or something else."""


@dataclass(frozen=True, slots=True)
class EventRefused:
    """The domain says no to what caused this fact; the edges add that event's id and type."""

    reasons: tuple[Refusal, ...]
    case_id: UUID | None = None
    hearing_id: UUID | None = None
