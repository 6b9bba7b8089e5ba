"""The plot of a year: hours learnt month by month, what is to come, and what the year asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.education.forecast import Taught, months

HEIGHT = 120
"""Pixels of the plot without its labels."""
_ROOM = 1.1
"""The tallest column leaves a tenth of the height free."""


@dataclass(frozen=True, slots=True)
class Column:
    """One month; heights in pixels, hours in minutes."""

    name: str
    fill: int
    pale: int
    learnt: int
    expected: int
    is_past: bool
    """Whether nothing is to come any more."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns from left to right and the line of what is asked, in pixels from the top."""

    columns: tuple[Column, ...]
    line: int
    required: int
    """Minutes."""
    learnt: int
    expected: int

    @property
    def height(self) -> int:
        """Without the labels."""
        return HEIGHT


def plot_of(visit: Visit, taught: Iterable[Taught], year: int, required: int) -> Plot:
    """The plot of a year of which `required` minutes are asked, by one person or by many together."""
    found = months(taught)
    top = max(required, found[-1].expected, 1) * _ROOM

    def height(minutes: int) -> int:
        return round(HEIGHT * minutes / top)

    columns = tuple(
        Column(
            visit.reader.month(date(year, one.month, 1)),
            height(one.learnt),
            height(one.expected),
            one.learnt,
            one.expected,
            (year, one.month) < (visit.today.year, visit.today.month),
        )
        for one in found
    )
    return Plot(columns, HEIGHT - height(required), required, found[-1].learnt, found[-1].expected)
