"""Whether draws went as chance should have it: what was drawn beside what the logged chances let expect.

Draws of one pool are independent of each other given their chances, so that for each judge

    z = (drawn - sum of p) / sqrt(sum of p * (1 - p))

is about a standard normal value, and for all judges together the quadratic form of the differences with the inverse of
their covariance a chi-square one. Whoever is in it wins what others lose: the form has as many degrees of freedom as
its covariance has rank. Figures are floats: nothing is decided by them.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_scheduling.domain.draw.account import Seat
from tarazy_scheduling.domain.draw.distributions import chi_square_tail, normal_tails

EXPECTED_AT_LEAST = 5
"""Cases of a judge, drawn and not drawn, from which on a normal value tells anything."""
RUNS_AT_LEAST = 10
"""Numbers on either side of the middle."""
STRIKING = 0.025
"""What is more seldom by chance is marked. A pool is looked at twice: of twenty fair ones about one is marked."""


@dataclass(slots=True)
class Tally:
    """What was counted of one pool."""

    draws: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    """How many draws had how many candidates."""
    places: dict[UUID, int] = field(default_factory=dict)
    """The row of each judge in the lists below."""
    candidacies: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    expected: list[float] = field(default_factory=list)
    covariance: list[list[float]] = field(default_factory=list)
    """Of the numbers drawn: sum of p*(1-p) on the diagonal, of -p*q beside it; the part from the diagonal on."""
    surplus: list[int] = field(default_factory=list)
    """What each carried above a fair share when last a candidate, in millionths of a minute."""
    shares: list[int] = field(default_factory=list)

    def add(self, seat: Seat) -> None:
        """Count one draw."""
        self.draws += 1
        self.sizes[len(seat.holders)] += 1
        total = seat.total
        chances = sorted([(self._place(one.person_id), one.tickets / total) for one in seat.holders])
        for order, (place, chance) in enumerate(chances):
            self.candidacies[place] += 1
            self.expected[place] += chance
            row = self.covariance[place]
            row[0] += chance
            for other, its_chance in chances[order:]:
                row[other - place] -= chance * its_chance
        for one in seat.holders:
            place = self.places[one.person_id]
            self.surplus[place], self.shares[place] = one.surplus, one.share
        self.drawn[self._place(seat.person_id)] += 1

    def _place(self, person_id: UUID) -> int:
        place = self.places.setdefault(person_id, len(self.places))
        if place == len(self.drawn):
            for numbers in (self.candidacies, self.drawn, self.surplus, self.shares):
                numbers.append(0)
            self.expected.append(0.0)
            self.covariance.append([])
            for earlier, row in enumerate(self.covariance):
                row.extend([0.0] * (place - earlier + 1 - len(row)))
        return place


@dataclass(frozen=True, slots=True)
class JudgeFigures:
    """One judge of a pool."""

    person_id: UUID
    candidacies: int
    """Draws in which the judge could be drawn."""
    drawn: int
    expected: float
    deviation: float
    """The standard deviation of the number drawn."""
    z: float | None
    """None where there is too little to say."""
    surplus_minutes: float
    """Carried above a fair share when last a candidate."""
    share: int
    """Of full time then, in thousandths."""


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """All judges together."""

    value: float
    degrees: int
    p: float
    """How often chance alone brings about as much or more."""


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """One pool: a court, or a category of cases in it."""

    draws: int
    judges: tuple[JudgeFigures, ...]
    """In the order of their ids."""
    sizes: tuple[tuple[int, int], ...]
    """(candidates, draws) by number of candidates."""
    chi_square: ChiSquare | None
    largest_z: float | None
    """Of all judges, without its sign."""
    largest_z_p: float | None
    """How often the most striking of so many judges is as striking by chance alone."""

    @property
    def is_striking(self) -> bool:
        """Whether somebody should look."""
        ps = [self.largest_z_p, self.chi_square.p if self.chi_square else None]
        return any(p is not None and p < STRIKING for p in ps)


@dataclass(frozen=True, slots=True)
class Runs:
    """Whether the numbers drawn jump about as they should: a run is a row of them in one half of all tickets."""

    numbers: int
    runs: int
    expected: float
    p: float | None
    """None where there are too few."""


def figures_of(tally: Tally) -> PoolFigures:
    """What the counts of a pool say."""
    judges = tuple(_judge(tally, person_id, place) for person_id, place in sorted(tally.places.items()))
    zs = [abs(one.z) for one in judges if one.z is not None]
    largest = max(zs, default=None)
    return PoolFigures(
        draws=tally.draws,
        judges=judges,
        sizes=tuple(sorted(tally.sizes.items())),
        chi_square=_chi_square(tally),
        largest_z=largest,
        largest_z_p=None if largest is None else 1 - (1 - normal_tails(largest)) ** len(zs),
    )


def runs_of(quantiles: Iterable[float]) -> Runs:
    """Runs of numbers in the lower and in the upper half (Wald and Wolfowitz), in the order of the draws."""
    halves = [quantile >= 0.5 for quantile in quantiles]
    upper = sum(halves)
    lower, both = len(halves) - upper, len(halves)
    runs = sum(1 for one, before in zip(halves, [None, *halves], strict=False) if one is not before)
    if min(lower, upper) < RUNS_AT_LEAST:
        return Runs(both, runs, float(runs), None)
    expected = 1 + 2 * lower * upper / both
    variance = (expected - 1) * (expected - 2) / (both - 1)
    return Runs(both, runs, expected, normal_tails((runs - expected) / math.sqrt(variance)))


def _judge(tally: Tally, person_id: UUID, place: int) -> JudgeFigures:
    drawn, expected = tally.drawn[place], tally.expected[place]
    deviation = math.sqrt(max(0.0, tally.covariance[place][0]))
    return JudgeFigures(
        person_id=person_id,
        candidacies=tally.candidacies[place],
        drawn=drawn,
        expected=expected,
        deviation=deviation,
        z=(drawn - expected) / deviation if _says_something(tally, place) else None,
        surplus_minutes=tally.surplus[place] / 1_000_000,
        share=tally.shares[place],
    )


def _says_something(tally: Tally, place: int) -> bool:
    expected = tally.expected[place]
    return min(expected, tally.candidacies[place] - expected) >= EXPECTED_AT_LEAST


def _chi_square(tally: Tally) -> ChiSquare | None:
    places = [place for place in range(len(tally.places)) if _says_something(tally, place)]
    matrix = [
        [tally.covariance[min(a, b)][abs(a - b)] for b in places] + [tally.drawn[a] - tally.expected[a]] for a in places
    ]
    value, rank = _form(matrix)
    return ChiSquare(value, rank, chi_square_tail(value, rank)) if rank else None


def _form(matrix: list[list[float]]) -> tuple[float, int]:
    """d' C^-1 d and the rank of C, from the rows of a covariance C each with its entry of d at the end.

    Elimination with the largest pivot first; where none is left that is more than a rounding, the rest of d is one too.
    """
    rows, value, rank = list(range(len(matrix))), 0.0, 0
    smallest = max((matrix[row][row] for row in rows), default=0.0) * 1e-9
    while rows:
        pivot = max(rows, key=lambda row: matrix[row][row])
        if matrix[pivot][pivot] <= smallest:
            break
        rows.remove(pivot)
        rank += 1
        value += matrix[pivot][-1] ** 2 / matrix[pivot][pivot]
        for row in rows:
            factor = matrix[row][pivot] / matrix[pivot][pivot]
            matrix[row] = [mine - factor * its for mine, its in zip(matrix[row], matrix[pivot], strict=True)]
    return value, rank
