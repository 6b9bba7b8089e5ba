"""The way of a notice from the queue to the gateway: its states, and what follows from an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal


class State(StrEnum):
    """Where a notice is."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    FAILED = "failed"
    BOUNCED = "bounced"


FINAL = frozenset({State.READ, State.SUPERSEDED, State.EXPIRED, State.FAILED, State.BOUNCED})
"""States that never change again."""

FOLLOWS: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SUPERSEDED, State.EXPIRED, State.FAILED}),
    State.SENDING: frozenset({State.QUEUED, State.SENT, State.SUPERSEDED, State.EXPIRED, State.FAILED}),
    State.SENT: frozenset({State.DELIVERED, State.READ, State.BOUNCED}),
    State.DELIVERED: frozenset({State.READ, State.BOUNCED}),
    **dict.fromkeys(FINAL, frozenset()),
}
"""What may come after a state."""

Fault = Literal["unreachable", "busy"]
"""Why a gateway did not take a message this time: it is away, or it is busy."""

WAITS: Mapping[Fault, tuple[float, ...]] = {
    "unreachable": (1, 2, 5, 10, 20, 30, 60),
    "busy": (5, 30, 120, 300, 900, 1800, 3600, 7200, 14400, 28800),
}
"""Seconds before each next attempt. A gateway that is away is tried for as long as the notice is of use."""

POSSIBLE_DUPLICATE = "possible_duplicate"
NO_GATEWAY = "no_gateway"
ADDRESS_REFUSED = "address_refused"
GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has taken the message over; `reference` is what it calls it."""

    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway will never take this message; `code` says why and holds no address."""

    code: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """The gateway did not take it this time. `in_doubt`: it may have, and the answer was lost."""

    fault: Fault
    code: str
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class NotTried:
    """It was not handed to the gateway, because meanwhile it was overtaken, or is of no use any more."""

    state: Literal[State.SUPERSEDED, State.EXPIRED]


Outcome = Accepted | Refused | Postponed | NotTried


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a notice when an attempt ends."""

    number: int
    """Of this attempt, from 1."""
    expires_at: datetime
    in_doubt: bool = False
    """Whether an earlier attempt may have reached the gateway without our knowing."""
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


def after(outcome: Outcome, attempt: Attempt, now: datetime, chance: float) -> Step:
    """What follows from the outcome of an attempt. `chance` in [0, 1) spreads the next one by a fifth either way."""
    doubt = POSSIBLE_DUPLICATE if attempt.in_doubt else None
    match outcome:
        case Accepted(reference):
            return Step(State.SENT, doubt, reference=reference)
        case NotTried(state):
            return Step(state, doubt)
        case Refused(code):
            return Step(State.FAILED, code, in_doubt=attempt.in_doubt)
        case Postponed(fault, code, in_doubt):
            return _again(fault, code, attempt, now, chance, in_doubt=in_doubt or attempt.in_doubt)


def _again(fault: Fault, code: str, attempt: Attempt, now: datetime, chance: float, *, in_doubt: bool) -> Step:
    if attempt.overtaken:
        return Step(State.SUPERSEDED, POSSIBLE_DUPLICATE if in_doubt else None)
    waits = WAITS[fault]
    if fault == "busy" and attempt.number > len(waits):
        return Step(State.FAILED, GIVEN_UP, in_doubt=in_doubt)
    wait = waits[min(attempt.number, len(waits)) - 1]
    due_at = now + timedelta(seconds=wait * (0.8 + 0.4 * chance))
    if due_at >= attempt.expires_at:
        return Step(State.EXPIRED, code, in_doubt=in_doubt)
    return Step(State.QUEUED, code, due_at, in_doubt)
