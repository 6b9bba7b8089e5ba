"""The earliest lawful place of a hearing in a diary."""

from typing import TypeAlias

from tarazy_scheduling.planning.chance import Ints, below
from tarazy_scheduling.planning.court import NONE, Court, Hearing
from tarazy_scheduling.planning.diary import Diary, cost_at, stays
from tarazy_scheduling.planning.words import block, lowest, runs

Found: TypeAlias = tuple[int, int, int, int, int]
"""Day, slot, row of the judge, of the room, of the interpreter; the day is NONE if there is no place."""


def first_lawful_day(court: Court, diary: Diary, number: int) -> int:
    """The day from which a hearing may sit; one behind the horizon while the one before it is not listed."""
    hearing = court.hearings[number]
    if hearing.after == NONE:
        return hearing.first_day
    before = diary.places[hearing.after].day
    if before == NONE:
        return court.days
    return max(hearing.first_day, before + hearing.days_after)


def find(court: Court, diary: Diary, number: int, from_day: int, snug: bool, blinks: int, chance: Ints) -> Found:
    """The earliest day from `from_day` on that has a place; on it, the judge who can start first.

    Args:
        snug: Prefer a start that leaves the judge no gap on one side; else the earliest start is taken.
        blinks: How many days of a hundred are overlooked, by chance.
    """
    hearing = court.hearings[number]
    pool, free, slots = court.pool, diary.free, hearing.slots
    several = hearing.judges_to - hearing.judges_from > 1
    for day in range(from_day, hearing.last_day + 1):
        if blinks > 0 and below(chance, 100) < blinks:
            continue
        everybody = diary.clerks_free[day]
        for at in range(hearing.people_from, hearing.people_to):
            everybody &= free[pool[at] + day]
        if everybody == 0 or (several and runs(everybody, slots) == 0):
            continue
        best = NONE, NONE, NONE, NONE, NONE
        for at in range(hearing.judges_from, hearing.judges_to):
            judge = pool[at]
            if diary.sat[judge + day] + slots > court.sitting_limit:
                continue
            starts = runs(free[judge + day] & everybody, slots)
            if starts == 0:
                continue
            slot, room, interpreter = _with_a_room(court, free, hearing, day, judge, starts, snug)
            if slot != NONE and (best[1] == NONE or slot < best[1]):
                best = day, slot, judge, room, interpreter
        if best[1] != NONE:
            return best
    return NONE, NONE, NONE, NONE, NONE


def find_or_stay(court: Court, diary: Diary, number: int, from_day: int, blinks: int, chance: Ints) -> Found:
    """The earliest place, but where the hearing was published to sit unless the earlier day is worth the change.

    Within the days that were promised nothing is a change.
    """
    found = find(court, diary, number, from_day, True, blinks, chance)
    hearing = court.hearings[number]
    if hearing.promised_from != NONE and found[0] != NONE and found[0] < hearing.promised_from:
        within = find(court, diary, number, hearing.promised_from, True, blinks, chance)
        if within[0] != NONE and _cost(court, hearing, within) <= _cost(court, hearing, found):
            found = within
    if hearing.stood_day == NONE or hearing.stood_day < from_day or not can_stay(court, diary, number):
        return found
    if found[0] != NONE and _cost(court, hearing, found) < cost_at(court, hearing, hearing.stood_day, True):
        return found
    return (
        hearing.stood_day,
        hearing.stood_slot,
        hearing.stood_judge,
        hearing.stood_room,
        hearing.stood_interpreter,
    )


def _cost(court: Court, hearing: Hearing, found: Found) -> int:
    """What it costs that a hearing is listed at a place."""
    day, slot, judge, room, interpreter = found
    return cost_at(court, hearing, day, stays(hearing, day, slot, judge, room, interpreter))


def can_stay(court: Court, diary: Diary, number: int) -> bool:
    """Whether everybody is free where a hearing was published to sit, and it may sit on that day."""
    hearing = court.hearings[number]
    day = hearing.stood_day
    if not hearing.first_day <= day <= hearing.last_day:
        return False
    if diary.sat[hearing.stood_judge + day] + hearing.slots > court.sitting_limit:
        return False
    free = diary.clerks_free[day] & diary.free[hearing.stood_judge + day] & diary.free[hearing.stood_room + day]
    if hearing.stood_interpreter != NONE:
        free &= diary.free[hearing.stood_interpreter + day]
    for at in range(hearing.people_from, hearing.people_to):
        free &= diary.free[court.pool[at] + day]
    needed = block(hearing.stood_slot, hearing.slots)
    return free & needed == needed


def _with_a_room(
    court: Court, free: Ints, hearing: Hearing, day: int, judge: int, starts: int, snug: bool
) -> tuple[int, int, int]:
    """One of these starts, a room and an interpreter who are free then; the slot is NONE if there are none."""
    slots = hearing.slots
    if hearing.interpreters_from != hearing.interpreters_to:
        starts &= _starts_of_any(court, free, hearing.interpreters_from, hearing.interpreters_to, day, slots)
        if starts == 0:
            return NONE, NONE, NONE
    slot = _preferred(starts, free[judge + day], slots, snug)
    room = free_one(court, free, hearing.rooms_from, hearing.rooms_to, day, slot, slots)
    if room == NONE:
        starts &= _starts_of_any(court, free, hearing.rooms_from, hearing.rooms_to, day, slots)
        if starts == 0:
            return NONE, NONE, NONE
        slot = _preferred(starts, free[judge + day], slots, snug)
        room = free_one(court, free, hearing.rooms_from, hearing.rooms_to, day, slot, slots)
    interpreter = free_one(court, free, hearing.interpreters_from, hearing.interpreters_to, day, slot, slots)
    return slot, room, interpreter


def _preferred(starts: int, free: int, slots: int, snug: bool) -> int:
    """The earliest start, or the earliest that touches what the judge has before or after."""
    if snug:
        touching = starts & (~(free << 1) | ~(free >> slots))
        if touching != 0:
            return lowest(touching)
    return lowest(starts)


def _starts_of_any(court: Court, free: Ints, begin: int, end: int, day: int, slots: int) -> int:
    """The slots from which on at least one of a stretch of the pool is free for so long."""
    starts = 0
    for at in range(begin, end):
        starts |= runs(free[court.pool[at] + day], slots)
    return starts


def free_one(court: Court, free: Ints, begin: int, end: int, day: int, slot: int, slots: int) -> int:
    """The first of a stretch of the pool that is free for so many slots from this one on, or NONE."""
    needed = block(slot, slots)
    for at in range(begin, end):
        if free[court.pool[at] + day] & needed == needed:
            return court.pool[at]
    return NONE
