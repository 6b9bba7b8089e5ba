"""Sessions of a court as they were laid down, ready to be asked by judge, room and day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.model.sessions import Half, HalfDayPreference, Overbooking, SessionBlock
from tarazy_scheduling.domain.working_set.slots import Grid, weekday


class Sessions:
    """Half days preferred, kept for some hearings, overbooked. Empty in most courts, and then nothing is asked."""

    def __init__(self) -> None:
        self.preferences: dict[tuple[UUID, date], HalfDayPreference] = {}
        self.blocks: dict[UUID, SessionBlock] = {}
        self.overbookings: dict[UUID, Overbooking] = {}
        self._preferred: dict[UUID, list[HalfDayPreference]] = {}
        self._blocked: dict[UUID, list[SessionBlock]] = {}

    def fill(
        self,
        preferences: Iterable[HalfDayPreference],
        blocks: Iterable[SessionBlock],
        overbookings: Iterable[Overbooking],
    ) -> None:
        """Enter what was laid down."""
        for preference in preferences:
            self.prefer(preference)
        for block in blocks:
            self.block(block)
        for overbooking in overbookings:
            self.overbookings[overbooking.overbooking_id] = overbooking

    def prefer(self, preference: HalfDayPreference) -> None:
        """Keep a preference as it now stands."""
        self.preferences[preference.person_id, preference.from_on] = preference
        of_judge = [one for one in self.preferences.values() if one.person_id == preference.person_id]
        self._preferred[preference.person_id] = sorted(of_judge, key=lambda one: one.from_on)

    def block(self, block: SessionBlock) -> None:
        """Keep a block as it now stands; it may have been another's before."""
        self.blocks[block.block_id] = block
        self._blocked = {}
        for one in self.blocks.values():
            if not one.is_ended:
                self._blocked.setdefault(one.resource_id, []).append(one)

    def blocks_of(self, resource_id: UUID) -> list[SessionBlock]:
        """What is kept of a judge's or a room's sessions."""
        return self._blocked.get(resource_id, [])

    def blocked(self) -> Iterable[UUID]:
        """Judges and rooms of whose sessions some are kept."""
        return self._blocked.keys()

    def has_preference(self, person_id: UUID) -> bool:
        """Whether a judge has ever preferred a half day."""
        return person_id in self._preferred

    def preferred(self, person_id: UUID, day: date) -> Half | None:
        """The half of a day that a judge prefers: of what was laid down the last that has begun counts."""
        begun = [one for one in self._preferred.get(person_id, ()) if one.from_on <= day]
        last = begun[-1] if begun else None
        return last.half if last and (last.to_on is None or day <= last.to_on) else None

    def permitted(self, person_id: UUID) -> list[Overbooking]:
        """The sessions of a judge that may be overbooked, in the order of time."""
        found = [one for one in self.overbookings.values() if one.person_id == person_id and not one.is_withdrawn]
        return sorted(found, key=lambda one: (one.day, one.half))


def half_mask(grid: Grid, half: Half) -> int:
    """The slots of half a day."""
    return sum(hour.mask for hour in grid.hours if hour.half == half)


def reserved(grid: Grid, blocks: Iterable[SessionBlock], category: str, hearing_type: str, today: int, day: int) -> int:
    """The slots of a day that are kept for hearings of other kinds."""
    mask, name = 0, weekday(day)
    for one in blocks:
        is_kept = one.weekday == name and day - today > one.release_days and one.holds_on(date.fromordinal(day))
        if is_kept and not one.is_for(category, hearing_type):
            mask |= half_mask(grid, one.half)
    return mask
