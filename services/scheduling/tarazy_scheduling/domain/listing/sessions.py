"""What a court's sessions mean for one hearing: half days kept for others, and the half that the judge prefers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.listing.placing import Free
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.sessions import half_mask, reserved


@dataclass(frozen=True, slots=True)
class Kept:
    """The sessions that are kept for other hearings than one."""

    court: Court
    category: str
    hearing_type: str
    today: int
    has: Mapping[int, int]
    """By day the slots that the hearing has: it may stay there."""

    def outside(self, resource_id: UUID, free: Free) -> Free:
        """When a judge or a room is free outside of sessions that are kept for others."""
        blocks = self.court.sessions.blocks_of(resource_id)
        if not blocks:
            return free
        grid, has = self.court.grid, self.has

        def outside(day: int) -> int:
            kept = reserved(grid, blocks, self.category, self.hearing_type, self.today, day)
            return free(day) & ~(kept & ~has.get(day, 0))

        return outside


def sessions_kept(court: Court, category: str, hearing_type: str, today: date, previous: Placing | None) -> Kept | None:
    """What is kept for others than a hearing of these codes; None where nothing is kept at all."""
    if not court.sessions.blocks:
        return None
    has: dict[int, int] = {}
    for piece in (court.grid.pieces(previous.sittings) or ()) if previous else ():
        has[piece.day] = has.get(piece.day, 0) | piece.mask
    return Kept(court, category, hearing_type, today.toordinal(), has)


def preference_of(court: Court, person_id: UUID) -> Free | None:
    """The slots of the half of a day that a judge prefers; none on a day without a preference."""
    if not court.sessions.has_preference(person_id):
        return None

    def preferred(day: int) -> int:
        half = court.sessions.preferred(person_id, date.fromordinal(day))
        return half_mask(court.grid, half) if half else 0

    return preferred
