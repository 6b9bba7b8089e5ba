"""What keeps people from sitting although nothing is booked: the way from another building, a judge's sitting limit."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from tarazy_scheduling.domain.listing.placing import Free, Member, Pool, Site
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.journeys import Journeys, building_of


@dataclass(frozen=True, slots=True)
class Buildings:
    """Where the rooms are, and who is in which building when."""

    journeys: Journeys
    of_room: Mapping[UUID, str]
    attending: Mapping[UUID, UUID]
    """By party_id: under which id the attendee is busy."""
    full: int
    """All slots of a day."""

    def sites(self, people: Collection[UUID], pools: list[Pool]) -> tuple[Site, ...]:
        """A site for each building with rooms of the first pool, in the order of that pool.

        `people` have to be there; of the other pools members are people too.
        """
        rooms, *others = pools
        names = dict.fromkeys(self.of_room[room_id] for room_id, _ in rooms)
        here = [one for one in people if self.journeys.travels(one)]
        return tuple(
            Site(
                partial(self._here, here, name),
                (
                    tuple(member for member in rooms if self.of_room[member[0]] == name),
                    *(tuple(self._member(member, name) for member in pool) for pool in others),
                ),
            )
            for name in names
        )

    def _here(self, people: Iterable[UUID], building: str, day: int) -> int:
        mask = self.full
        for person_id in people:
            mask &= ~self.journeys.elsewhere(person_id, day, building)
        return mask

    def _member(self, member: Member, building: str) -> Member:
        person_id, free = member
        if not self.journeys.travels(person_id):
            return member
        return person_id, lambda day: free(day) & ~self.journeys.elsewhere(person_id, day, building)


def buildings_for(court: Court, attendees: Iterable[Party]) -> Buildings | None:
    """The court's buildings; None where the way between them does not count."""
    journeys = court.diaries.journeys
    if journeys is None:
        return None
    of_room = {room_id: building_of(room) for room_id, room in court.rooms.items()}
    attending = {party.party_id: party.resource_id for party in attendees}
    return Buildings(journeys, of_room, attending, court.grid.full)


def left_of(court: Court, person_id: UUID, slots: int) -> Free | None:
    """How many slots a judge may still sit on a day; None: nothing limits it.

    A hearing that fits into a sitting hour and is longer than the limit has a day without others.
    """
    rules, agenda, grid = court.listing_rules, court.diaries.agenda(person_id), court.grid
    if rules.lowest_limit is None:
        return None
    alone = slots if slots <= grid.longest else 0

    def left(day: int) -> int:
        limit = rules.on(date.fromordinal(day)).sitting_limit_minutes
        sat = agenda.slots_booked(day)
        rest = grid.slots_a_day if limit is None else limit // grid.calendar.slot_minutes - sat
        return max(rest, 0 if sat else alone)

    return left


def fewest_left(court: Court) -> int:
    """Slots that a judge may sit at least on a day without sittings."""
    lowest = court.listing_rules.lowest_limit
    return court.grid.slots_a_day if lowest is None else lowest // court.grid.calendar.slot_minutes
