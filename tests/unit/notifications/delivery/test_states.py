"""What may become of a notice."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.delivery.states import FINAL, FOLLOWS, State


def test_every_state_says_what_may_follow_it() -> None:
    assert set(FOLLOWS) == set(State)


def test_final_states_never_reopen() -> None:
    assert {state for state, following in FOLLOWS.items() if not following} == FINAL


def test_every_state_can_be_reached_and_leads_to_an_end() -> None:
    reached, looked_at = {State.QUEUED}, list[State]()
    while waiting := reached - set(looked_at):
        looked_at.append(waiting.pop())
        reached |= FOLLOWS[looked_at[-1]]
    assert reached == set(State)
    assert all(FOLLOWS[state] & (FINAL | {State.SENT, State.DELIVERED}) for state in set(State) - FINAL)


@given(st.lists(st.sampled_from(State)))
def test_whatever_is_asked_for_what_has_left_is_never_sent_again(wanted: Sequence[State]) -> None:
    way = [State.QUEUED]
    for state in wanted:
        if state in FOLLOWS[way[-1]]:
            way.append(state)
    if State.SENT in way:
        after_it = way[way.index(State.SENT) + 1 :]
        assert not {State.QUEUED, State.SENDING, State.SENT, State.FAILED, State.EXPIRED} & set(after_it)
    assert not FINAL & set(way[:-1])
