"""Whether what is listed in a session fits into it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tarazy_scheduling.domain.durations.distribution import Distribution, mean


@dataclass(frozen=True, slots=True)
class Expected:
    """A hearing of a session: how long it lasts if it takes place, and the probability that it does not."""

    duration: Distribution
    absence: float


@dataclass(frozen=True, slots=True)
class SessionRisk:
    """A session in which each hearing begins as soon as the one before it is over, independently of the others."""

    overrun: float
    """The probability that it goes on after its end."""
    idle_minutes: float
    """Expected minutes in which nobody sits."""
    overrun_minutes: float
    """Expected minutes after its end; 0 where it ends in time."""
    load_minutes: float
    """Expected minutes that are sat."""


def risk_of(hearings: Iterable[Expected], capacity: int) -> SessionRisk:
    """Exact: the durations are added minute by minute up to `capacity` minutes, and what lies beyond is the rest."""
    within, load = [1.0] + [0.0] * capacity, 0.0
    for one in hearings:
        within = _with(within, one)
        load += (1 - one.absence) * mean(one.duration)
    idle = sum((capacity - minutes) * probability for minutes, probability in enumerate(within))
    return SessionRisk(
        overrun=min(1.0, max(0.0, 1.0 - sum(within))),
        idle_minutes=idle,
        overrun_minutes=max(0.0, load - capacity + idle),
        load_minutes=load,
    )


def _with(within: list[float], one: Expected) -> list[float]:
    """The probability of each number of minutes once another hearing is added."""
    added = [one.absence * probability for probability in within]
    for minutes, probability in one.duration.items():
        takes = (1 - one.absence) * probability
        for before in range(len(within) - minutes):
            added[before + minutes] += takes * within[before]
    return added
