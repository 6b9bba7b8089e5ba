"""Which hearings may give way to another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import HORIZON_DAYS, features_asked
from tarazy_scheduling.domain.listing.fence import beyond_the_fence
from tarazy_scheduling.domain.listing.turns import RANKS
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import Agenda
from tarazy_scheduling.domain.working_set.slots import runs

Bookings = Mapping[UUID, int]
"""Slots by hearing."""


@dataclass(slots=True)
class Yielding:
    """What may give way to a newcomer, on which days."""

    court: Court
    rank: int
    today: int
    first_day: int
    """Nothing that begins earlier gives way."""
    known: dict[UUID, bool] = field(default_factory=dict)
    elsewhere: dict[UUID, frozenset[int] | None] = field(default_factory=dict)

    def has_elsewhere(self, hearing_id: UUID, day: int) -> bool:
        """Whether its people, and some room, have time enough on any other day as things stand: a cheap first look."""
        if hearing_id not in self.elsewhere:
            self.elsewhere[hearing_id] = self._days_elsewhere(self.court.hearings[hearing_id])
        days = self.elsewhere[hearing_id]
        return days is None or len(days) > 1 or (len(days) == 1 and day not in days)

    def is_bound_to(self, hearing_id: UUID, day: int) -> None:
        """A hearing was looked a place for and has none, unless on this day."""
        self.elsewhere[hearing_id] = frozenset((day,))

    def _days_elsewhere(self, hearing: Hearing) -> frozenset[int] | None:
        """Of its window two days at most; None where it cannot be told so cheaply."""
        request, slots = hearing.request, self.court.grid.slots_for(hearing.request.estimated_minutes)
        if hearing.placing is None or slots > self.court.grid.longest:
            return None
        found: set[int] = set()
        diaries, features = self.court.diaries, features_asked(request)
        judges = [diaries.agenda(judge) for judge in hearing.placing.judges]
        attending = [diaries.agenda(one) for one in hearing.placing.attending]
        rooms = self.court.rooms_with(features)
        first = max(request.earliest_on.toordinal(), self.today)
        for day in range(first, min(request.latest_on.toordinal(), first + HORIZON_DAYS) + 1):
            free = self.court.grid.day(day).open
            for agenda in judges:
                free &= agenda.serves(day)
            if not runs(free, slots):
                continue
            for agenda in attending:
                free &= agenda.attends(day)
            if runs(free & diaries.free_rooms(features, rooms, day).any, slots):
                found.add(day)
                if len(found) > 1:
                    break
        return frozenset(found)

    def may(self, hearing_id: UUID) -> bool:
        """Whether a hearing that is booked may give way."""
        known = self.known.get(hearing_id)
        if known is None:
            known = self.known[hearing_id] = self._may(self.court.hearings.get(hearing_id))
        return known

    def _may(self, hearing: Hearing | None) -> bool:
        """Not what another court has booked, was held, ranks before, was put there by hand, or is linked to."""
        if hearing is None or hearing.state != "listed" or hearing.placing is None:
            return False
        case = self.court.cases[hearing.case_id]
        return (
            RANKS[hearing.request.priority] >= self.rank
            and not hearing.is_fixed
            and not hearing.placing.lane
            and not hearing.is_placed_by_hand
            and self.court.today(hearing.placing.starts_at).toordinal() >= self.first_day
            and case.awaits is None
            and not self.court.linked_to(hearing.hearing_id)
        )

    def movable(self, agenda: Agenda, day: int) -> Bookings:
        """What is booked on a day and may give way."""
        return {one: mask for one, mask in agenda.booked_on(day).items() if self.may(one)}

    def unmovable(self, agenda: Agenda, day: int) -> int:
        """The slots of a day that stay booked."""
        mask = 0
        for one, slots in agenda.booked_on(day).items():
            if not self.may(one):
                mask |= slots
        return mask


def yielding_to(court: Court, hearing: Hearing, today: int) -> Yielding:
    """What may give way to a hearing: beyond the fence of today's rules, and not what it is linked to itself."""
    day, linked = date.fromordinal(today), hearing.request.linked_hearing_id
    first_day = beyond_the_fence(court, court.listing_rules.on(day).fence_days, day).toordinal()
    return Yielding(court, RANKS[hearing.request.priority], today, first_day, {} if linked is None else {linked: False})
