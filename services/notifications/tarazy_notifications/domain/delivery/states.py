"""The states of a notice on its way from the queue to whoever it is for, and which may follow which."""

from collections.abc import Mapping
from enum import StrEnum


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
"""States that never change again; the database refuses it too."""

FOLLOWS: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SUPERSEDED, State.EXPIRED, State.FAILED}),
    State.SENDING: frozenset({State.QUEUED, State.SENT, State.SUPERSEDED, State.EXPIRED, State.FAILED}),
    State.SENT: frozenset({State.DELIVERED, State.READ, State.BOUNCED}),
    State.DELIVERED: frozenset({State.READ, State.BOUNCED}),
    **dict.fromkeys(FINAL, frozenset()),
}
"""What may come after a state. A lease that ran out is taken again: `sending` by another sender, no other state."""
