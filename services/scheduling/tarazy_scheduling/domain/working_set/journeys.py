"""The way from one building to another: who sits in one is not free in another right before and after."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.model.listing_rules import RuleBook
from tarazy_scheduling.domain.model.means import Engagement, Room
from tarazy_scheduling.domain.working_set.slots import Grid

SOMEWHERE_ELSE = "\0"
"""What no building of the court is called."""


def building_of(room: Room | None) -> str:
    """Rooms of which no building is told are all in one."""
    return (room.building or "") if room else ""


def same_building(rooms: Iterable[Room], building: str | None, address: str | None) -> str | None:
    """The building of these rooms that one of another court is: of the same name at the same address; None: none."""
    if not address:
        return None
    return building if any((room.building, room.address) == (building, address) for room in rooms) else None


class Journeys:
    """Of each person the slots taken in each building, with the way to any other before and after."""

    def __init__(self, grid: Grid, rules: RuleBook) -> None:
        self._grid = grid
        self._rules = rules
        self._taken: dict[UUID, dict[int, dict[UUID, list[tuple[str, int]]]]] = {}

    def note(self, person_id: UUID, hearing_id: UUID, day: int, building: str, start: float, end: float) -> None:
        """Somebody sits in a building; in seconds since 1970."""
        way = self._rules.on(date.fromordinal(day)).travel_minutes * 60
        if way:
            mask = self._grid.touched(day, start - way, end + way)
            of_day = self._taken.setdefault(person_id, {}).setdefault(day, {})
            of_day.setdefault(hearing_id, []).append((building, mask))

    def engage(self, one: Engagement, days: Iterable[int]) -> None:
        """The same of what another court has booked."""
        building = SOMEWHERE_ELSE if one.building is None else one.building
        for day in days:
            start, end = one.starts_at.timestamp(), one.ends_at.timestamp()
            self.note(one.resource_id, one.hearing_id, day, building, start, end)

    def forget(self, person_id: UUID, hearing_id: UUID, days: Iterable[int]) -> None:
        """The hearing is not there any more."""
        of_person = self._taken.get(person_id, {})
        for day in days:
            of_person.get(day, {}).pop(hearing_id, None)

    def elsewhere(self, person_id: UUID, day: int, building: str) -> int:
        """The slots in which somebody is in another building than this, or on the way."""
        mask = 0
        for taken in self._taken.get(person_id, {}).get(day, {}).values():
            for where, slots in taken:
                if where != building:
                    mask |= slots
        return mask

    def travels(self, person_id: UUID) -> bool:
        """Whether anything of somebody is noted at all."""
        return person_id in self._taken
