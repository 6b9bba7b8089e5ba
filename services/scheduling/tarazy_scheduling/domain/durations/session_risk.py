"""Whether what is listed in a session fits into it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tarazy_scheduling.domain.durations.distribution import Distribution, mean
from tarazy_scheduling.domain.durations.learning import learn
from tarazy_scheduling.domain.durations.past import Kind, Past


@dataclass(frozen=True, slots=True)
class Expected:
    """A hearing of a session: how long it lasts if it takes place, and the probability that it does not.

    What is withdrawn at short notice leaves its time empty as well.
    """

    duration: Distribution
    absence: float


def expect(pasts: Iterable[Past], kind: Kind, planned: int) -> Expected:
    """A hearing of a kind for which so many minutes are planned."""
    learnt = learn(pasts, kind, planned)
    falls_away = 1 - (1 - learnt.absence.rate) * (1 - learnt.late_withdrawal.rate)
    return Expected(learnt.distribution or {planned: 1.0}, falls_away)


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
    """Of a session of `capacity` minutes."""
    *_, last = risks_one_by_one((), hearings, capacity)
    return last


def risks_one_by_one(hearings: Iterable[Expected], further: Iterable[Expected], capacity: int) -> Iterator[SessionRisk]:
    """Of these hearings, and then with each of the further ones added to them.

    Exact: durations are added minute by minute up to `capacity` minutes; what lies beyond is the rest.
    """
    within, load = [1.0] + [0.0] * capacity, 0.0
    for one in hearings:
        within, load = _with(within, one), load + _load(one)
    yield _risk(within, load)
    for one in further:
        within, load = _with(within, one), load + _load(one)
        yield _risk(within, load)


def _load(one: Expected) -> float:
    return (1 - one.absence) * mean(one.duration)


def _risk(within: Sequence[float], load: float) -> SessionRisk:
    capacity = len(within) - 1
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
