"""The inbox as a gateway: what is to be read there is there as soon as it is taken for sent."""

from dataclasses import dataclass
from hashlib import sha256

import structlog

from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN, Wanted
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.short import entry
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Refused, Sent
from tarazy_notifications.domain.delivery.states import State

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class InboxGateway:
    """Hands nothing to anybody outside."""

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Take it for sent, unless `wanted` says no."""
        try:
            words = entry(claimed.notice, claimed.story, claimed.court, terms=claimed.terms)
        except Exception:
            log.exception("notice_cannot_be_written", notice_id=str(claimed.notice.notice_id))
            return Refused(CANNOT_BE_WRITTEN)
        if not await wanted():
            return NotTried(State.SUPERSEDED)
        content = f"{words.title}\n\n{words.body}".encode()
        return Accepted("inbox", Sent(sha256(content).hexdigest(), words.version, words.title, words.body))

    async def close(self) -> None:
        """There is no connection."""
