"""What follows from an attempt to send a notice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.delivery.outcomes import (
    Accepted,
    Fault,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    Sent,
)
from tarazy_notifications.domain.delivery.retries import WAITS, Attempt, after
from tarazy_notifications.domain.delivery.states import FOLLOWS, State

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
FAR = NOW + timedelta(days=90)


def attempt(number: int = 1, **fields: object) -> Attempt:
    return Attempt(**({"number": number, "expires_at": FAR} | fields))  # type: ignore[arg-type]


OUTCOMES = st.one_of(
    st.builds(Accepted, st.just("250 2.0.0 OK")),
    st.builds(Refused, st.just("smtp_550")),
    st.builds(
        Postponed,
        st.sampled_from(["unreachable", "busy", "throttled"]),
        st.just("smtp_451"),
        st.booleans(),
        retry_after=st.none() | st.timedeltas(timedelta(0), timedelta(days=200)),
    ),
    st.builds(NotTried, st.sampled_from([State.SUPERSEDED, State.EXPIRED])),
)


@given(OUTCOMES, st.integers(1, 40), st.integers(0, 40), st.booleans(), st.booleans(), st.floats(0, 0.999))
def test_an_attempt_ends_in_a_state_that_may_follow(
    outcome: Outcome, number: int, refusals: int, in_doubt: bool, overtaken: bool, chance: float
) -> None:
    before = attempt(number, refusals=min(refusals, number - 1), in_doubt=in_doubt, overtaken=overtaken)
    step = after(outcome, before, NOW, chance)
    assert step.state in FOLLOWS[State.SENDING]
    assert (step.due_at is not None) == (step.state is State.QUEUED)
    if step.due_at:
        assert NOW < step.due_at < FAR
        assert not overtaken


@given(OUTCOMES, st.integers(1, 40), st.booleans(), st.floats(0, 0.999))
def test_that_a_message_may_have_left_is_never_forgotten(
    outcome: Outcome, number: int, overtaken: bool, chance: float
) -> None:
    """What follows a message that may have left has to take it back."""
    step = after(outcome, attempt(number, in_doubt=True, overtaken=overtaken), NOW, chance)
    assert step.in_doubt or step.reason == "possible_duplicate"


def test_accepted_is_sent_and_keeps_the_gateways_reference() -> None:
    step = after(Accepted("OK 17"), attempt(), NOW, 0.5)
    assert (step.state, step.reason, step.reference) == (State.SENT, None, "OK 17")


def test_what_has_left_or_may_have_is_kept() -> None:
    sent = Sent("0" * 64)
    assert after(Accepted("OK 17", sent), attempt(), NOW, 0.5).sent == sent
    assert after(Postponed("unreachable", "no_answer", in_doubt=True, sent=sent), attempt(), NOW, 0.5).sent == sent
    assert after(Refused("smtp_550"), attempt(), NOW, 0.5).sent is None


def test_accepted_after_a_lost_answer_is_a_possible_duplicate() -> None:
    lost = after(Postponed("unreachable", "no_answer", in_doubt=True), attempt(), NOW, 0.5)
    assert lost.in_doubt
    assert after(Accepted(), attempt(2, in_doubt=lost.in_doubt), NOW, 0.5).reason == "possible_duplicate"


def test_doubt_stays_through_later_attempts_that_certainly_failed() -> None:
    assert after(Postponed("busy", "smtp_451"), attempt(2, in_doubt=True), NOW, 0.5).in_doubt


@pytest.mark.parametrize("fault", ["busy", "unreachable", "throttled"])
def test_waits_grow_and_are_spread_by_a_fifth(fault: Fault) -> None:
    def wait(number: int, chance: float) -> timedelta:
        before = attempt(number, refusals=number - 1 if fault == "busy" else 0)
        return (after(Postponed(fault, "x"), before, NOW, chance).due_at or FAR) - NOW

    numbers = range(1, len(WAITS[fault]) + 1)
    assert [wait(number, 0.5).total_seconds() for number in numbers] == list(WAITS[fault])
    assert all(wait(number, 0.0) == wait(number, 0.5) * 0.8 for number in numbers)


def test_a_gateway_that_says_later_too_often_is_given_up() -> None:
    step = after(Postponed("busy", "smtp_451"), attempt(40, refusals=len(WAITS["busy"])), NOW, 0.5)
    assert (step.state, step.reason) == (State.FAILED, "given_up")


def test_a_gateway_that_was_away_has_cost_the_notice_nothing() -> None:
    step = after(Postponed("busy", "smtp_451"), attempt(5000), NOW, 0.5)
    assert (step.state, step.refusals) == (State.QUEUED, 1)
    assert step.due_at == NOW + timedelta(seconds=WAITS["busy"][0])
    assert after(Postponed("unreachable", "x"), attempt(9, refusals=3), NOW, 0.5).refusals == 3


def test_a_gateway_that_is_away_is_tried_as_long_as_the_notice_is_of_use() -> None:
    assert after(Postponed("unreachable", "x"), attempt(5000), NOW, 0.5).state is State.QUEUED
    soon = NOW + timedelta(seconds=30)
    assert after(Postponed("unreachable", "x"), attempt(5000, expires_at=soon), NOW, 0.5).state is State.EXPIRED


def test_a_gateway_that_says_when_is_not_asked_before() -> None:
    step = after(Postponed("throttled", "http_429", retry_after=timedelta(hours=2)), attempt(), NOW, 0.0)
    assert step.due_at == NOW + timedelta(hours=2)
    assert after(Postponed("throttled", "http_429", retry_after=timedelta(0)), attempt(), NOW, 0.5).due_at != NOW


def test_an_overtaken_notice_is_not_tried_again() -> None:
    assert after(Postponed("busy", "x"), attempt(overtaken=True), NOW, 0.5).state is State.SUPERSEDED
