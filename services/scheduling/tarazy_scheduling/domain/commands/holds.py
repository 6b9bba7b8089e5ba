"""Times that are kept free for hearings nobody has asked for yet."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.model.hold import Hold


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Keep people and a room free for a time."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Give them back."""

    hold_id: UUID
