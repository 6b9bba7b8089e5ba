"""All diaries of a court: who is booked when, by its own hearings and by those of other courts."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from uuid import UUID

from tarazy_scheduling.domain.model.hearing import Placing, Sitting
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.model.listing_rules import RuleBook
from tarazy_scheduling.domain.model.means import Engagement, Post, Room
from tarazy_scheduling.domain.working_set.diary import Agenda
from tarazy_scheduling.domain.working_set.journeys import Journeys, building_of
from tarazy_scheduling.domain.working_set.presence import Presence
from tarazy_scheduling.domain.working_set.slots import Grid

Members = tuple[tuple[UUID, Agenda], ...]


class FreeRooms:
    """The free slots of some rooms on a day."""

    __slots__ = ("_any", "_place", "each")

    def __init__(self, each: Iterable[tuple[UUID, int]]) -> None:
        self.each = list(each)
        self._place = {room_id: place for place, (room_id, _) in enumerate(self.each)}
        self._any: int | None = None

    @property
    def any(self) -> int:
        """When at least one is free."""
        if self._any is None:
            self._any = 0
            for _, free in self.each:
                self._any |= free
        return self._any

    def change(self, room_id: UUID, free: int) -> None:
        """One of them, or another, is free otherwise."""
        place = self._place.get(room_id)
        if place is not None:
            self.each[place] = room_id, free
            self._any = None


class Diaries:
    """One agenda for everybody and every room that anything keeps busy."""

    def __init__(self, grid: Grid, presence: Presence, rules: RuleBook, rooms: Mapping[UUID, Room]) -> None:
        self._grid = grid
        self._presence = presence
        self._rooms = rooms
        self._rules = rules if rules.has_changeover else None
        self.journeys = Journeys(grid, rules) if rules.has_travel else None
        """None where the way between buildings does not count."""
        self._agendas: dict[UUID, Agenda] = {}
        self._members: dict[int, tuple[object, Members]] = {}
        """By the identity of what was asked about, which is kept with it."""
        self._free_rooms: dict[frozenset[str], dict[int, FreeRooms]] = {}
        """By features and day."""
        for resource_id in presence.resources():
            self.agenda(resource_id)

    def agenda(self, resource_id: UUID) -> Agenda:
        """The diary of a person, party or room."""
        agenda = self._agendas.get(resource_id)
        if agenda is None:
            present = partial(self._presence.present, resource_id)
            agenda = self._agendas[resource_id] = Agenda(present, partial(self._presence.duty, resource_id))
        return agenda

    def resources(self) -> set[UUID]:
        """Everybody and every room with a diary."""
        return set(self._agendas)

    def members(self, of: tuple[Post, ...] | tuple[Room, ...]) -> Members:
        """The diaries of people in post, by person_id, or of rooms in their order. Remembered for this very tuple."""
        known = self._members.get(id(of))
        if known is None:
            ids = [one.room_id if isinstance(one, Room) else one.person_id for one in of]
            if of and not isinstance(of[0], Room):
                ids.sort(key=lambda one: one.int)
            known = self._members[id(of)] = of, tuple((one, self.agenda(one)) for one in ids)
        return known[1]

    def free_rooms(self, features: frozenset[str], rooms: tuple[Room, ...], day: int) -> FreeRooms:
        """When each of the rooms is free on a day; the rooms are those with the features.

        Remembered, and changed with each booking: to ask every room again takes longer than all else.
        """
        of_days = self._free_rooms.setdefault(features, {})
        known = of_days.get(day)
        if known is None:
            known = of_days[day] = FreeRooms((room_id, agenda.serves(day)) for room_id, agenda in self.members(rooms))
        return known

    def _room_has_changed(self, room_id: UUID, day: int) -> None:
        free = self.agenda(room_id).serves(day) if self._free_rooms else 0
        for of_days in self._free_rooms.values():
            if known := of_days.get(day):
                known.change(room_id, free)

    def if_any(self, resource_id: UUID) -> Agenda | None:
        """The same; None for somebody whom nothing keeps busy."""
        return self._agendas.get(resource_id)

    def book(self, hearing_id: UUID, placing: Placing) -> None:
        """Enter a hearing for everybody who takes part, and each sitting for its room."""
        people = [self.agenda(person_id) for person_id in placing.people]
        for sitting in placing.sittings:
            start, end = sitting.starts_at.timestamp(), sitting.ends_at.timestamp()
            for day in self._days(sitting):
                mask = self._grid.touched(day, start, end)
                emptied = self._with_changeover(day, start, end) if self._rules else mask
                self.agenda(sitting.room_id).book(hearing_id, day, emptied)
                self._room_has_changed(sitting.room_id, day)
                for agenda in people:
                    agenda.book(hearing_id, day, mask)
                if self.journeys:
                    building = building_of(self._rooms.get(sitting.room_id))
                    for person_id in placing.people:
                        self.journeys.note(person_id, hearing_id, day, building, start, end)

    def release(self, hearing_id: UUID, placing: Placing) -> None:
        """Take a hearing out again."""
        days = {day for sitting in placing.sittings for day in self._days(sitting)}
        for resource_id in {*placing.people, *(sitting.room_id for sitting in placing.sittings)}:
            self._release(resource_id, hearing_id, days)

    def engage(self, one: Engagement) -> None:
        """Enter what another court has booked."""
        start, end = one.starts_at.timestamp(), one.ends_at.timestamp()
        for day in self._days(one):
            self.agenda(one.resource_id).book(one.hearing_id, day, self._grid.touched(day, start, end))
        if self.journeys:
            self.journeys.engage(one, self._days(one))

    def disengage(self, one: Engagement) -> None:
        """Take it out again, with all else that the same hearing has on those days."""
        self._release(one.resource_id, one.hearing_id, self._days(one))

    def hold(self, hold: Hold) -> None:
        """Enter whom and what a hold keeps busy. Without a room it is in no building."""
        start, end = hold.starts_at.timestamp(), hold.ends_at.timestamp()
        building = building_of(self._rooms.get(hold.room_id)) if hold.room_id else None
        for day in self._days(hold):
            mask = self._grid.touched(day, start, end)
            for person_id in hold.person_ids:
                self.agenda(person_id).book(hold.hold_id, day, mask)
                if self.journeys and building is not None:
                    self.journeys.note(person_id, hold.hold_id, day, building, start, end)
            if hold.room_id:
                emptied = self._with_changeover(day, start, end) if self._rules else mask
                self.agenda(hold.room_id).book(hold.hold_id, day, emptied)
                self._room_has_changed(hold.room_id, day)

    def drop(self, hold: Hold) -> None:
        """Take it out again."""
        for resource_id in hold.resources:
            self._release(resource_id, hold.hold_id, self._days(hold))

    def reconsider(self, resource_id: UUID) -> None:
        """Somebody's absences or post have changed."""
        self._free_rooms.clear()
        self._members.clear()
        self._presence.forget(resource_id)
        self.agenda(resource_id).forget()

    def _release(self, resource_id: UUID, key: UUID, days: Iterable[int]) -> None:
        self.agenda(resource_id).release(key, days)
        if self.journeys:
            self.journeys.forget(resource_id, key, days)
        if resource_id in self._rooms:
            for day in days:
                self._room_has_changed(resource_id, day)

    def _with_changeover(self, day: int, start: float, end: float) -> int:
        """The slots of a sitting and those before and after in which its room stays empty."""
        gap = self._rules.on(date.fromordinal(day)).changeover_minutes * 60 if self._rules else 0
        return self._grid.touched(day, start - gap, end + gap)

    def _days(self, span: Sitting | Engagement | Hold) -> range:
        first, last = self._grid.today(span.starts_at), self._grid.today(span.ends_at)
        return range(first.toordinal(), last.toordinal() + 1)
