"""Text messages as a gateway: the words, the number as it is dialled, and one of the ways to hand them over."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol
from uuid import UUID

import structlog

from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN, Wanted
from tarazy_notifications.adapters.channels.sms.numbers import dialled
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.gaps import Gaps
from tarazy_notifications.adapters.texts.short import text_message
from tarazy_notifications.domain.delivery.outcomes import Outcome, Refused, Sent
from tarazy_notifications.domain.texts.segments import Sms

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Text:
    """One message to one telephone."""

    notice_id: UUID
    number: str
    """E.164."""
    sms: Sms
    sent: Sent
    """Known by the text itself, in UTF-8, whatever it is spelt in on the way."""


class Way(Protocol):
    """How messages are handed over."""

    async def send(self, text: Text, wanted: Wanted) -> Outcome:
        """Hand one over, unless `wanted` says no at the last moment. Raises only what `wanted` raises."""
        ...

    async def close(self) -> None:
        """End what belongs to this lane alone."""
        ...


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """One lane's text messages."""

    way: Way
    gaps: Gaps = field(default_factory=Gaps)

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Write and hand over one message. A number that no text can reach is refused before anybody is asked."""
        notice = claimed.notice
        number = dialled(notice.address, claimed.court.zone)
        if isinstance(number, Refused):
            return number
        try:
            written = text_message(notice, claimed.story, claimed.court, terms=claimed.terms)
        except Exception:
            log.exception("notice_cannot_be_written", notice_id=str(notice.notice_id), topic=notice.topic)
            return Refused(CANNOT_BE_WRITTEN)
        if (held := claimed.terms.refusal(written.lacking)) is not None:
            return Refused(held)
        sent = Sent(sha256(written.sms.text.encode()).hexdigest(), written.version, text=written.sms.text)
        outcome = await self.way.send(Text(notice.notice_id, number, written.sms, sent), wanted)
        return self.gaps.left(notice, written.lacking, outcome)

    async def close(self) -> None:
        """End what belongs to this lane alone."""
        await self.way.close()
