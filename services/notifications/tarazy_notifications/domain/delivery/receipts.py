"""What gateways, mail servers and readers' programs report of a notice after it was sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tarazy_notifications.domain.delivery.states import FINAL, FOLLOWS, State


class Happening(StrEnum):
    """What is reported, in the words of Anymail (https://anymail.dev), which many gateways have adapters for."""

    QUEUED = "queued"
    SENT = "sent"
    DEFERRED = "deferred"
    DELIVERED = "delivered"
    READ = "read"
    REJECTED = "rejected"
    FAILED = "failed"
    BOUNCED = "bounced"
    AUTORESPONDED = "autoresponded"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    UNKNOWN = "unknown"


LEADS_TO = {
    Happening.DELIVERED: State.DELIVERED,
    Happening.READ: State.READ,
    Happening.REJECTED: State.BOUNCED,
    Happening.FAILED: State.BOUNCED,
    Happening.BOUNCED: State.BOUNCED,
}
"""What changes the state of a notice; the rest is kept beside it."""


class Verdict(StrEnum):
    """What was made of a report."""

    APPLIED = "applied"
    NOTED = "noted"
    """It changes nothing: it waits at the next server, say."""
    LATE = "late"
    """The notice has come further since, or to its end."""
    WAITING = "waiting"
    """Nothing is known yet of what it reports."""
    UNKNOWN = "unknown"
    """It is about no notice of ours, or came too early by too much."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One report about one notice, which is named by its id, or as the gateway calls it."""

    key: str
    """The same for the same report if it comes again."""
    happening: Happening
    at: datetime
    notice_id: UUID | None = None
    reference: str | None = None
    code: str | None = None
    """Why, such as `status_5.1.1`; nothing of anybody's address."""


def judge(receipt: Receipt, state: State) -> tuple[Verdict, State | None]:
    """What a report means for a notice in a state, and the state that follows, if one does.

    A gateway may report before its own answer has been written down: what is being sent may have left.
    """
    wanted = LEADS_TO.get(receipt.happening)
    if wanted is None:
        return Verdict.NOTED, None
    if state in {State.QUEUED, State.SENDING}:
        return Verdict.WAITING, None
    if state in FINAL or wanted not in FOLLOWS[state]:
        return Verdict.LATE, None
    return Verdict.APPLIED, wanted
