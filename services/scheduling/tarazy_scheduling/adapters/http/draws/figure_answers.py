"""Figures about a court's draws as programs are told of them."""

from datetime import date, datetime

from pydantic import Field

from tarazy_scheduling.adapters.draws.draw_checks import LastCheck
from tarazy_scheduling.adapters.draws.draw_signals import FiledAgain, LateExclusion
from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.domain.draw.fairness import ChiSquare, JudgeFigures, Runs


class PoolSize(Answer):
    """How many draws had so many candidates."""

    candidates: int
    draws: int


class OfPool(Answer):
    """One pool: the court, or a category of cases in it. What is null cannot be said of so few draws."""

    draws: int
    chi_square: ChiSquare | None
    largest_z: float | None
    """Of all judges, without its sign."""
    largest_z_p: float | None
    """How often the most striking of so many judges is as striking by chance alone."""
    pool_sizes: tuple[PoolSize, ...]


class DrawStatistics(OfPool):
    """What was drawn in a period, beside what the logged chances let expect."""

    court_id: str
    from_on: date = Field(alias="from")
    to_on: date = Field(alias="to")
    category: str | None
    measured_at: datetime
    last_number: int
    """Of the last draw that was counted; 0 where there was none."""
    judges: tuple[JudgeFigures, ...]
    runs: Runs
    categories: dict[str, OfPool]
    one_judge: tuple[int, ...]
    """Numbers of the draws in which one judge alone could be drawn."""
    without_beacon: tuple[int, ...]
    """Numbers of the draws in which no public beacon took part."""
    late_exclusions: tuple[LateExclusion, ...]
    filed_again: tuple[FiledAgain, ...]
    last_verified: LastCheck | None
