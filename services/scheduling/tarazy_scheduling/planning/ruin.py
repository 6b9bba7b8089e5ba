"""What a round takes out: whoever stands between one hearing and an earlier day."""

from tarazy_scheduling.planning.chance import Ints, below
from tarazy_scheduling.planning.court import NONE, Court, Hearing
from tarazy_scheduling.planning.diary import WAITING, Diary
from tarazy_scheduling.planning.finding import first_lawful_day, free_one
from tarazy_scheduling.planning.round import OUT, Round, take_out
from tarazy_scheduling.planning.words import block, lowest, runs

UNLISTED = 5
"""Of a hundred rounds: those that begin with a hearing that is not listed, if there is any."""
TRIES = 40
"""To meet a hearing that waits longer than it must."""
EARLIER = 90
"""Of a hundred rounds: those that aim at a day before the present one."""
EXACT = 70
"""Of a hundred rounds: those that take out precisely what is in the way."""
CLEARED = 8
"""Hearings that a clearing of diaries takes out on average."""
MORE_DAYS = 2
"""That a clearing of diaries may go on to."""


def choose_seed(court: Court, diary: Diary, chance: Ints) -> int:
    """A hearing that could do better: one not listed, one that waits; or the one before it, if that is what hinders."""
    number = below(chance, len(diary.places))
    if diary.sums[WAITING] > 0 and below(chance, 100) < UNLISTED:
        number = diary.waiting[below(chance, diary.sums[WAITING])]
    else:
        for _ in range(TRIES):
            if diary.places[number].day > court.hearings[number].first_day and court.hearings[number].weight > 0:
                break
            number = below(chance, len(diary.places))
    while court.hearings[number].after != NONE and _is_held_up(court, diary, number, chance):
        number = court.hearings[number].after
    return number


def _is_held_up(court: Court, diary: Diary, number: int, chance: Ints) -> bool:
    """Whether the hearing before this one is in its way; where either could move, by chance."""
    hearing = court.hearings[number]
    before = diary.places[hearing.after].day
    if before == NONE:
        return True
    earliest = before + hearing.days_after
    if earliest <= hearing.first_day or before <= court.hearings[hearing.after].first_day:
        return False
    day = diary.places[number].day
    if earliest > hearing.last_day or day == earliest:
        return True
    return below(chance, 2) == 0


def ruin(court: Court, diary: Diary, memory: Round, number: int, chance: Ints) -> None:
    """Take the hearing out, and others so that there is room for it on an earlier day."""
    hearing = court.hearings[number]
    earliest = first_lawful_day(court, diary, number)
    latest = hearing.last_day
    present = diary.places[number].day
    take_out(court, diary, memory, number)
    if present != NONE:
        latest = present
        if present > earliest and below(chance, 100) < EARLIER:
            latest = present - 1
    if earliest > latest or hearing.judges_from == hearing.judges_to:
        return
    day = earliest + below(chance, latest - earliest + 1)
    judge = court.pool[hearing.judges_from + below(chance, hearing.judges_to - hearing.judges_from)]
    if below(chance, 100) < EXACT:
        _eject(court, diary, memory, hearing, day, judge, chance)
    else:
        _clear(court, diary, memory, hearing, day, judge, chance)


def _eject(court: Court, diary: Diary, memory: Round, hearing: Hearing, day: int, judge: int, chance: Ints) -> None:
    """Choose one of the starts that the calendars allow; out comes what is there, and no more."""
    interpreter = NONE
    starts = court.calendar[judge + day]
    for at in range(hearing.people_from, hearing.people_to):
        starts &= court.calendar[court.pool[at] + day]
    if hearing.interpreters_from != hearing.interpreters_to:
        choice = below(chance, hearing.interpreters_to - hearing.interpreters_from)
        interpreter = court.pool[hearing.interpreters_from + choice]
        starts &= court.calendar[interpreter + day]
    starts = runs(starts, hearing.slots)
    if starts == 0:
        return
    slot = _any_slot(court, starts, chance)
    _empty(court, diary, memory, judge + day, slot, hearing.slots)
    for at in range(hearing.people_from, hearing.people_to):
        _empty(court, diary, memory, court.pool[at] + day, slot, hearing.slots)
    if interpreter != NONE:
        _empty(court, diary, memory, interpreter + day, slot, hearing.slots)
    _empty_a_room(court, diary, memory, hearing, day, slot, chance)
    _free_a_clerk(court, diary, memory, hearing, day, slot, chance)
    while diary.begins[judge + day] != 0 and diary.sat[judge + day] + hearing.slots > court.sitting_limit:
        take_out(court, diary, memory, _someone(court, diary, judge + day, chance))


