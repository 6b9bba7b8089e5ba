"""A better bound: what binds judges together keeps its price, and each judge's own limits are kept in whole hearings.

Importing this module needs the extra `tarazy-scheduling[planning]`.
"""

import time
from collections.abc import Callable

import highspy
import numpy

from tarazy_scheduling.planning.options import NOBODY
from tarazy_scheduling.planning.programme import Flags, Numbers, Programme, Whole, columns_of, quiet_solver

SOLVER_ERROR = 1e-3
"""Of one judge's least cost: here the solver's word is taken, which holds to about 1e-6 for each option it chose."""


def least_of_each_judge(
    programme: Programme, prices: Numbers, worth: Numbers, seconds: float, told: Callable[[int, int], None]
) -> float:
    """The sum over judges of the least that their calendars can cost, less the prices of what binds them together.

    Args:
        prices: Of limits, none negative; those of a judge's own limits are not needed.
        worth: Of listing each hearing once more, none negative.
        seconds: For all judges; what is proved by then counts.
    """
    shared = numpy.where(programme.owner == NOBODY, prices, 0.0)
    # That a hearing is listed once is a judge's own affair, unless several could hear it.
    worth = numpy.where(_has_several_judges(programme), worth, 0.0)
    cost = programme.cost + programme.charges(shared) + worth[programme.hearing]
    least = float(-worth.sum() - shared @ programme.capacity)
    judges = numpy.unique(programme.judge)
    # An option that costs something is worth it at most for the sake of the hearing that comes after.
    enables = numpy.zeros(len(cost), dtype=bool)
    enables[programme.used_by[(programme.amount < 0) & (programme.owner[programme.used_limit] != NOBODY)]] = True
    ends = time.monotonic() + seconds
    for done, judge in enumerate(judges):
        chosen = numpy.flatnonzero((programme.judge == judge) & ((cost < 0) | enables))
        left = (ends - time.monotonic()) / (len(judges) - done)
        least += _least(programme, cost, chosen, int(judge), max(0.05, left))
        told(done + 1, len(judges))
    return least


def _has_several_judges(programme: Programme) -> Flags:
    span = int(programme.judge.max()) + 1
    pairs = numpy.unique(programme.hearing * span + programme.judge)
    several: Flags = numpy.bincount(pairs // span, minlength=programme.hearings) > 1
    return several


def _least(programme: Programme, cost: Numbers, chosen: Whole, judge: int, seconds: float) -> float:
    """Of one judge's options: a bound of what they cost, each hearing whole, within the judge's own limits."""
    if not len(chosen):
        return 0.0
    column = numpy.full(len(programme.cost), -1)
    column[chosen] = numpy.arange(len(chosen))
    uses = numpy.flatnonzero((column[programme.used_by] >= 0) & (programme.owner[programme.used_limit] == judge))
    hearings, row_of_hearing = numpy.unique(programme.hearing[chosen], return_inverse=True)
    limits, row_of_limit = numpy.unique(programme.used_limit[uses], return_inverse=True)
    model = columns_of(
        cost[chosen],
        numpy.concatenate([numpy.arange(len(chosen)), column[programme.used_by[uses]]]),
        numpy.concatenate([row_of_hearing, len(hearings) + row_of_limit]),
        numpy.concatenate([numpy.ones(len(chosen)), programme.amount[uses]]),
        numpy.concatenate([numpy.ones(len(hearings)), programme.capacity[limits]]),
    )
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(chosen)
    solver = quiet_solver()
    solver.setOptionValue("time_limit", seconds)
    # Costs are against not listing anything, hence large: a small part of them is more than a plan has to spare.
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(model)
    solver.run()
    # Listing each hearing at its cheapest is proved without any solver.
    cheapest = numpy.zeros(len(hearings))
    numpy.minimum.at(cheapest, row_of_hearing, cost[chosen])
    if solver.getModelStatus() not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit):
        return float(cheapest.sum())
    return max(float(cheapest.sum()), float(solver.getInfo().mip_dual_bound) - SOLVER_ERROR)
