"""Who sits where and when: everybody's free slots, and what each hearing has. `put` and `take` are its only changes."""

from dataclasses import dataclass
from typing import NamedTuple

from tarazy_scheduling.planning.chance import Ints
from tarazy_scheduling.planning.court import NONE, Court, Hearing
from tarazy_scheduling.planning.words import block

COST, WAITING, CHANGES = 0, 1, 2
"""Where `Diary.sums` holds the cost of the plan, how many hearings are not listed, and how many published ones are not
where people know that they sit."""


@dataclass(slots=True)
class Place:
    """Where a hearing sits. The day is NONE while it is not listed; resources are rows."""

    day: int = NONE
    slot: int = NONE
    judge: int = NONE
    room: int = NONE
    interpreter: int = NONE


class Diary(NamedTuple):
    """The state of a plan. Lists by row + day have a word or number for each resource and day."""

    free: Ints
    """By row + day: the slots in which nothing is."""
    begins: Ints
    """By row + day: the slots in which a hearing begins."""
    holder: Ints
    """By (row + day) * slots_per_day + slot: the hearing that begins there, if `begins` says so."""
    sat: Ints
    """By row + day: how many slots a judge sits."""
    clerks_busy: Ints
    """By day * slots_per_day + slot."""
    clerks_free: Ints
    """By day: the slots in which there is a clerk left."""
    places: list[Place]
    waiting: Ints
    """The hearings that are not listed, `sums[WAITING]` of them, in no order."""
    waiting_at: Ints
    """By hearing: where it stands in `waiting`."""
    sums: Ints


def empty_diary(court: Court) -> Diary:
    """Nothing is listed yet."""
    words, count = len(court.calendar), len(court.hearings)
    return Diary(
        free=list(court.calendar),
        begins=[0] * words,
        holder=[NONE] * (words * court.slots_per_day),
        sat=court.pool[court.sat_from : court.sat_from + words],
        clerks_busy=court.pool[court.clerks_from :],
        clerks_free=[_clerks_free(court, day) for day in range(court.days)],
        places=[Place() for _ in range(count)],
        waiting=list(range(count)),
        waiting_at=list(range(count)),
        sums=[
            sum(hearing.penalty for hearing in court.hearings),
            count,
            sum(hearing.stood_day != NONE for hearing in court.hearings),
        ],
    )


def _clerks_free(court: Court, day: int) -> int:
    begins = court.clerks_from + day * court.slots_per_day
    busy = court.pool[begins : begins + court.slots_per_day]
    return sum(1 << slot for slot, clerks in enumerate(busy) if clerks < court.clerks)


def stays(hearing: Hearing, day: int, slot: int, judge: int, room: int, interpreter: int) -> bool:
    """Whether this is where people know that the hearing sits: nobody need be told of anything."""
    if judge != hearing.stood_judge or interpreter != hearing.stood_interpreter:
        return False
    if hearing.promised_from <= day <= hearing.promised_to:
        return True
    return day == hearing.stood_day and slot == hearing.stood_slot and room == hearing.stood_room


def cost_at(court: Court, hearing: Hearing, day: int, is_as_known: bool) -> int:
    """What it costs that a hearing is listed on a day."""
    cost = hearing.weight * (day - hearing.since)
    if hearing.stood_day == NONE or is_as_known:
        return cost
    return cost + court.change_penalty


def put(court: Court, diary: Diary, number: int, day: int, slot: int, judge: int, room: int, interpreter: int) -> None:
    """List a hearing that is not listed, at a place that is free."""
    hearing = court.hearings[number]
    _mark(court, diary, number, day, slot, judge, room, interpreter, True)
    for at in range(day * court.slots_per_day + slot, day * court.slots_per_day + slot + hearing.slots):
        diary.clerks_busy[at] += 1
        if diary.clerks_busy[at] == court.clerks:
            diary.clerks_free[day] &= ~(1 << (at - day * court.slots_per_day))
    place = diary.places[number]
    place.day = day
    place.slot = slot
    place.judge = judge
    place.room = room
    place.interpreter = interpreter
    diary.sat[judge + day] += hearing.slots
    home = stays(hearing, day, slot, judge, room, interpreter)
    diary.sums[COST] += cost_at(court, hearing, day, home) - hearing.penalty
    diary.sums[CHANGES] -= home
    diary.sums[WAITING] -= 1
    last = diary.waiting[diary.sums[WAITING]]
    diary.waiting[diary.waiting_at[number]] = last
    diary.waiting_at[last] = diary.waiting_at[number]


def take(court: Court, diary: Diary, number: int) -> None:
    """Take a hearing that is listed off its place."""
    hearing = court.hearings[number]
    place = diary.places[number]
    day = place.day
    _mark(court, diary, number, day, place.slot, place.judge, place.room, place.interpreter, False)
    for at in range(day * court.slots_per_day + place.slot, day * court.slots_per_day + place.slot + hearing.slots):
        if diary.clerks_busy[at] == court.clerks:
            diary.clerks_free[day] |= 1 << (at - day * court.slots_per_day)
        diary.clerks_busy[at] -= 1
    diary.sat[place.judge + day] -= hearing.slots
    place.day = NONE
    home = stays(hearing, day, place.slot, place.judge, place.room, place.interpreter)
    diary.sums[COST] += hearing.penalty - cost_at(court, hearing, day, home)
    diary.sums[CHANGES] += home
    diary.waiting[diary.sums[WAITING]] = number
    diary.waiting_at[number] = diary.sums[WAITING]
    diary.sums[WAITING] += 1


def _mark(
    court: Court,
    diary: Diary,
    number: int,
    day: int,
    slot: int,
    judge: int,
    room: int,
    interpreter: int,
    busy: bool,
) -> None:
    """Make everybody whom a hearing needs busy or free."""
    hearing = court.hearings[number]
    word = block(slot, hearing.slots)
    for at in range(hearing.people_from, hearing.people_to):
        _mark_one(court, diary, number, court.pool[at] + day, slot, word, busy)
    _mark_one(court, diary, number, judge + day, slot, word, busy)
    _mark_one(court, diary, number, room + day, slot, word, busy)
    if interpreter != NONE:
        _mark_one(court, diary, number, interpreter + day, slot, word, busy)


def _mark_one(court: Court, diary: Diary, number: int, at: int, slot: int, word: int, busy: bool) -> None:
    diary.free[at] ^= word
    diary.begins[at] ^= 1 << slot
    if busy:
        diary.holder[at * court.slots_per_day + slot] = number
