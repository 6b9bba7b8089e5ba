"""The draw and its proof."""

import hashlib
from bisect import bisect_right
from collections import Counter
from fractions import Fraction
from itertools import accumulate
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import ChangePost
from tarazy_scheduling.domain.draw.proof import seed_of
from tarazy_shared import tickets as drawing
from tarazy_shared.tickets import Standing, holder, number_below, shared_out, tickets

from tests.unit.scheduling.domain.courts import (
    SECRET,
    TERMS,
    World,
    a_post,
    an_id,
)

CASE = an_id("case")
POOLS = st.lists(st.tuples(st.integers(1, 2000), st.integers(-(10**9), 10**9)), min_size=1, max_size=40)
BETAS = st.sampled_from([(0, 1), (1, 2), (4, 5), (1, 1)])


def standings(pool: list[tuple[int, int]]) -> list[Standing]:
    return [Standing(an_id(f"judge{n}"), share, surplus) for n, (share, surplus) in enumerate(pool)]


# The draw -------------------------------------------------------------------------------------------------------------


@given(POOLS, BETAS)
def test_tickets_are_q_times_the_square_of_the_shares(pool: list[tuple[int, int]], beta: tuple[int, int]) -> None:
    total = sum(share for share, _ in pool)
    assert sum(one.tickets for one in tickets(standings(pool), beta)) == beta[1] * total * total


@given(POOLS, BETAS)
def test_no_chance_lies_outside_one_minus_and_one_plus_beta_times_the_fair_one(
    pool: list[tuple[int, int]], beta: tuple[int, int]
) -> None:
    candidates = tickets(standings(pool), beta)
    total, held = sum(share for share, _ in pool), sum(one.tickets for one in candidates)
    for one in candidates:
        chance, fair, swing = Fraction(one.tickets, held), Fraction(one.share, total), Fraction(*beta)
        assert (1 - swing) * fair <= chance <= (1 + swing) * fair


@given(POOLS)
def test_tickets_are_the_chances_of_keeping_the_less_burdened_of_two(pool: list[tuple[int, int]]) -> None:
    candidates = tickets(standings(pool[:6]), (1, 2))
    total = sum(one.share for one in candidates)
    kept: Counter[Any] = Counter()
    for place, one in enumerate(candidates):
        kept[one.person_id] += one.share * total
        for other_place, other in enumerate(candidates):
            lighter = one if place <= other_place else other
            kept[lighter.person_id] += one.share * other.share
    assert kept == {one.person_id: one.tickets for one in candidates}


def test_whoever_carries_less_per_share_holds_the_first_tickets() -> None:
    candidates = tickets([Standing(an_id("a"), 1000, 500), Standing(an_id("b"), 500, -1)], (1, 2))
    assert [one.person_id for one in candidates] == [an_id("b"), an_id("a")]
    assert [one.score for one in candidates] == ["-1/500", "500/1000"]


@given(POOLS, BETAS, st.randoms(use_true_random=False))
def test_the_order_in_which_judges_are_named_changes_nothing(
    pool: list[tuple[int, int]], beta: tuple[int, int], chance: Any
) -> None:
    named = standings(pool)
    shuffled = named.copy()
    chance.shuffle(shuffled)
    assert tickets(shuffled, beta) == tickets(named, beta)


def test_the_number_decides_whose_ticket_it_is() -> None:
    candidates = tickets([Standing(an_id("a"), 1, 0), Standing(an_id("b"), 1, 5)], (1, 2))
    assert [one.tickets for one in candidates] == [5, 3]
    assert [holder(candidates, n) for n in (0, 4, 5, 7)] == [an_id("a"), an_id("a"), an_id("b"), an_id("b")]
    with pytest.raises(ValueError, match="beyond"):
        holder(candidates, 8)


@given(st.integers(1, 1 << 64), st.binary(min_size=1))
def test_numbers_lie_below_the_total(total: int, text: bytes) -> None:
    assert 0 <= number_below(hashlib.sha256(text).hexdigest(), total) < total


def test_a_number_that_would_favour_low_remainders_is_passed_over() -> None:
    seed = "f" * 16 + "0" * 15 + "7" + "0" * 32
    assert number_below(seed, 10) == 7
    assert number_below("f" * 64, 10) == number_below(hashlib.sha256(b"f" * 64).hexdigest(), 10)
    with pytest.raises(ValueError, match="tickets"):
        number_below(seed, 0)


@pytest.mark.parametrize("total", [1, 3, 7, 10, 100, 200, 255, 256])
def test_each_number_is_exactly_as_likely_as_any_other(total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With numbers of two digits instead of sixteen every seed of two numbers can be tried."""
    monkeypatch.setattr(drawing, "DIGITS_A_NUMBER", 2)
    monkeypatch.setattr(drawing, "BELOW", 256)
    passed_over = 256 % total
    drawn = Counter(
        number_below(f"{first:02x}{second:02x}", total)
        for first in range(256)
        for second in range(256)
        if min(first, second) < 256 - passed_over
    )
    assert set(drawn) == set(range(total))
    assert set(drawn.values()) == {(256 * 256 - passed_over**2) // total}


def test_a_million_draws_fall_as_the_tickets_say_and_do_not_drift() -> None:
    chance = Random(4)
    pool = [(chance.choice((250, 500, 750, 1000)), chance.randrange(-(10**9), 10**9)) for _ in range(40)]
    candidates = tickets(standings(pool), (1, 2))
    total, inputs_hash = sum(one.tickets for one in candidates), "0" * 64
    ends = list(accumulate(one.tickets for one in candidates))
    tenths = []
    for tenth in range(10):
        numbers = (
            number_below(seed_of(SECRET, None, CASE, inputs_hash, attempt), total)
            for attempt in range(tenth * 100_000, (tenth + 1) * 100_000)
        )
        # The holder by bisection: the same as `holder` finds, which the tests above pin.
        tenths.append(Counter(bisect_right(ends, number) for number in numbers))
    expected = [one.tickets / total * 100_000 for one in candidates]
    each = sum((times[n] - due) ** 2 / due for times in tenths for n, due in enumerate(expected))
    whole = sum((sum(times[n] for times in tenths) - 10 * due) ** 2 / (10 * due) for n, due in enumerate(expected))
    assert whole < 72.1, "one in a thousand with 39 degrees of freedom"
    assert each < 482.1, "one in a thousand with 390: no tenth differs from the others"


@given(st.integers(0, 10**12), POOLS)
def test_nothing_is_lost_when_credit_is_shared_out(amount: int, pool: list[tuple[int, int]]) -> None:
    parts = shared_out(amount, standings(pool))
    total = sum(share for share, _ in pool)
    assert sum(parts.values()) == amount
    for one in standings(pool):
        assert abs(parts[one.person_id] - Fraction(amount * one.share, total)) <= 1


def test_loads_stay_close_to_shares_over_many_cases() -> None:
    world = World(judges=3)
    world.does(ChangePost(a_post("judge", 4, share_milli=500)))
    for number in range(400):
        world.registers(f"case{number}")
    loads = {person: balance.load for person, balance in world.court.balances.items()}
    whole = sum(loads[an_id(f"judge{n}")] for n in (1, 2, 3)) / 3
    assert abs(loads[an_id("judge4")] / whole - 0.5) < 0.05
    assert sum(balance.surplus for balance in world.court.balances.values()) == 0


def test_the_secret_does_not_show_when_terms_are_printed() -> None:
    assert SECRET not in repr(TERMS)
