"""What no plan can do better than: a linear programme over coarse options, and a proof from its prices.

The prices that HiGHS finds for the limits need not be exact: whatever prices are taken, none of them negative, the
cheapest options at those prices less the price of all capacity is a bound (Lagrange). So the bound is computed from
the prices here and does not lean on the solver's tolerances.

Importing this module needs the extra `tarazy-scheduling[planning]`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy

from tarazy_scheduling.planning.bounds import Bound
from tarazy_scheduling.planning.instance import Instance
from tarazy_scheduling.planning.judge_calendars import least_of_each_judge
from tarazy_scheduling.planning.options import options_of
from tarazy_scheduling.planning.programme import Flags, Numbers, Programme, Whole, columns_of, quiet_solver

SAFE = 1e-6
"""Subtracted before a bound is rounded up to a whole number: far more than sums of so few floats are wrong by."""


@dataclass(frozen=True, slots=True)
class _Priced:
    bound: float
    """Of what listing hearings costs, against listing none."""
    prices: Numbers
    """By limit."""
    worth: Numbers
    """By hearing: the price of being allowed to list it once more."""


def prove(instance: Instance, *, seconds: float = 0, told: Callable[[int, int], None] = lambda done, of: None) -> Bound:
    """Bound the cost, the number of hearings not listed, and their penalties.

    Args:
        seconds: If more than 0, each judge's calendar is also computed in whole hearings, for at most so long in all:
            a better bound. How far it comes in that time is up to the machine; what it proves is proved.
        told: Is told how many judges of how many are done.
    """
    penalties = numpy.array([wanted.penalty for wanted in instance.hearings], dtype=float)
    of_all = int(penalties.sum())
    programme = Programme.of(options_of(instance), len(penalties))
    if not len(programme.hearing):
        return Bound(of_all, len(penalties), of_all)
    kept = _can_bind(programme)
    solver = _model(programme, kept)
    priced = _solve(solver, programme, kept, programme.cost)
    bound = priced.bound
    if seconds > 0:
        bound = max(bound, least_of_each_judge(programme, priced.prices, priced.worth, seconds, told))
    fewest = _solve(solver, programme, kept, -numpy.ones(len(programme.cost))).bound + len(penalties)
    lost = max(0, math.ceil(_solve(solver, programme, kept, -penalties[programme.hearing]).bound + of_all - SAFE))
    return Bound(max(lost, math.ceil(bound + of_all - SAFE)), max(0, math.ceil(fewest - SAFE)), lost)


def _can_bind(programme: Programme) -> Flags:
    """Whether a limit could be passed if every hearing that can use it did, once."""
    user = programme.hearing[programme.used_by]
    _, first = numpy.unique(programme.used_limit * programme.hearings + user, return_index=True)
    wanted = numpy.bincount(
        programme.used_limit[first],
        weights=numpy.maximum(0, programme.amount[first]),
        minlength=len(programme.capacity),
    )
    binds: Flags = wanted > programme.capacity
    return binds


def _model(programme: Programme, kept: Flags) -> Any:
    """Options from 0 to 1; each hearing once, each limit kept that can bind."""
    count = len(programme.cost)
    row_of_limit: Whole = programme.hearings + numpy.cumsum(kept) - 1
    uses = kept[programme.used_limit]
    solver = quiet_solver()
    solver.passModel(
        columns_of(
            numpy.zeros(count),
            numpy.concatenate([numpy.arange(count), programme.used_by[uses]]),
            numpy.concatenate([programme.hearing, row_of_limit[programme.used_limit[uses]]]),
            numpy.concatenate([numpy.ones(count), programme.amount[uses]]),
            numpy.concatenate([numpy.ones(programme.hearings), programme.capacity[kept]]),
        )
    )
    return solver


def _solve(solver: Any, programme: Programme, kept: Flags, cost: Numbers) -> _Priced:
    """Solve for these costs, and bound by the prices."""
    solver.changeColsCost(len(cost), numpy.arange(len(cost), dtype=numpy.int32), cost)
    solver.run()
    duals = numpy.maximum(0.0, -numpy.array(solver.getSolution().row_dual))
    prices = numpy.zeros(len(programme.capacity))
    prices[kept] = duals[programme.hearings :]
    best = numpy.zeros(programme.hearings)
    numpy.minimum.at(best, programme.hearing, cost + programme.charges(prices))
    return _Priced(float(best.sum() - prices @ programme.capacity), prices, duals[: programme.hearings])
