"""What no plan can do better than: a linear programme over coarse options, and a proof from its prices.

The prices that HiGHS finds for the limits need not be exact: whatever prices are taken, none of them negative, the
cheapest options at those prices less the price of all capacity is a bound (Lagrange). So the bound is computed from
the prices here and does not lean on the solver's tolerances.

Importing this module needs the extra `tarazy-scheduling[planning]`.
"""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy
from numpy.typing import NDArray

from tarazy_scheduling.planning.bounds import Bound
from tarazy_scheduling.planning.instance import Instance
from tarazy_scheduling.planning.options import Options, options_of

Numbers: TypeAlias = NDArray[numpy.float64]
SAFE = 1e-6
"""Subtracted before a bound is rounded up to a whole number: far more than sums of so few floats are wrong by."""
SECONDS_A_JUDGE = 4.0
"""That one judge's calendar may be computed for; what is proved by then counts."""


@dataclass(frozen=True, slots=True)
class _Priced:
    bound: float
    prices: Numbers
    """By limit."""
    worth: Numbers
    """By hearing: the price of listing it twice."""


def prove(instance: Instance, *, by_judge: bool = False, told: Callable[[int, int], None] | None = None) -> Bound:
    """Bound the cost, the number of hearings not listed, and their penalties.

    Args:
        by_judge: Also compute each judge's calendar in whole hearings: a better bound, in a minute or more.
        told: Is told how many judges of how many are done.
    """
    options = options_of(instance)
    penalties = numpy.array([wanted.penalty for wanted in instance.hearings], dtype=float)
    if not options.hearing:
        return Bound(int(penalties.sum()), len(penalties), int(penalties.sum()))
    of = numpy.array(options.hearing)
    model = _model(options, len(instance.hearings))
    cost = numpy.array(options.cost, dtype=float)
    priced = _solve(model, options, cost, len(penalties))
    bound = priced.bound
    if by_judge:
        bound = max(bound, _by_judge(options, cost, priced, told or (lambda done, of: None)))
    unlisted = _solve(model, options, -numpy.ones(len(of)), len(penalties)).bound + len(penalties)
    lost = _solve(model, options, -penalties[of], len(penalties)).bound + penalties.sum()
    whole = max(0, math.ceil(lost - SAFE))
    return Bound(max(whole, math.ceil(bound + penalties.sum() - SAFE)), max(0, math.ceil(unlisted - SAFE)), whole)


def _model(options: Options, hearings: int) -> Any:
    """Options from 0 to 1; each hearing once, each limit kept."""
    count = len(options.hearing)
    rows = numpy.concatenate([numpy.array(options.hearing), numpy.array(options.uses_limit) + hearings])
    columns = numpy.concatenate([numpy.arange(count), numpy.array(options.uses_option)])
    amounts = numpy.concatenate([numpy.ones(count), numpy.array(options.uses_amount, dtype=float)])
    kept = numpy.concatenate([numpy.ones(hearings, dtype=bool), _can_bind(options)])
    number = numpy.cumsum(kept) - 1
    used = kept[rows]
    rows, columns, amounts = number[rows[used]], columns[used], amounts[used]
    order = numpy.lexsort((rows, columns))
    capacity = numpy.concatenate([numpy.ones(hearings), numpy.array(options.capacity, dtype=float)])[kept]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, int(kept.sum())
    model.col_cost_ = numpy.zeros(count)
    model.col_lower_, model.col_upper_ = numpy.zeros(count), numpy.ones(count)
    model.row_lower_, model.row_upper_ = numpy.full(len(capacity), -highspy.kHighsInf), capacity
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = numpy.searchsorted(columns[order], numpy.arange(count + 1))
    model.a_matrix_.index_ = rows[order]
    model.a_matrix_.value_ = amounts[order]
    solver = _quiet_solver()
    solver.passModel(model)
    return solver


def _quiet_solver() -> Any:
    """The first one of a process greets on standard output, whatever one tells it, and that is for our own figures."""
    output = os.dup(1)
    try:
        os.dup2(2, 1)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(output, 1)
        os.close(output)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def _can_bind(options: Options) -> NDArray[numpy.bool_]:
    """Whether a limit could be passed if every hearing that can use it did."""
    limit, option = numpy.array(options.uses_limit), numpy.array(options.uses_option)
    hearing = numpy.array(options.hearing)[option]
    _, first = numpy.unique(limit * (hearing.max() + 1) + hearing, return_index=True)
    amounts = numpy.maximum(0, numpy.array(options.uses_amount)[first])
    wanted = numpy.bincount(limit[first], weights=amounts, minlength=len(options.capacity))
    return wanted > numpy.array(options.capacity)


