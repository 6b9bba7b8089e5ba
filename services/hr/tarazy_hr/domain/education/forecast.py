"""How hours of a year grow month by month: what was learnt, and what will be if everybody comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Taught:
    """Minutes of one month, of one person or of many."""

    month: int
    """From 1 to 12: of the first day of the session."""
    attended: int
    to_come: int
    """Of sessions with a place that are not over."""


@dataclass(frozen=True, slots=True)
class Month:
    """Where the year stands at the end of a month, in minutes since its beginning."""

    month: int
    learnt: int
    expected: int
    """What is learnt, and what is to come until then."""


def months(taught: Iterable[Taught]) -> list[Month]:
    """All twelve."""
    attended, to_come = [0] * 12, [0] * 12
    for one in taught:
        attended[one.month - 1] += one.attended
        to_come[one.month - 1] += one.to_come
    sums = zip(accumulate(attended), accumulate(to_come), strict=True)
    return [Month(number, learnt, learnt + coming) for number, (learnt, coming) in enumerate(sums, 1)]
