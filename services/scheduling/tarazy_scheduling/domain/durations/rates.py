"""A rate that is learnt from few cases, with the range in which it lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

PRIOR_WEIGHT = 10
"""What is believed before anything was seen counts as much as so many hearings."""
PRIOR_RATE = 0.1
"""An assumption: one in ten. Ten hearings weigh as much, fifty hide it."""
RARE_RATE = 0.02
"""The same of what is seldom."""
TAIL = 0.05
"""What lies below the range, and as much above it."""

_STEPS = 60
"""Halvings: more than a double can tell apart."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A probability, and between what it lies with a probability of 0.9."""

    rate: float
    low: float
    high: float
    happened: int
    """At the finest level that has any hearings."""
    of: int


def learnt_rate(levels: Iterable[tuple[int, int]], prior: float = PRIOR_RATE) -> Rate:
    """From (happened, of) at each level, the widest first; `prior` is believed before anything was seen.

    Each level is a Beta distribution of the weight `PRIOR_WEIGHT` around the level above it, with what was seen added.
    """
    rate, weight, seen = prior, float(PRIOR_WEIGHT), (0, 0)
    for happened, of in levels:
        if of:
            rate = (happened + PRIOR_WEIGHT * rate) / (of + PRIOR_WEIGHT)
            weight, seen = float(of + PRIOR_WEIGHT), (happened, of)
    a, b = rate * weight, (1 - rate) * weight
    return Rate(rate, beta_quantile(a, b, TAIL), beta_quantile(a, b, 1 - TAIL), *seen)


def beta_quantile(a: float, b: float, part: float) -> float:
    """Below which value a Beta(a, b) lies with this probability, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_below(a, b, middle) < part else (low, middle)
    return (low + high) / 2


def beta_below(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_below(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return min(1.0, front / _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """1 + d1/(1 + d2/(1 + …)), from the inside; more terms than any Beta here needs."""
    value = 1.0
    for term in range(400, 0, -1):
        m = term // 2
        if term % 2:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        value = 1.0 + d / value
    return value
