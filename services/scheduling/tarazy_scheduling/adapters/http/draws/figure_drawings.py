"""The geometry of plots about draws: per cent of a width and pixels of a height, as SVG attributes want them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tarazy_scheduling.domain.draw.fairness import JudgeFigures

NINETEEN_OF_TWENTY = 1.96
"""Standard deviations to either side within which chance stays nineteen times of twenty."""
HEIGHT = 120
"""Pixels of the highest column."""
MOST_LABELS = 8
"""So many numbers of draws fit beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What chance lets expect of a judge, and what was drawn."""

    start: str
    width: str
    expected: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """A bar from the middle to the left or to the right."""

    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Column:
    """How many draws had so many candidates."""

    candidates: int
    draws: int
    x: str
    width: str
    middle: str
    y: float
    height: float
    has_label: bool


def intervals(judges: Sequence[JudgeFigures]) -> list[Interval]:
    """All to one scale from 0."""
    edges = [one.expected + NINETEEN_OF_TWENTY * one.deviation for one in judges] + [one.drawn for one in judges]
    scale = 95 / max([*edges, 1])
    drawn = []
    for one in judges:
        low = max(0.0, one.expected - NINETEEN_OF_TWENTY * one.deviation)
        high = one.expected + NINETEEN_OF_TWENTY * one.deviation
        figures = (low, high - low, one.expected, one.drawn)
        drawn.append(Interval(*(_percent(figure * scale) for figure in figures)))
    return drawn


def deviations(judges: Sequence[JudgeFigures]) -> list[Deviation]:
    """Work above a fair share to the right, below it to the left; all to one scale."""
    scale = 48 / max([abs(one.surplus_minutes) for one in judges] + [1])
    bars = []
    for one in judges:
        length = abs(one.surplus_minutes) * scale
        bars.append(Deviation(_percent(50 if one.surplus_minutes > 0 else 50 - length), _percent(length)))
    return bars


def columns(sizes: Sequence[tuple[int, int]]) -> list[Column]:
    """One for each number of candidates from the fewest to the most, also where no draw had so many."""
    if not sizes:
        return []
    draws = dict(sizes)
    fewest, most = sizes[0][0], sizes[-1][0]
    width, highest = 100 / (most - fewest + 1), max(draws.values())
    every = ceil((most - fewest + 1) / MOST_LABELS)
    drawn = []
    for order, candidates in enumerate(range(fewest, most + 1)):
        height = round(HEIGHT * draws.get(candidates, 0) / highest, 1)
        drawn.append(
            Column(
                candidates=candidates,
                draws=draws.get(candidates, 0),
                x=_percent(order * width + width * 0.1),
                width=_percent(width * 0.8),
                middle=_percent(order * width + width / 2),
                y=20 + HEIGHT - height,
                height=height,
                has_label=order % every == 0,
            )
        )
    return drawn


def _percent(value: float) -> str:
    return f"{value:.2f}%"
