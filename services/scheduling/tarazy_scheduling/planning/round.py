"""One round of the search: what is taken out, what it was like before, and putting that back."""

from typing import NamedTuple

from tarazy_scheduling.planning.chance import Ints
from tarazy_scheduling.planning.court import NONE, Court
from tarazy_scheduling.planning.diary import Diary, Place, put, take

OUT, ROUND, CHANGED = 0, 1, 2
"""Where `Round.counts` holds how many are out, the number of the round, and how many places differ from the best."""


class Round(NamedTuple):
    """Memory of the search, as long as there are hearings; used again in each round."""

    out: Ints
    """The hearings that are out in this round, `counts[OUT]` of them; some were not listed before either."""
    before: list[Place]
    """Where each of them was."""
    seen: Ints
    """By hearing: the last round in which it was out."""
    keys: Ints
    """By position in `out`: in which order they are put back."""
    found: list[Place]
    """By position in `out`: the best place that was found for it."""
    loss: Ints
    """By position in `out`: what it loses if somebody takes that place."""
    second: Ints
    """By position in `out`: the day of its second-best place."""
    changed: Ints
    """The hearings whose place may differ from that in the best plan, `counts[CHANGED]` of them."""
    is_changed: Ints
    best: list[Place]
    """The best plan so far."""
    best_cost: Ints
    """Its cost; a list of one."""
    counts: Ints


def new_round(diary: Diary) -> Round:
    """Memory for a search that begins with this plan."""
    count = len(diary.places)

    def numbers() -> Ints:
        return [0] * count

    def places() -> list[Place]:
        return [Place() for _ in range(count)]

    best = [Place(one.day, one.slot, one.judge, one.room, one.interpreter) for one in diary.places]
    return Round(
        out=numbers(),
        before=places(),
        seen=numbers(),
        keys=numbers(),
        found=places(),
        loss=numbers(),
        second=numbers(),
        changed=numbers(),
        is_changed=numbers(),
        best=best,
        best_cost=[diary.sums[0]],
        counts=[0, 0, 0],
    )


def copy_place(source: Place, target: Place) -> None:
    """Field by field: compiled, a place is a row of an array."""
    target.day = source.day
    target.slot = source.slot
    target.judge = source.judge
    target.room = source.room
    target.interpreter = source.interpreter


def take_out(court: Court, diary: Diary, memory: Round, number: int) -> None:
    """Take a hearing out, and all that come after it in its chain."""
    if memory.seen[number] == memory.counts[ROUND]:
        return
    at = memory.counts[OUT]
    _take_out_one(court, diary, memory, number)
    while at < memory.counts[OUT]:
        hearing = court.hearings[memory.out[at]]
        for link in range(hearing.next_from, hearing.next_to):
            if memory.seen[court.pool[link]] != memory.counts[ROUND]:
                _take_out_one(court, diary, memory, court.pool[link])
        at += 1


def _take_out_one(court: Court, diary: Diary, memory: Round, number: int) -> None:
    at = memory.counts[OUT]
    memory.seen[number] = memory.counts[ROUND]
    memory.out[at] = number
    copy_place(diary.places[number], memory.before[at])
    memory.counts[OUT] = at + 1
    if diary.places[number].day != NONE:
        take(court, diary, number)


def put_back(court: Court, diary: Diary, memory: Round) -> None:
    """Undo the round."""
    for at in range(memory.counts[OUT]):
        if diary.places[memory.out[at]].day != NONE:
            take(court, diary, memory.out[at])
    for at in range(memory.counts[OUT]):
        was = memory.before[at]
        if was.day != NONE:
            put(court, diary, memory.out[at], was.day, was.slot, was.judge, was.room, was.interpreter)


def keep(diary: Diary, memory: Round) -> None:
    """Accept the round, and remember the plan if it is the best so far: only what changed since is copied."""
    for at in range(memory.counts[OUT]):
        number = memory.out[at]
        if memory.is_changed[number] == 0:
            memory.is_changed[number] = 1
            memory.changed[memory.counts[CHANGED]] = number
            memory.counts[CHANGED] += 1
    if diary.sums[0] < memory.best_cost[0]:
        memory.best_cost[0] = diary.sums[0]
        for at in range(memory.counts[CHANGED]):
            number = memory.changed[at]
            memory.is_changed[number] = 0
            copy_place(diary.places[number], memory.best[number])
        memory.counts[CHANGED] = 0
