"""What reports mean for a notice."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.delivery.receipts import LEADS_TO, Happening, Receipt, Verdict, judge
from tarazy_notifications.domain.delivery.states import FINAL, FOLLOWS, State

AT = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)


def report(happening: Happening) -> Receipt:
    return Receipt("1", happening, AT)


@given(st.sampled_from(Happening), st.sampled_from(State))
def test_a_report_changes_a_state_only_into_one_that_may_follow(happening: Happening, state: State) -> None:
    verdict, following = judge(report(happening), state)
    assert (following is not None) == (verdict is Verdict.APPLIED)
    if following is not None:
        assert following in FOLLOWS[state]
    if state in FINAL:
        assert verdict in {Verdict.LATE, Verdict.NOTED}


@given(st.permutations([Happening.DELIVERED, Happening.DEFERRED, Happening.READ, Happening.DELIVERED]))
def test_in_whatever_order_reports_come_what_was_read_is_read(order: Sequence[Happening]) -> None:
    state = State.SENT
    for happening in order:
        _, following = judge(report(happening), state)
        state = following or state
    assert state is State.READ


def test_what_came_back_stays_so() -> None:
    assert judge(report(Happening.BOUNCED), State.DELIVERED) == (Verdict.APPLIED, State.BOUNCED)
    assert judge(report(Happening.DELIVERED), State.BOUNCED) == (Verdict.LATE, None)


@pytest.mark.parametrize("happening", LEADS_TO)
def test_a_report_that_is_faster_than_our_own_record_waits_for_it(happening: Happening) -> None:
    assert judge(report(happening), State.SENDING) == (Verdict.WAITING, None)
