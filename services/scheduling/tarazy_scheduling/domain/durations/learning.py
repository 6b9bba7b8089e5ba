"""What hearings that are over say about one to come: the finer the level, the less of it there is to learn from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tarazy_scheduling.domain.durations.distribution import Distribution, mean, mixed, of_sample, quantile
from tarazy_scheduling.domain.durations.past import Kind, Past
from tarazy_scheduling.domain.durations.rates import RARE_RATE, Rate, learnt_rate

Level = Literal["type", "category", "judge"]
"""`type`: all hearings of the type; `category`: those in cases of the category; `judge`: the judge's among these."""
Advice = Literal["too_little_data", "fits", "longer", "shorter"]

HALF_WEIGHT = 10
"""With so many hearings a level counts as much as all that is wider: n/(n + 10).

A quantile of 0.8 of fewer than ten is set by one or two hearings.
"""
QUANTILES = (0.5, 0.8, 0.9)
ADVISED = 0.8
"""The quantile that an estimate is held against: four of five hearings end in time."""
MARGIN_MINUTES = 15
MARGIN_PART = 0.25
"""An estimate that is off by no more than the larger of both fits."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How much is known at a level."""

    level: Level
    durations: int
    """Hearings whose duration is known."""
    ended: int
    """Hearings that took place or should have."""
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is to be expected of a hearing."""

    distribution: Distribution | None
    """None where nothing is known and nobody has estimated anything."""
    level: Level | None
    """The finest level with `HALF_WEIGHT` hearings or more; None while there is none."""
    seen: tuple[Seen, ...]
    """The widest level first."""
    absence: Rate
    """How often such a hearing does not take place though nobody has cancelled it."""
    withdrawal: Rate
    """How often a hearing with a place is withdrawn, or its case closed, before it takes place."""
    late_withdrawal: Rate
    """How often one that still had its place at short notice is: of those that ended or were withdrawn so late."""

    @property
    def quantiles(self) -> dict[float, int]:
        """Minutes within which so many of the hearings are over."""
        known = self.distribution
        return {part: quantile(known, part) for part in QUANTILES} if known else {}

    @property
    def mean(self) -> float | None:
        return mean(self.distribution) if self.distribution else None


def learn(pasts: Iterable[Past], kind: Kind, planned: int | None) -> Learnt:
    """Learn from a court's hearings that are over; `planned` minutes are all there is while there are none."""
    of_levels = tuple(_levels(pasts, kind))
    distribution: Distribution | None = {planned: 1.0} if planned else None
    level: Level | None = None
    seen = []
    for name, found in of_levels:
        minutes = [sat for past in found if (sat := past.minutes_sat) is not None]
        if minutes:
            own = of_sample(minutes)
            weight = len(minutes) / (len(minutes) + HALF_WEIGHT)
            distribution = mixed(own, distribution, weight) if distribution else own
        if len(minutes) >= HALF_WEIGHT:
            level = name
        withdrawn = sum(past.state == "cancelled" for past in found)
        seen.append(Seen(name, len(minutes), len(found) - withdrawn, withdrawn))
    return Learnt(
        distribution=distribution,
        level=level,
        seen=tuple(seen),
        absence=learnt_rate(_absent(found) for _, found in of_levels),
        withdrawal=learnt_rate((one.withdrawn, one.ended + one.withdrawn) for one in seen),
        late_withdrawal=learnt_rate((_late(found) for _, found in of_levels), RARE_RATE),
    )


def advise(learnt: Learnt, planned: int) -> Advice:
    """What the estimate of a request looks like beside what was learnt."""
    if learnt.level is None:
        return "too_little_data"
    difference = learnt.quantiles[ADVISED] - planned
    if abs(difference) <= max(MARGIN_MINUTES, MARGIN_PART * planned):
        return "fits"
    return "longer" if difference > 0 else "shorter"


def _levels(pasts: Iterable[Past], kind: Kind) -> Iterator[tuple[Level, Sequence[Past]]]:
    found = [past for past in pasts if past.hearing_type == kind.hearing_type]
    yield "type", found
    if kind.category is not None:
        found = [past for past in found if past.category == kind.category]
        yield "category", found
    if kind.judge_id is not None:
        yield "judge", [past for past in found if past.judge_id == kind.judge_id]


def _absent(found: Sequence[Past]) -> tuple[int, int]:
    ended = [past for past in found if past.state != "cancelled"]
    return sum(not past.took_place for past in ended), len(ended)


def _late(found: Sequence[Past]) -> tuple[int, int]:
    late = sum(past.is_late for past in found)
    return late, late + sum(past.state != "cancelled" for past in found)
