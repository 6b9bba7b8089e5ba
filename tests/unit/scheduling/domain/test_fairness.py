"""Figures about draws: fair ones look fair, and steered ones do not."""

import math
import random
from collections.abc import Callable
from uuid import UUID

import pytest
from tarazy_scheduling.domain.draw.account import Holder, Seat
from tarazy_scheduling.domain.draw.fairness import Tally, figures_of, runs_of
from tarazy_shared.tickets import Standing, holder, tickets

from tests.unit.scheduling.domain.courts import an_id

JUDGES = [an_id(f"judge{number}") for number in range(8)]
Steer = Callable[[random.Random, UUID], bool]


def seat_of(standings: list[Standing], chance: random.Random, steer: Steer | None = None) -> Seat:
    """One draw; whoever steers may have it made once more."""
    held = tickets(standings, (1, 2))
    total, shares = sum(one.tickets for one in held), sum(one.share for one in held)
    number = chance.randrange(total)
    if steer and steer(chance, holder(held, number)):
        number = chance.randrange(total)
    holders, first = [], 0
    for one in held:
        holders.append(Holder(one.person_id, one.share, one.surplus, first, one.tickets, total, shares))
        first += one.tickets
    return Seat(holder(held, number), tuple(holders), number)


def a_year(seed: int, draws: int = 1000, steer: Steer | None = None) -> Tally:
    """Draws of a court of eight, of whom one works half time and each is away now and then."""
    chance, tally = random.Random(seed), Tally()
    load = dict.fromkeys(JUDGES, 0)
    for _ in range(draws):
        pool = [judge for judge in JUDGES if chance.random() > 0.2] or JUDGES
        mean = sum(load.values()) // len(load)
        standings = [Standing(one, 500 if one == JUDGES[0] else 1000, load[one] - mean) for one in pool]
        seat = seat_of(standings, chance, steer)
        load[seat.person_id] += 120_000_000
        tally.add(seat)
    return tally


def test_what_is_expected_adds_up_to_what_was_drawn() -> None:
    figures = figures_of(a_year(1))
    assert sum(one.expected for one in figures.judges) == pytest.approx(1000)
    assert sum(one.drawn for one in figures.judges) == sum(count for _, count in figures.sizes) == 1000
    assert [one.person_id for one in figures.judges] == sorted(JUDGES)


def test_one_pool_of_equal_chances_gives_pearsons_statistic() -> None:
    """For chances that never change the form is the chi-square that everybody knows."""
    tally, chance = Tally(), random.Random(5)
    standings = [Standing(one, 1000, place) for place, one in enumerate(JUDGES[:4])]
    for _ in range(400):
        tally.add(seat_of(standings, chance))
    figures = figures_of(tally)
    pearson = sum((one.drawn - one.expected) ** 2 / one.expected for one in figures.judges)
    assert figures.chi_square is not None
    assert figures.chi_square.value == pytest.approx(pearson)
    assert figures.chi_square.degrees == 3


def test_fair_draws_strike_nobody_more_often_than_chance_does() -> None:
    """Of 200 fair years about one in twenty is below 5 %, and z has mean 0 and variance 1."""
    years = [figures_of(a_year(seed, 300)) for seed in range(200)]
    ps = [year.chi_square.p for year in years if year.chi_square]
    assert len(ps) == 200
    assert {year.chi_square.degrees for year in years if year.chi_square} == {7}
    assert 0.01 <= sum(p < 0.05 for p in ps) / 200 <= 0.10
    assert 0.40 <= sum(ps) / 200 <= 0.60
    assert sum(year.largest_z_p < 0.05 for year in years if year.largest_z_p is not None) / 200 <= 0.10
    zs = [one.z for year in years for one in year.judges if one.z is not None]
    mean = sum(zs) / len(zs)
    assert abs(mean) < 0.1
    assert 0.85 < sum((z - mean) ** 2 for z in zs) / len(zs) < 1.15


def test_who_has_three_of_ten_cases_of_a_judge_drawn_again_is_seen() -> None:
    """With about 125 expected cases; research says z of about 3.4."""
    avoided = JUDGES[3]
    zs = []
    for seed in range(20):
        tally = a_year(seed, 900, lambda chance, drawn: drawn == avoided and chance.random() < 0.3)
        figures = figures_of(tally)
        (mine,) = [one for one in figures.judges if one.person_id == avoided]
        assert mine.z is not None
        zs.append(mine.z)
    assert -4.2 < sum(zs) / 20 < -2.6


def test_too_few_draws_say_nothing() -> None:
    figures = figures_of(a_year(1, 12))
    assert figures.chi_square is None
    assert figures.largest_z is None
    assert not figures.is_striking
    assert figures_of(Tally()).judges == ()


def test_a_pool_of_one_has_no_choice_and_says_nothing() -> None:
    tally, chance = Tally(), random.Random(1)
    for _ in range(100):
        tally.add(seat_of([Standing(JUDGES[0], 1000, 0)], chance))
    figures = figures_of(tally)
    assert (figures.judges[0].drawn, figures.judges[0].expected, figures.judges[0].z) == (100, 100.0, None)
    assert figures.chi_square is None
    assert figures.sizes == ((1, 100),)


def test_two_pools_that_share_nobody_have_a_degree_less_each() -> None:
    tally, chance = Tally(), random.Random(2)
    for turn in range(400):
        pool = JUDGES[:4] if turn % 2 else JUDGES[4:]
        tally.add(seat_of([Standing(one, 1000, place) for place, one in enumerate(pool)], chance))
    figures = figures_of(tally)
    assert figures.chi_square is not None
    assert figures.chi_square.degrees == 6


def test_numbers_that_jump_about_have_the_runs_they_should() -> None:
    chance = random.Random(3)
    ps = [runs_of(chance.random() for _ in range(200)).p for _ in range(200)]
    assert 0.01 <= sum(p is not None and p < 0.05 for p in ps) / 200 <= 0.10


@pytest.mark.parametrize("numbers", [[0.1, 0.9] * 50, [0.1] * 50 + [0.9] * 50])
def test_numbers_in_a_pattern_are_seen(numbers: list[float]) -> None:
    runs = runs_of(numbers)
    assert runs.p is not None
    assert runs.p < 1e-9


def test_runs_are_counted_as_wald_and_wolfowitz_do() -> None:
    runs = runs_of([0.2] * 10 + [0.7] * 12 + [0.3] * 4)
    assert (runs.numbers, runs.runs) == (26, 3)
    assert runs.expected == pytest.approx(1 + 2 * 14 * 12 / 26)
    variance = 2 * 14 * 12 * (2 * 14 * 12 - 26) / (26 * 26 * 25)
    assert runs.p == pytest.approx(math.erfc((runs.expected - 3) / math.sqrt(variance) / math.sqrt(2)))
    assert runs_of([]).p is None
    assert runs_of([0.9] * 30).p is None
