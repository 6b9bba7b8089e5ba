"""Notices: one for each subject version, recipient, channel and topic."""

from datetime import datetime
from hashlib import sha1
from typing import NamedTuple
from uuid import UUID

from tarazy_notifications.domain.delivery.urgency import USUAL
from tarazy_notifications.domain.people import ChannelName, Language, Role
from tarazy_notifications.domain.recipients import channels
from tarazy_notifications.domain.telling import Telling

_NOBODY = UUID(int=0)
_NAMESPACE = UUID("6f1a2c0e-5d1b-5f0e-9a53-2d6f3a4b7c10").bytes


class Notice(NamedTuple):
    """One message to one person by one channel, with the facts about the person that it needs."""

    notice_id: UUID
    court_id: str
    subject_id: UUID
    subject_version: int
    recipient_id: UUID
    channel: ChannelName
    topic: str
    name: str
    language: Language
    address: str
    expires_at: datetime
    """From then on it is of no use and does not leave any more."""
    role: Role = "party"
    capacity: str = ""
    """In what a party takes part: `claimant`, `witness`, ..."""
    acts_for: str = ""
    """Of a representative: the names of those for whom this one acts. Of a party that is told for the last time: the
    names of those who are told in its place from now on."""
    urgency: int = USUAL
    """0 overtakes whatever waits; 2 may wait for the others."""
    optional: bool = False
    """Whether its reader may do without it, by the rules of the day on which it was queued."""

    def to_nobody(self) -> "Notice":
        """The same message to nobody: what all those have in common who get it in one language."""
        return self._replace(
            notice_id=_NOBODY,
            recipient_id=_NOBODY,
            name="",
            address="",
            role="party",
            capacity="",
            acts_for="",
            urgency=USUAL,
            optional=False,
        )


def notice_id(subject_id: UUID, version: int, recipient_id: UUID, channel: str, topic: str, repeat: int = 0) -> UUID:
    """The id of the one notice there can be for these: the same again for the same event, whoever computes it.

    `repeat` counts those that somebody at the desk sends once more.
    """
    name = f"{subject_id.hex}/{version}/{recipient_id.hex}/{channel}/{topic}"
    if repeat:
        name += f"/{repeat}"
    # A UUIDv5 (RFC 9562, section 5.5), spelt out because a batch makes thousands of them.
    return UUID(bytes=sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16], version=5)


def notices(
    telling: Telling,
    *,
    court_id: str,
    subject_id: UUID,
    version: int,
    expires_at: datetime,
    gateways: frozenset[ChannelName],
    urgency: int = USUAL,
) -> list[Notice]:
    """One notice for each channel that is to be used; none for who has no contact."""
    recipient = telling.recipient
    return [
        Notice(
            notice_id(subject_id, version, recipient.recipient_id, contact.channel, telling.topic),
            court_id,
            subject_id,
            version,
            recipient.recipient_id,
            contact.channel,
            telling.topic,
            recipient.name,
            recipient.language,
            contact.address,
            expires_at,
            recipient.role,
            recipient.capacity,
            recipient.acts_for,
            urgency,
        )
        for contact in channels(recipient, gateways)
    ]
