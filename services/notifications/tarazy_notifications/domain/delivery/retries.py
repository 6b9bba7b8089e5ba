"""What follows from an attempt to send a notice: the next state, and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from tarazy_notifications.domain.delivery.outcomes import (
    GIVEN_UP,
    POSSIBLE_DUPLICATE,
    Accepted,
    Fault,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    Sent,
)
from tarazy_notifications.domain.delivery.states import State

WAITS: Mapping[Fault, tuple[float, ...]] = {
    "unreachable": (1, 2, 5, 10, 20, 30, 60),
    "busy": (5, 60, 300, 900, 1800, 3600, 7200, 14400, 28800),
    "throttled": (60, 300, 900, 1800, 3600),
}
"""Seconds before each next attempt: soon for what passes at once, then as mail servers do. `busy` is given up at their
end; what says nothing against the message itself is tried for as long as the notice is of use."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a notice when an attempt ends."""

    number: int
    """Of this attempt, from 1."""
    expires_at: datetime
    in_doubt: bool = False
    """Whether an earlier attempt may have reached the gateway without our knowing."""
    refusals: int = 0
    """How often a gateway that could be reached did not take it for now, before."""
    overtaken: bool = False
    """Whether a newer version of the subject has become known."""


@dataclass(frozen=True, slots=True)
class Step:
    """The state that follows, why, and when it is tried again if it is."""

    state: State
    reason: str | None = None
    due_at: datetime | None = None
    in_doubt: bool = False
    reference: str | None = None
    sent: Sent | None = None
    """What has left, or may have."""
    refusals: int = 0


def after(outcome: Outcome, attempt: Attempt, now: datetime, chance: float) -> Step:
    """What follows from the outcome of an attempt. `chance` in [0, 1) spreads the next one by a fifth either way."""
    doubt, refusals = POSSIBLE_DUPLICATE if attempt.in_doubt else None, attempt.refusals
    match outcome:
        case Accepted(reference, sent):
            return Step(State.SENT, doubt, reference=reference, sent=sent, refusals=refusals)
        case NotTried(state):
            return Step(state, doubt, refusals=refusals)
        case Refused(code):
            return Step(State.FAILED, code, in_doubt=attempt.in_doubt, refusals=refusals)
        case Postponed():
            return _again(outcome, attempt, now, chance)


def _again(outcome: Postponed, attempt: Attempt, now: datetime, chance: float) -> Step:
    in_doubt, refusals = outcome.in_doubt or attempt.in_doubt, attempt.refusals
    if outcome.fault == "busy":
        refusals += 1
    ended = partial(Step, in_doubt=in_doubt, sent=outcome.sent, refusals=refusals)
    if attempt.overtaken:
        return Step(State.SUPERSEDED, POSSIBLE_DUPLICATE if in_doubt else None, sent=outcome.sent, refusals=refusals)
    waits = WAITS[outcome.fault]
    if outcome.fault == "busy" and refusals > len(waits):
        return ended(State.FAILED, GIVEN_UP)
    number = refusals if outcome.fault == "busy" else max(1, attempt.number - attempt.refusals)
    wait = timedelta(seconds=waits[min(number, len(waits)) - 1] * (0.8 + 0.4 * chance))
    due_at = now + max(wait, outcome.retry_after or wait)
    if due_at >= attempt.expires_at:
        return ended(State.EXPIRED, outcome.code)
    return ended(State.QUEUED, outcome.code, due_at)
