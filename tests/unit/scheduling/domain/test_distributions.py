"""Tails of distributions against tables."""

import math

import pytest
from tarazy_scheduling.domain.draw.distributions import chi_square_tail, normal_tails


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    [
        # The 5 % and 1 % points of every table of chi-square (Abramowitz and Stegun, 26.8).
        (3.841459, 1, 0.05),
        (6.634897, 1, 0.01),
        (11.070498, 5, 0.05),
        (18.307038, 10, 0.05),
        (23.209251, 10, 0.01),
        (43.772972, 30, 0.05),
        (124.342113, 100, 0.05),
        (77.929465, 100, 0.95),
        (0.210721, 2, 0.9),
    ],
)
def test_chi_square_has_the_points_of_the_tables(value: float, degrees: int, tail: float) -> None:
    assert chi_square_tail(value, degrees) == pytest.approx(tail, rel=1e-5)


@pytest.mark.parametrize("value", [0.01, 0.5, 1.0, 2.999, 3.0, 3.001, 10.0, 60.0])
def test_chi_square_of_two_and_four_degrees_is_what_it_is_in_closed_form(value: float) -> None:
    assert chi_square_tail(value, 2) == pytest.approx(math.exp(-value / 2), rel=1e-12)
    assert chi_square_tail(value, 4) == pytest.approx(math.exp(-value / 2) * (1 + value / 2), rel=1e-12)


@pytest.mark.parametrize("z", [0.1, 1.0, 1.96, 3.0, 5.0])
def test_the_square_of_a_normal_value_is_chi_square_of_one_degree(z: float) -> None:
    assert chi_square_tail(z * z, 1) == pytest.approx(normal_tails(z), rel=1e-10)


def test_the_ends() -> None:
    assert chi_square_tail(0, 3) == 1.0
    assert chi_square_tail(1e-30, 3) == 1.0
    assert chi_square_tail(5000, 3) < 1e-300
    assert normal_tails(0) == 1.0
    with pytest.raises(ValueError, match="degree"):
        chi_square_tail(1.0, 0)
