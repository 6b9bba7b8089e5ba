"""What has happened to a notice, step by step."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_notifications.domain.delivery.outcomes import Sent
from tarazy_notifications.domain.delivery.states import State


@dataclass(frozen=True, slots=True)
class Transition:
    """One change of the state of a notice."""

    notice_id: UUID
    number: int
    """From 1 without gap; 0 and 1 of notices from before changes were written down."""
    at: datetime
    state: State
    attempt: int = 0
    """The attempt that it belongs to, from 1; 0 before the first."""
    reason: str | None = None
    provider_reference: str | None = None
    cause: str | None = None
    """What brought it about: ce_id of the event, or id of the command, receipt or mail; None where the sender did."""
    sent: Sent | None = None
    """What was handed to the gateway, or may have been."""