def _empty_a_room(
    court: Court, diary: Diary, memory: Round, hearing: Hearing, day: int, slot: int, chance: Ints
) -> None:
    """If no room is free, empty one that is open then."""
    if free_one(court, diary.free, hearing.rooms_from, hearing.rooms_to, day, slot, hearing.slots) != NONE:
        return
    rooms = hearing.rooms_to - hearing.rooms_from
    if rooms == 0:
        return
    needed = block(slot, hearing.slots)
    begin = below(chance, rooms)
    for at in range(rooms):
        room = court.pool[hearing.rooms_from + (begin + at) % rooms]
        if court.calendar[room + day] & needed == needed:
            _empty(court, diary, memory, room + day, slot, hearing.slots)
            return


def _free_a_clerk(
    court: Court, diary: Diary, memory: Round, hearing: Hearing, day: int, slot: int, chance: Ints
) -> None:
    """While no clerk is left, empty rooms, one after another from a random one on: each in use has a clerk."""
    needed = block(slot, hearing.slots)
    rooms = hearing.rooms_to - hearing.rooms_from
    if diary.clerks_free[day] & needed == needed or rooms == 0:
        return
    begin = below(chance, rooms)
    for at in range(rooms):
        if diary.clerks_free[day] & needed == needed:
            return
        _empty(court, diary, memory, court.pool[hearing.rooms_from + (begin + at) % rooms] + day, slot, hearing.slots)


def _empty(court: Court, diary: Diary, memory: Round, at: int, slot: int, slots: int) -> None:
    """Take out what one resource has in these slots of a day."""
    begins = diary.begins[at] & (block(0, slot + slots))
    while begins != 0:
        begin = lowest(begins)
        begins ^= 1 << begin
        number = diary.holder[at * court.slots_per_day + begin]
        if begin + court.hearings[number].slots > slot:
            take_out(court, diary, memory, number)


def _someone(court: Court, diary: Diary, at: int, chance: Ints) -> int:
    """One of the hearings that a resource has on a day, by chance."""
    return diary.holder[at * court.slots_per_day + _any_slot(court, diary.begins[at], chance)]


def _any_slot(court: Court, word: int, chance: Ints) -> int:
    """The first slot of a word from a random one on; the first of all if none is later."""
    from_slot = below(chance, court.slots_per_day)
    later = word >> from_slot
    if later == 0:
        return lowest(word)
    return from_slot + lowest(later)


def _clear(court: Court, diary: Diary, memory: Round, hearing: Hearing, day: int, judge: int, chance: Ints) -> None:
    """Out comes what the judge and the people of the hearing have on a day or a few, up to a random number."""
    most = memory.counts[OUT] + 1 + below(chance, 2 * CLEARED - 3)
    last = min(hearing.last_day, day + below(chance, MORE_DAYS + 1))
    for on in range(day, last + 1):
        _clear_day(court, diary, memory, judge + on, most)
        for at in range(hearing.people_from, hearing.people_to):
            _clear_day(court, diary, memory, court.pool[at] + on, most)


def _clear_day(court: Court, diary: Diary, memory: Round, at: int, most: int) -> None:
    begins = diary.begins[at]
    while begins != 0 and memory.counts[OUT] <= most:
        slot = lowest(begins)
        take_out(court, diary, memory, diary.holder[at * court.slots_per_day + slot])
        # Others of the day may have gone with it.
        begins &= diary.begins[at]
