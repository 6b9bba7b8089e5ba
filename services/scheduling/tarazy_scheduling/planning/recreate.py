"""How a round puts back what it took out: each at its earliest lawful day, in an order left partly to chance."""

from tarazy_scheduling.planning.chance import Ints, below
from tarazy_scheduling.planning.court import NONE, Court
from tarazy_scheduling.planning.diary import Diary, put
from tarazy_scheduling.planning.finding import find, find_or_stay, first_lawful_day
from tarazy_scheduling.planning.round import OUT, ROUND, Round

BLINKS = 10
"""Of a hundred days: those that are overlooked, so that not every round finds the same."""
REGRET = 30
"""Of a hundred rounds: those that put first what loses most by waiting."""
BY_WEIGHT, BY_SLACK, BY_LENGTH, BY_CHANCE = 0, 1, 2, 3
ORDERS = 4
DEEPER = 1 << 40
"""Added to a key for each hearing before it in the chain that is out as well: those are put back first."""
FIRST = 1 << 39
UNKNOWN, NOWHERE = -2, -1
"""Day of a place not looked for, and of one not found."""


def recreate(court: Court, diary: Diary, memory: Round, chance: Ints) -> None:
    """Put back what is out. What has no place stays out."""
    if below(chance, 100) < REGRET:
        _by_regret(court, diary, memory, chance)
    else:
        _in_order(court, diary, memory, chance)


def _in_order(court: Court, diary: Diary, memory: Round, chance: Ints) -> None:
    """By one of a few orders, the hearing that the round began with in front."""
    order = below(chance, ORDERS)
    for at in range(memory.counts[OUT]):
        memory.keys[at] = _key(court, memory, memory.out[at], order, chance) - (FIRST if at == 0 else 0)
        _sink(memory, at)
    for at in range(memory.counts[OUT]):
        number = memory.out[at]
        day, slot, judge, room, interpreter = find_or_stay(
            court, diary, number, first_lawful_day(court, diary, number), BLINKS, chance
        )
        if day != NONE:
            put(court, diary, number, day, slot, judge, room, interpreter)


def _key(court: Court, memory: Round, number: int, order: int, chance: Ints) -> int:
    """The smaller, the sooner."""
    hearing = court.hearings[number]
    key = below(chance, 1024)
    if order == BY_WEIGHT:
        key -= min(hearing.weight, 1 << 20) * 1024
    elif order == BY_SLACK:
        key += (hearing.last_day - hearing.first_day) * 1024
    elif order == BY_LENGTH:
        key -= hearing.slots * 1024
    while hearing.after != NONE and memory.seen[hearing.after] == memory.counts[ROUND]:
        key += DEEPER
        hearing = court.hearings[hearing.after]
    return key


def _sink(memory: Round, at: int) -> None:
    """Insert the last one into those before it, which are in order already."""
    while at > 0 and memory.keys[at] < memory.keys[at - 1]:
        _swap(memory, at, at - 1)
        at -= 1


def _swap(memory: Round, at: int, other: int) -> None:
    memory.keys[at], memory.keys[other] = memory.keys[other], memory.keys[at]
    memory.out[at], memory.out[other] = memory.out[other], memory.out[at]
    was = memory.before[at]
    others = memory.before[other]
    was.day, others.day = others.day, was.day
    was.slot, others.slot = others.slot, was.slot
    was.judge, others.judge = others.judge, was.judge
    was.room, others.room = others.room, was.room
    was.interpreter, others.interpreter = others.interpreter, was.interpreter


def _by_regret(court: Court, diary: Diary, memory: Round, chance: Ints) -> None:
    """Next comes whoever loses most if it must take its second-best day."""
    for at in range(memory.counts[OUT]):
        memory.found[at].day = UNKNOWN
    last = UNKNOWN
    while True:
        most = NONE
        for at in range(memory.counts[OUT]):
            place = memory.found[at]
            if diary.places[memory.out[at]].day != NONE or place.day == NOWHERE:
                continue
            # Only what was found on the day that was just used may be gone.
            if place.day == UNKNOWN or place.day == last or memory.second[at] == last:
                _look(court, diary, memory, at, chance)
            if place.day >= 0 and (most == NONE or memory.loss[at] > memory.loss[most]):
                most = at
        if most == NONE:
            return
        place = memory.found[most]
        put(court, diary, memory.out[most], place.day, place.slot, place.judge, place.room, place.interpreter)
        last = place.day


def _look(court: Court, diary: Diary, memory: Round, at: int, chance: Ints) -> None:
    """Find the best place of a hearing, and what it loses with its second-best day."""
    number = memory.out[at]
    hearing = court.hearings[number]
    place = memory.found[at]
    if hearing.after != NONE and diary.places[hearing.after].day == NONE:
        place.day = UNKNOWN
        return
    place.day, place.slot, place.judge, place.room, place.interpreter = find_or_stay(
        court, diary, number, first_lawful_day(court, diary, number), BLINKS, chance
    )
    if place.day == NONE:
        return
    second = find(court, diary, number, place.day + 1, True, BLINKS, chance)[0]
    memory.second[at] = second
    if second == NONE:
        loss = hearing.penalty - hearing.weight * (place.day - hearing.since)
    else:
        loss = hearing.weight * (second - place.day)
    # A little chance decides between equals.
    memory.loss[at] = loss * 1024 + below(chance, 1024)
