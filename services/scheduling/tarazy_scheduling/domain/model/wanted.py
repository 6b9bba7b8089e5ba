"""Where a person or a plan wants a hearing to sit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WantedSitting:
    """One sitting from an instant on."""

    starts_at: datetime
    minutes: int | None = None
    """None: as long as the hearing is, over the break and on following days where it has to be. Only for the one
    sitting of a hearing that is not split."""
    room_id: UUID | None = None
    """None: the room that it has now where that is free, else another that will do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place for one hearing. Whoever is None is chosen, first of all from among those who have it now."""

    sittings: tuple[WantedSitting, ...]
    """In the order of time, at least one."""
    judge_id: UUID | None = None
    """Who presides."""
    clerk_id: UUID | None = None
    interpreter_ids: tuple[UUID, ...] | None = None
    """One for each language asked for, in their order."""

    @classmethod
    def at(cls, starts_at: datetime, room_id: UUID | None = None) -> Self:
        """In one go from an instant on."""
        return cls((WantedSitting(starts_at, room_id=room_id),))

    @property
    def rooms(self) -> tuple[UUID | None, ...]:
        """Of each sitting."""
        return tuple(sitting.room_id for sitting in self.sittings)
