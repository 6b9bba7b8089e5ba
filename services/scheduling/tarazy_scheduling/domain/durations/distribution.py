"""Durations in whole minutes with their probabilities."""

from collections import Counter
from collections.abc import Iterable, Mapping

Distribution = Mapping[int, float]
"""Minutes to probability; the probabilities add up to 1."""

ROUNDING = 1e-9
"""Sums of probabilities are exact to far less than this."""


def of_sample(minutes: Iterable[int]) -> Distribution:
    """Each duration as often as it was seen. The sample must not be empty."""
    counts = Counter(minutes)
    return {value: count / counts.total() for value, count in sorted(counts.items())}


def mixed(one: Distribution, other: Distribution, weight: float) -> Distribution:
    """`one` with the weight (0 to 1), `other` with the rest."""
    values = sorted({*one, *other})
    return {value: weight * one.get(value, 0.0) + (1 - weight) * other.get(value, 0.0) for value in values}


def quantile(distribution: Distribution, part: float) -> int:
    """The fewest minutes within which at least this part of the hearings is over."""
    reached = 0.0
    for minutes in sorted(distribution):
        reached += distribution[minutes]
        if reached >= part - ROUNDING:
            return minutes
    return max(distribution)


def mean(distribution: Distribution) -> float:
    """Minutes."""
    return sum(minutes * probability for minutes, probability in distribution.items())
