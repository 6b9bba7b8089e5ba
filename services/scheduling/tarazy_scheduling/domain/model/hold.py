"""A time that is kept free for a hearing nobody has asked for yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

HoldState = Literal["held", "used", "released", "expired"]


@dataclass(frozen=True, slots=True)
class Hold:
    """People and a room, kept until a hearing uses them, somebody releases them or the hold expires."""

    hold_id: UUID
    starts_at: datetime
    ends_at: datetime
    person_ids: tuple[UUID, ...]
    """person_ids, or party_ids of parties that have none."""
    room_id: UUID | None
    held_by: UUID
    """The person_id of who asked for it."""
    reason: str
    expires_at: datetime
    held_at: datetime
    state: HoldState = "held"
    ended_at: datetime | None = None
    hearing_id: UUID | None = None
    """The hearing that used it."""

    @property
    def resources(self) -> tuple[UUID, ...]:
        """Whom and what it keeps busy."""
        return (*self.person_ids, self.room_id) if self.room_id else self.person_ids
