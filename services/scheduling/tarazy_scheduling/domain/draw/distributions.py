"""How likely it is that chance alone brings about as much or more: tails of two distributions."""

import math

_ENOUGH = 1e-14
_TINY = 1e-300


def normal_tails(z: float) -> float:
    """The chance that a standard normal value lies as far from 0 as z, on either side."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_tail(value: float, degrees: int) -> float:
    """The chance that a chi-square value with so many degrees of freedom is as high as `value` or higher."""
    if degrees < 1:
        raise ValueError("A chi-square value needs a degree of freedom")
    return 1.0 if value <= 0 else _upper_gamma(degrees / 2, value / 2)


def _upper_gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x) for a, x > 0 (Abramowitz and Stegun 6.5.29, 6.5.31)."""
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return 1 - scale * _series(a, x)
    return scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    n = 0
    while term > total * _ENOUGH:
        n += 1
        term *= x / (a + n)
        total += term
    return total


def _fraction(a: float, x: float) -> float:
    """The continued fraction, from its beginning (Lentz)."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    result = d
    n, change = 0, 0.0
    while abs(change - 1) > _ENOUGH:
        n += 1
        weight = -n * (n - a)
        b += 2
        d = 1 / _nonzero(weight * d + b)
        c = _nonzero(b + weight / c)
        change = c * d
        result *= change
    return result


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