def _solve(solver: Any, options: Options, cost: Numbers, hearings: int) -> _Priced:
    """Solve for these costs, and bound by the prices."""
    count = len(cost)
    solver.changeColsCost(count, numpy.arange(count, dtype=numpy.int32), cost)
    solver.run()
    duals = numpy.maximum(0.0, -numpy.array(solver.getSolution().row_dual))
    prices = numpy.zeros(len(options.capacity))
    prices[_can_bind(options)] = duals[hearings:]
    reduced = cost + _charges(options, prices)
    best = numpy.zeros(hearings)
    numpy.minimum.at(best, numpy.array(options.hearing), reduced)
    return _Priced(float(best.sum() - prices @ numpy.array(options.capacity)), prices, duals[:hearings])


def _charges(options: Options, prices: Numbers) -> Numbers:
    """By option: what it pays for all that it uses."""
    paid = prices[numpy.array(options.uses_limit)] * numpy.array(options.uses_amount)
    charges: Numbers = numpy.bincount(
        numpy.array(options.uses_option), weights=paid, minlength=len(options.hearing)
    ).astype(float)
    return charges


def _by_judge(options: Options, cost: Numbers, priced: _Priced, told: Callable[[int, int], None]) -> float:
    """One pass: what binds judges together keeps its price, and each judge's own limits are kept in whole hearings."""
    owner = numpy.array(options.judge_of_limit)
    of, judge = numpy.array(options.hearing), numpy.array(options.judge)
    together = numpy.where(owner < 0, priced.prices, 0.0)
    reduced = cost + _charges(options, together)
    judges = numpy.unique(judge)
    # A hearing that several judges could take is bound by its own price; that of one judge alone is his.
    pairs = numpy.unique(of * (int(judge.max()) + 1) + judge)
    several = numpy.bincount(pairs // (int(judge.max()) + 1), minlength=len(priced.worth)) > 1
    worth = numpy.where(several, priced.worth, 0.0)
    reduced = reduced + worth[of]
    total = float(-worth.sum() - together @ numpy.array(options.capacity))
    for done, one in enumerate(judges):
        total += _calendar_of(options, reduced, of, numpy.flatnonzero((judge == one) & (reduced < 0)), int(one))
        told(done + 1, len(judges))
    return total


def _calendar_of(options: Options, reduced: Numbers, of: NDArray[Any], chosen: NDArray[Any], judge: int) -> float:
    """The least that one judge's options can cost, in whole hearings, as far as it is proved in time."""
    if not len(chosen):
        return 0.0
    at = {int(option): place for place, option in enumerate(chosen)}
    hearings = {int(hearing): row for row, hearing in enumerate(numpy.unique(of[chosen]))}
    own = options.judge_of_limit
    limits: dict[int, int] = {}
    entries = [(at[int(option)], hearings[int(of[option])], 1.0) for option in chosen]
    inside = numpy.flatnonzero(numpy.isin(numpy.array(options.uses_option), chosen))
    for use in inside:
        limit = options.uses_limit[use]
        if own[limit] == judge:
            row = limits.setdefault(limit, len(hearings) + len(limits))
            entries.append((at[options.uses_option[use]], row, float(options.uses_amount[use])))
    entries.sort()
    model = highspy.HighsLp()
    count, rows = len(chosen), len(hearings) + len(limits)
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = reduced[chosen]
    model.col_lower_, model.col_upper_ = numpy.zeros(count), numpy.ones(count)
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    model.row_lower_ = numpy.full(rows, -highspy.kHighsInf)
    model.row_upper_ = numpy.array([1.0] * len(hearings) + [float(options.capacity[limit]) for limit in limits])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = numpy.searchsorted([entry[0] for entry in entries], numpy.arange(count + 1))
    model.a_matrix_.index_ = numpy.array([entry[1] for entry in entries])
    model.a_matrix_.value_ = numpy.array([entry[2] for entry in entries])
    solver = _quiet_solver()
    solver.setOptionValue("time_limit", SECONDS_A_JUDGE)
    solver.passModel(model)
    solver.run()
    return float(solver.getInfo().mip_dual_bound)
