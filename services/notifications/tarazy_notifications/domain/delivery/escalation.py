"""When somebody counts as told, and what is done about who does not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.people import ChannelName, Contact

Proof = Literal["accepted", "delivered", "read"]
"""What has to be known of a notice for its reader to count as told."""

PROVEN: Mapping[Proof, frozenset[State]] = {
    "accepted": frozenset({State.SENT, State.DELIVERED, State.READ}),
    "delivered": frozenset({State.DELIVERED, State.READ}),
    "read": frozenset({State.READ}),
}
ALIVE = frozenset({State.QUEUED, State.SENDING, State.SENT, State.DELIVERED, State.READ})
"""States of a notice that has reached its reader, or still may."""

NEXT: tuple[ChannelName, ...] = ("email", "sms", "webhook", "chat", "inbox")
"""The order in which channels are tried where nobody says otherwise."""


class Told(NamedTuple):
    """One notice to somebody about one version of something."""

    channel: ChannelName
    state: State
    reason: str | None = None
    """Why it is in that state."""


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """What counts as proof, and how long before a hearing a clerk hears of who is without it."""

    proof: Mapping[str, Proof]
    """By channel; `accepted` for those that are not named."""
    before: timedelta
    patience: timedelta
    """How long after it was told it is first looked at."""
    tells_of_no_contact: bool = True
    """Whether a clerk hears of who has no contact at all."""
    order: tuple[ChannelName, ...] = NEXT
    """In which channels are tried where a message does not reach its reader; those that are not named come last."""

    def is_told(self, notices: Iterable[Told]) -> bool:
        """Whether these notices prove that their reader knows."""
        return any(one.state in PROVEN[self.proof.get(one.channel, "accepted")] for one in notices)

    def look_at(self, begins_at: datetime, told_at: datetime) -> datetime | None:
        """When it is looked at who is told of a hearing; None where it has begun."""
        if begins_at <= told_at:
            return None
        wanted = max(begins_at - self.before, told_at + self.patience)
        # A hearing in an hour or two: halfway, so that there is time to ring somebody up.
        return wanted if wanted < begins_at else told_at + (begins_at - told_at) / 2


def next_contact(
    contacts: Iterable[Contact],
    tried: Iterable[ChannelName],
    gateways: frozenset[ChannelName],
    order: Sequence[ChannelName] = (),
) -> Contact | None:
    """The first contact of the next channel that has not been tried and that something can be sent by.

    Channels that `order` does not name are tried after those that it does.
    """
    first: dict[ChannelName, Contact] = {}
    for contact in contacts:
        first.setdefault(contact.channel, contact)
    not_now = set(tried)
    left = [name for name in dict.fromkeys((*order, *NEXT)) if name in first and name in gateways - not_now]
    return first[left[0]] if left else None
