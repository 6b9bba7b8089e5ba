"""Whatever happens to a notice, and in whatever order: it goes forward, comes to one end, and is not told twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt, judge
from tarazy_notifications.domain.delivery.retries import Attempt, after
from tarazy_notifications.domain.delivery.states import FINAL, FOLLOWS, State

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
EXPIRES = NOW + timedelta(days=20)

OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.just(Accepted("1")),
    st.just(Refused("smtp_550")),
    st.builds(Postponed, st.sampled_from(["unreachable", "busy", "throttled"]), st.just("x"), st.booleans()),
    st.builds(NotTried, st.sampled_from([State.SUPERSEDED, State.EXPIRED])),
)
EVENTS = st.one_of(OUTCOMES, st.sampled_from(Happening), st.just("overtaken"), st.just("lease ran out"))


class Life:
    """One notice, as the database would have it."""

    def __init__(self) -> None:
        self.states = [State.QUEUED]
        self.at, self.attempts, self.refusals = NOW, 0, 0
        self.in_doubt = self.overtaken = False

    def becomes(self, state: State) -> None:
        assert state in FOLLOWS[self.states[-1]], f"{state} after {self.states[-1]}"
        self.states.append(state)

    def take(self, event: Outcome | Happening | str, chance: float) -> None:
        """What follows, as the sender, the reader of reports and a newer version have it."""
        state = self.states[-1]
        if isinstance(event, Happening):
            _, following = judge(Receipt("1", event, self.at), state)
            if following is not None:
                self.becomes(following)
        elif event == "overtaken":
            self.overtaken = self.overtaken or state is State.SENDING
            if state is State.QUEUED:
                self.becomes(State.SUPERSEDED)
        elif state is State.QUEUED:
            self.becomes(State.SENDING)
            self.attempts += 1
        elif state is State.SENDING and event == "lease ran out":
            self.attempts, self.in_doubt = self.attempts + 1, True
        elif state is State.SENDING and not isinstance(event, str):
            before = Attempt(self.attempts, EXPIRES, self.in_doubt, self.refusals, self.overtaken)
            step = after(event, before, self.at, chance)
            self.at, self.in_doubt, self.refusals = step.due_at or self.at, step.in_doubt, step.refusals
            self.becomes(step.state)


@given(st.lists(st.tuples(EVENTS, st.floats(0, 0.999)), max_size=60))
def test_a_notice_goes_forward_and_comes_to_one_end(events: list[tuple[Outcome | Happening | str, float]]) -> None:
    life = Life()
    for event, chance in events:
        life.take(event, chance)
    assert life.states.count(State.SENT) <= 1
    assert not FINAL & set(life.states[:-1])
    assert life.at < EXPIRES, "it is never tried after it is of no use"
    assert life.states.count(State.SENDING) <= life.attempts
