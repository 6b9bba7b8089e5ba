"""Other ways to give out cases, to compare with. Each says who holds how many tickets; one number decides, as ever.

They are given the cases of the court's own draws, and the judges who could be drawn there.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as but
from math import gcd
from uuid import UUID

from tarazy_shared.tickets import number_below

from tarazy_scheduling.simulation.playing import Draw

MICROS = 1_000_000


@dataclass(slots=True)
class Carried:
    """What a method can know of the judges."""

    shares: Mapping[UUID, int]
    """Of everybody, in the order in which they take turns."""
    surplus: dict[UUID, int] = field(default_factory=dict)
    """Above a fair part of the draws in which they could be drawn, in millionths of a minute."""
    count: dict[UUID, int] = field(default_factory=dict)
    """Cases, whoever was away when they came."""
    cards: dict[UUID, int] = field(default_factory=dict)
    seat: int = -1
    """In the order of turns: who had the last one."""


Method = Callable[[Carried, Sequence[UUID]], list[int]]
"""How many tickets each of those who can be drawn holds."""


def pure_random(carried: Carried, judges: Sequence[UUID]) -> list[int]:
    """By share alone."""
    return [carried.shares[judge] for judge in judges]


def round_robin(carried: Carried, judges: Sequence[UUID]) -> list[int]:
    """Everybody in turn; who works half of full time has every second turn."""
    seats, able = _seats(carried.shares), set(judges)
    for step in range(1, len(seats) + 1):
        place = (carried.seat + step) % len(seats)
        if seats[place] in able:
            carried.seat = place
            return [int(judge == seats[place]) for judge in judges]
    raise ValueError("Nobody can be drawn")


def card_deck(carried: Carried, judges: Sequence[UUID]) -> list[int]:
    """Cards by share, drawn without putting them back; dealt again when nobody who can be drawn has one."""
    if not any(carried.cards.get(judge, 0) for judge in judges):
        unit = gcd(*carried.shares.values())
        for judge, share in carried.shares.items():
            carried.cards[judge] = carried.cards.get(judge, 0) + share // unit
    return [carried.cards[judge] for judge in judges]


def least_loaded(carried: Carried, judges: Sequence[UUID]) -> list[int]:
    """Whoever carries least above a fair part, per share; chance among equals."""
    return _lowest([carried.surplus.get(judge, 0) / carried.shares[judge] for judge in judges])


def fewest_cases(carried: Carried, judges: Sequence[UUID]) -> list[int]:
    """Whoever has fewest cases per share, absence not credited; chance among equals."""
    return _lowest([carried.count.get(judge, 0) / carried.shares[judge] for judge in judges])


METHODS: Mapping[str, Method] = {
    "pure random, by share": pure_random,
    "round robin": round_robin,
    "card deck, none put back": card_deck,
    "least loaded, absence credited": least_loaded,
    "fewest cases, absence not credited": fewest_cases,
}


def play_by(method: Method, shares: Mapping[UUID, int], draws: Iterable[Draw], seed: str) -> Iterator[Draw]:
    """The same cases given out by a method. `shares` is everybody's, `seed` stands for all chance."""
    carried = Carried(shares)
    played_of: dict[UUID, Draw] = {}
    for number, draw in enumerate(draws):
        judges, before = draw.judges, played_of.get(draw.case_id)
        if before:
            # Whoever this method had drawn is recused, not whoever the court's own draw had.
            judges = tuple(judge for judge in before.judges if judge != before.drawn) or draw.judges
            _carry(carried, before.drawn, -before.minutes, -1)
        held = method(carried, judges)
        number_drawn = number_below(hashlib.sha256(f"{seed} {number}".encode()).hexdigest(), sum(held))
        drawn = _holder(judges, held, number_drawn)
        played = but(draw, judges=judges, shares=tuple(shares[one] for one in judges), tickets=tuple(held), drawn=drawn)
        if before is None:
            _credit(carried, played)
        _carry(carried, drawn, played.minutes, 1)
        played_of[draw.case_id] = played
        yield played


def _seats(shares: Mapping[UUID, int]) -> list[UUID]:
    """Rounds of turns: the full-time judges have one in each, the others now and then."""
    unit = gcd(*shares.values())
    rounds = max(shares.values()) // unit
    return [
        judge
        for turn in range(rounds)
        for judge, share in shares.items()
        if (turn + 1) * (share // unit) // rounds > turn * (share // unit) // rounds
    ]


def _lowest(scores: Sequence[float]) -> list[int]:
    lowest = min(scores)
    return [int(score == lowest) for score in scores]


def _holder(judges: Sequence[UUID], held: Sequence[int], number: int) -> UUID:
    for judge, tickets in zip(judges, held, strict=True):
        if number < tickets:
            return judge
        number -= tickets
    raise ValueError("The number lies beyond the last ticket")


def _credit(carried: Carried, draw: Draw) -> None:
    total = sum(draw.shares)
    for judge, share in zip(draw.judges, draw.shares, strict=True):
        carried.surplus[judge] = carried.surplus.get(judge, 0) - draw.minutes * MICROS * share // total


def _carry(carried: Carried, judge: UUID, minutes: int, cases: int) -> None:
    carried.surplus[judge] = carried.surplus.get(judge, 0) + minutes * MICROS
    carried.count[judge] = carried.count.get(judge, 0) + cases
    if judge in carried.cards:
        carried.cards[judge] -= cases
