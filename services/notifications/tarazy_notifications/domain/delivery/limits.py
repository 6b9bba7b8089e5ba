"""How much may be sent: through a gateway, and to one address. What is above waits; nothing is dropped."""

from dataclasses import dataclass
from typing import Literal

Whose = Literal["gateway", "recipient", "equal"]
"""What is counted: all that goes through the gateway; all that goes to one address; the same about the same subject to
one address, as for several people who share a telephone."""

KEPT_FOR_URGENT = 0.1
"""The share of what a gateway takes that only urgent notices may use."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in any window of so many seconds."""

    channel: str
    whose: Whose
    at_most: int
    seconds: int


SECOND, HOUR, DAY = 1, 3600, 86400

DEFAULT_LIMITS = (
    Limit("email", "recipient", 500, HOUR),
    Limit("sms", "recipient", 100, HOUR),
    Limit("sms", "equal", 20, HOUR),
)
"""Telephone networks block a number that is sent more than 100 texts an hour, or more than 20 equal ones. Mail
providers begin to refuse at some thousands an hour for a mailbox."""
