"""When a gateway that fails is left alone, and when it is tried again: a circuit breaker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Postponed, Refused

HAS_ONE_GATEWAY = frozenset({"email", "sms"})
"""Channels whose messages all go through one gateway; behind the others is a server for each recipient."""

WEIGHTS = {"unreachable": 4, "busy": 1}
"""What a failure counts. A server that says `later` of many messages in a row is probably ill, but may just be
greylisting each of them."""
TRIPS_AT = 20
"""Weight of failures in a row, through all lanes and processes, at which the gateway is given up for a while."""
RESTS = (5, 10, 20, 40, 60)
"""Seconds of each next rest. One notice is tried after it; the others keep their attempts."""
THROTTLED_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
"""Of what a gateway asks for by itself."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gateway as all senders know it."""

    failures: int = 0
    trips: int = 0
    open_until: datetime | None = None
    """Until then nothing is sent; at that time one notice is, as a probe."""


WORKS = Gate()


def after_outcome(gate: Gate, outcome: Outcome, now: datetime, *, was_probe: bool) -> Gate:
    """The gate after one answer, or the lack of one.

    While it is open only the probe can fail: what was on its way when it tripped says nothing new.
    """
    match outcome:
        case Accepted() | Refused():
            return WORKS
        case Postponed(fault="throttled", retry_after=wanted):
            until = now + min(wanted or THROTTLED_REST, LONGEST_REST)
            return Gate(gate.failures, gate.trips, max(until, gate.open_until or until) if not was_probe else until)
        case Postponed(fault=fault):
            if gate.open_until is not None and not was_probe:
                return gate
            failures = gate.failures + WEIGHTS[fault]
            if failures < TRIPS_AT and not was_probe:
                return Gate(failures, gate.trips)
            rest = RESTS[min(gate.trips, len(RESTS) - 1)]
            return Gate(max(failures, TRIPS_AT), gate.trips + 1, now + timedelta(seconds=rest))
        case _:
            return gate
