"""What a plan would bring: who is moved from when to when, who must be told, what is gained and what is kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.listing.promising import keeps_the_promise
from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.planning import Move
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one move brings."""

    move: Move
    case_id: UUID
    custody: bool
    days_gained: int
    """Calendar days by which it sits earlier; less than 0: later. 0 for one that had no place."""
    notice_days: int
    """Working days between today and the new day."""
    notice_on: date
    """The first day that leaves the notice, were it told today."""
    told: tuple[UUID, ...]
    """Whoever takes part, before or after: person_ids, else party_ids. Nobody where they know no more than the days
    within which it stays."""

    @property
    def changes_the_date(self) -> bool:
        """Whether people knew another day; the hour, the room or the people may be others besides."""
        return self.move.before is not None and self.days_gained != 0 and bool(self.told)

    @property
    def changes_the_time(self) -> bool:
        before = self.move.before
        return before is not None and _times(before) != _times(self.move.after) and bool(self.told)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What all moves bring together."""

    each: tuple[Consequence, ...]
    """Those that had a place, by the day that they had, then those that get one."""
    people: dict[str, int]
    """By role, each person once."""


def consequences_of(court: Court, moves: Sequence[Move], now: datetime) -> Consequences:
    """Nothing is changed: the court stands as it did before the plan."""
    each = sorted((_of_one(court, move, now) for move in moves), key=_turn)
    return Consequences(tuple(each), _people(court, [one.move for one in each if one.told]))


def _turn(one: Consequence) -> tuple[bool, datetime, UUID]:
    before = one.move.before
    return before is None, (before or one.move.after).starts_at, one.move.hearing_id


def _of_one(court: Court, move: Move, now: datetime) -> Consequence:
    hearing = court.hearings[move.hearing_id]
    case, today = court.cases[hearing.case_id], court.today(now)
    to_on = court.today(move.after.starts_at)
    gained = (court.today(move.before.starts_at) - to_on).days if move.before else 0
    custody = hearing.request.priority == "custody" or bool(case.custody_since or case.custody_limit_on)
    people = dict.fromkeys([*(move.before.people if move.before else ()), *move.after.people])
    if move.before and keeps_the_promise(court, hearing, move.before, move.after, now):
        people = {}
    return Consequence(
        move,
        case.case_id,
        custody,
        gained,
        _working_days(court, today, to_on),
        limits_of_hearing(court, case, hearing.request, today).first_on,
        tuple(people),
    )


def _working_days(court: Court, after: date, before: date) -> int:
    """Strictly between two days."""
    between = range((after + ONE_DAY).toordinal(), before.toordinal())
    return sum(court.calendar.is_open(date.fromordinal(day)) for day in between)


def _times(placing: Placing) -> list[tuple[datetime, datetime]]:
    return [(sitting.starts_at, sitting.ends_at) for sitting in placing.sittings]


def _people(court: Court, moves: Iterable[Move]) -> dict[str, int]:
    roles: dict[UUID, str] = {}
    for move in moves:
        parties = court.cases[court.hearings[move.hearing_id].case_id].parties
        for placing in (move.before, move.after):
            if placing is None:
                continue
            roles |= {one.resource_id: one.role for one in parties if one.resource_id in placing.attending}
            roles |= dict.fromkeys([placing.clerk] if placing.clerk else (), "clerk")
            roles |= dict.fromkeys(placing.interpreters, "interpreter")
            roles |= dict.fromkeys(placing.judges, "judge")
    return dict(sorted(Counter(roles.values()).items()))
