"""Options and limits as arrays, and HiGHS as it is spoken to here.

Importing this module needs the extra `tarazy-scheduling[planning]`.
"""

import os
from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy
from numpy.typing import NDArray

from tarazy_scheduling.planning.options import Options

Numbers: TypeAlias = NDArray[numpy.float64]
Whole: TypeAlias = NDArray[numpy.int64]
Flags: TypeAlias = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True)
class Programme:
    """The same lists as in `Options`."""

    hearings: int
    """How many there are."""
    hearing: Whole
    judge: Whole
    cost: Numbers
    used_limit: Whole
    used_by: Whole
    amount: Numbers
    capacity: Numbers
    owner: Whole

    @classmethod
    def of(cls, options: Options, hearings: int) -> "Programme":
        """Arrays of the lists."""
        return cls(
            hearings,
            numpy.array(options.hearing, dtype=numpy.int64),
            numpy.array(options.judge, dtype=numpy.int64),
            numpy.array(options.cost, dtype=float),
            numpy.array(options.used_limit, dtype=numpy.int64),
            numpy.array(options.used_by, dtype=numpy.int64),
            numpy.array(options.amount, dtype=float),
            numpy.array(options.capacity, dtype=float),
            numpy.array(options.owner, dtype=numpy.int64),
        )

    def charges(self, prices: Numbers) -> Numbers:
        """By option: what it pays for all that it uses."""
        paid = prices[self.used_limit] * self.amount
        return numpy.bincount(self.used_by, weights=paid, minlength=len(self.cost)).astype(numpy.float64)


def columns_of(cost: Numbers, column: Whole, row: Whole, amount: Numbers, capacity: Numbers) -> Any:
    """A model for HiGHS: columns from 0 to 1, rows that use at most their capacity, one entry a use."""
    order = numpy.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(capacity)
    model.col_cost_ = cost
    model.col_lower_, model.col_upper_ = numpy.zeros(len(cost)), numpy.ones(len(cost))
    model.row_lower_, model.row_upper_ = numpy.full(len(capacity), -highspy.kHighsInf), capacity
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = numpy.searchsorted(column[order], numpy.arange(len(cost) + 1))
    model.a_matrix_.index_ = row[order]
    model.a_matrix_.value_ = amount[order]
    return model


def quiet_solver() -> Any:
    """The first one of a process greets on standard output, whatever one tells it: nobody wants to read that."""
    output, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(output, 1)
        os.close(output)
        os.close(nowhere)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver
