"""What a gateway says of one message: taken, refused for ever, not this time, or not tried at all."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from tarazy_notifications.domain.delivery.states import State

Fault = Literal["unreachable", "busy", "throttled"]
"""Why a gateway did not take a message this time: it is away; it cannot take this one for now; it has been given as
many as it takes for now."""

POSSIBLE_DUPLICATE = "possible_duplicate"
NO_GATEWAY = "no_gateway"
ADDRESS_REFUSED = "address_refused"
GIVEN_UP = "given_up"

NOT_KEPT = "0" * 64
"""Stands in place of the hash of bytes that hold a secret: from the hash and the secrets that there are somebody could
find out which of them it was."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What exactly was handed to a gateway."""

    sha256: str
    """Of the bytes of the message, in hexadecimal; `NOT_KEPT` where they hold a secret."""
    text_version: str | None = None
    """Of the texts that it was written from, where they have versions."""
    subject: str | None = None
    text: str | None = None
    """What its reader reads, kept as evidence."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has taken the message over; `reference` is what it calls it."""

    reference: str | None = None
    sent: Sent | None = None
    parts: tuple[str, ...] = ()
    """What it calls each part of a message that goes over the air in several; each is reported by itself."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway will never take this message; `code` says why and holds no address."""

    code: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """The gateway did not take it this time. `in_doubt`: it may have taken `sent`, and the answer was lost."""

    fault: Fault
    code: str
    in_doubt: bool = False
    sent: Sent | None = None
    retry_after: timedelta | None = None
    """How long the gateway asks to be left alone with it, if it says so."""


@dataclass(frozen=True, slots=True)
class NotTried:
    """It was not handed to the gateway, because meanwhile it was overtaken, or is of no use any more."""

    state: Literal[State.SUPERSEDED, State.EXPIRED]


Outcome = Accepted | Refused | Postponed | NotTried


def with_words(outcome: Outcome, subject: str | None, text: str, version: str | None = None) -> Outcome:
    """The outcome of handing something over, with what its reader reads as evidence."""
    match outcome:
        case Accepted(sent=Sent() as sent) | Postponed(sent=Sent() as sent):
            return replace(outcome, sent=replace(sent, subject=subject, text=text, text_version=version))
        case _:
            return outcome
