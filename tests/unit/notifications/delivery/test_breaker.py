"""When a gateway is left alone, and when it is tried again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.delivery.breaker import LONGEST_REST, RESTS, TRIPS_AT, WORKS, Gate, after_outcome
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.states import State

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
GONE, BUSY = Postponed("unreachable", "no_answer"), Postponed("busy", "smtp_451")


def after(outcomes: Sequence[Outcome], gate: Gate = WORKS, *, was_probe: bool = False) -> Gate:
    for outcome in outcomes:
        gate = after_outcome(gate, outcome, NOW, was_probe=was_probe)
    return gate


def test_a_gateway_that_is_gone_is_given_up_after_five_failures_in_a_row() -> None:
    assert after([GONE] * 4).open_until is None
    assert after([GONE] * 5).open_until == NOW + timedelta(seconds=RESTS[0])


def test_one_that_says_later_of_each_is_given_more_time() -> None:
    assert after([BUSY] * (TRIPS_AT - 1)).open_until is None
    assert after([BUSY] * TRIPS_AT).open_until is not None


def test_whatever_it_answers_for_good_shows_that_it_works() -> None:
    for answer in (Accepted(), Refused("smtp_550")):
        assert after([GONE, GONE, answer]) == WORKS
        assert after([GONE, answer, *[GONE] * 4]).open_until is None


def test_what_was_never_handed_over_says_nothing() -> None:
    gate = after([GONE])
    assert after([NotTried(State.SUPERSEDED)], gate) == gate


def test_what_was_on_its_way_when_it_tripped_says_nothing_new() -> None:
    tripped = after([GONE] * 5)
    assert after([GONE] * 30, tripped) == tripped


def test_each_probe_that_fails_is_followed_by_a_longer_rest() -> None:
    gate, rests = after([GONE] * 5), list[float]()
    for _ in range(8):
        assert gate.open_until is not None
        rests.append((gate.open_until - NOW).total_seconds())
        gate = after([GONE], gate, was_probe=True)
    assert rests == [*RESTS, *[RESTS[-1]] * (8 - len(RESTS))]


def test_a_probe_that_gets_through_has_everything_go_on() -> None:
    assert after([Accepted()], after([GONE] * 5), was_probe=True) == WORKS


def test_who_asks_to_be_left_alone_is_for_as_long() -> None:
    wanted = Postponed("throttled", "http_429", retry_after=timedelta(minutes=2))
    gate = after([wanted])
    assert (gate.open_until, gate.trips) == (NOW + timedelta(minutes=2), 0)
    for_ever = Postponed("throttled", "http_429", retry_after=timedelta(days=30))
    assert after([for_ever]).open_until == NOW + LONGEST_REST


@given(st.lists(st.tuples(st.sampled_from([GONE, BUSY, Accepted(), Refused("x")]), st.booleans())))
def test_it_is_never_given_up_for_longer_than_the_longest_rest(answers: list[tuple[Outcome, bool]]) -> None:
    gate = WORKS
    for outcome, was_probe in answers:
        gate = after([outcome], gate, was_probe=was_probe)
        assert gate.open_until is None or NOW < gate.open_until <= NOW + timedelta(seconds=RESTS[-1])
        assert (gate.trips > 0) == (gate.open_until is not None)
