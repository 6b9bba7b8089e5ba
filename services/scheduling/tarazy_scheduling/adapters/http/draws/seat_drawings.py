"""The geometry of a draw's drawings: per cent of a width, as SVG attributes want them."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from tarazy_scheduling.domain.draw.account import Seat

ROOM_FOR_A_DIGIT, ROOM_FOR_DIGITS = Fraction(3, 100), Fraction(5, 100)
"""A narrower run of tickets bears no number, also on a phone: of one digit, and of more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A judge's chance beside the even one."""

    chance: str
    even: str


@dataclass(frozen=True, slots=True)
class Run:
    """A judge's tickets in the row of all tickets."""

    place: int
    start: str
    width: str
    is_drawn: bool
    has_label: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """All tickets in a row, and where the number lies."""

    runs: tuple[Run, ...]
    number: str | None
    anchor: str
    """At which end of its text the number is written, so that none of it is cut."""


def bars(seat: Seat) -> dict[UUID, Bar]:
    """Chances to one scale, the longest of them nine tenths of the width."""
    longest = max(max(one.chance, one.even) for one in seat.holders)
    scale = Fraction(9, 10) / longest
    return {one.person_id: Bar(_percent(one.chance * scale), _percent(one.even * scale)) for one in seat.holders}


def strip(seat: Seat) -> Strip:
    """The tickets from the first to the last."""
    runs = []
    for place, one in enumerate(seat.holders, 1):
        start = Fraction(one.first, seat.total)
        drawn, label = one is seat.drawn, one.chance >= (ROOM_FOR_A_DIGIT if place < 10 else ROOM_FOR_DIGITS)
        runs.append(Run(place, _percent(start), _percent(one.chance), drawn, label))
    if seat.number is None:
        return Strip(tuple(runs), None, "middle")
    at = Fraction(seat.number, seat.total)
    anchor = "start" if at < Fraction(1, 5) else "end" if at > Fraction(4, 5) else "middle"
    return Strip(tuple(runs), _percent(at), anchor)


def _percent(part: Fraction) -> str:
    return f"{float(part * 100):.2f}%"
