"""A rate over months as a small drawing: geometry alone, looks are the style sheet's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LEFT, RIGHT, TOP, BOTTOM = 54.0, 354.0, 8.0, 102.0
_STEPS = (Decimal("0.05"), Decimal("0.1"), Decimal("0.2"), Decimal("0.4"), Decimal(1))


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines of the grid (height and rate), the curve, and the days below it."""

    grid: tuple[tuple[float, Decimal], ...]
    curve: str
    dots: tuple[tuple[float, float], ...]
    first: date
    last: date


def plot_of(points: Sequence[tuple[date, Decimal | None]]) -> Plot | None:
    """The drawing of rates from 0 to 1 by day; None where there are fewer than two to draw."""
    known = [(day, rate) for day, rate in points if rate is not None]
    if len(known) < 2:
        return None
    highest = max(rate for _, rate in known)
    top = next((step for step in _STEPS if step >= highest), Decimal(1))
    first, last = known[0][0], known[-1][0]
    days = (last - first).days or 1

    def height(rate: Decimal) -> float:
        return round(BOTTOM - float(rate / top) * (BOTTOM - TOP), 1)

    dots = tuple((round(LEFT + (day - first).days / days * (RIGHT - LEFT), 1), height(rate)) for day, rate in known)
    curve = "M" + "L".join(f"{x} {y}" for x, y in dots)
    return Plot(tuple((height(rate), rate) for rate in (Decimal(0), top / 2, top)), curve, dots, first, last)
