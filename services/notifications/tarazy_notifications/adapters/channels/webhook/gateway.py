"""Webhooks as a gateway: a signed POST to the address that the addressee named (Standard Webhooks 1.0.0)."""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from tarazy_shared.clock import Clock

from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN, Wanted
from tarazy_notifications.adapters.channels.web.posting import Answer, Posting
from tarazy_notifications.adapters.channels.webhook.body import posted, words_of
from tarazy_notifications.adapters.channels.webhook.crowd import Crowd
from tarazy_notifications.adapters.channels.webhook.endpoints import Endpoint
from tarazy_notifications.adapters.channels.webhook.signing import seconds, secret, signature
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.gaps import Gaps
from tarazy_notifications.domain.addresses import is_inner
from tarazy_notifications.domain.delivery.outcomes import (
    ADDRESS_REFUSED,
    NO_GATEWAY,
    Accepted,
    Fault,
    Outcome,
    Postponed,
    Refused,
    with_words,
)

log = structlog.get_logger(__name__)

ENDPOINT_DISABLED = "endpoint_disabled"
RECEIVER_BUSY = "receiver_busy"
"""So many posts to this receiver, or to all, are under way that one more has to wait."""

_NEVER = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""What a receiver says of this one message. Everything else, redirects too, is its own trouble and may be mended."""
_TOO_MANY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})


class Receivers(Protocol):
    """What is known of those who receive webhooks."""

    async def of(self, address: str) -> Endpoint:
        """The receiver at an address."""
        ...

    async def disable(self, address: str, now: datetime) -> None:
        """Send nothing there any more."""
        ...


@dataclass(frozen=True, slots=True)
class WebhookGateway:
    """One lane's webhooks."""

    key: str | None
    """That secrets are computed from; without it nothing is sent."""
    posting: Posting
    receivers: Receivers
    clock: Clock
    gaps: Gaps = field(default_factory=Gaps)
    crowd: Crowd = field(default_factory=lambda: Crowd(4))
    """Shared by the lanes of the process."""
    trials: bool = False
    """Whether http and inner addresses are allowed, to try things out on one machine."""

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Post one notice. An address inside the own network gets nothing, whatever its name says."""
        address = claimed.notice.address
        if not self.trials and (is_inner(address) or not address.startswith("https:")):
            return Refused(ADDRESS_REFUSED)
        if self.key is None:
            return Refused(NO_GATEWAY)
        receiver = await self.receivers.of(address)
        if receiver.disabled_at is not None:
            return Refused(ENDPOINT_DISABLED)
        try:
            words = words_of(claimed.notice, claimed.story, claimed.court, claimed.terms)
            content = posted(claimed.notice, claimed.story, words)
        except Exception:
            log.exception("notice_cannot_be_written", notice_id=str(claimed.notice.notice_id))
            return Refused(CANNOT_BE_WRITTEN)
        if (held := claimed.terms.refusal(words.lacking)) is not None:
            return Refused(held)
        headers = self._headers(claimed, receiver, self.key, content)
        async with self.crowd.place(urlsplit(address).hostname or "") as has_place:
            if not has_place:
                return Postponed("throttled", RECEIVER_BUSY)
            answer = await self.posting.post(address, headers, content, wanted)
        if not isinstance(answer, Answer):
            return with_words(answer, None, content.decode(), words.version)
        if answer.status == HTTPStatus.GONE:
            await self.receivers.disable(address, self.clock())
            log.warning("webhook_disabled", notice_id=str(claimed.notice.notice_id))
        taken = with_words(_outcome(answer), None, content.decode(), words.version)
        return self.gaps.left(claimed.notice, words.lacking, taken)

    async def close(self) -> None:
        """Nothing is kept open between two posts."""
        await self.posting.close()

    def _headers(self, claimed: Claimed, receiver: Endpoint, key: str, content: bytes) -> dict[str, str]:
        message_id, now = str(claimed.notice.notice_id), self.clock()
        secrets = [secret(key, receiver.address, generation) for generation in receiver.generations(now)]
        return {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Tarazy",
            "webhook-id": message_id,
            "webhook-timestamp": seconds(now),
            "webhook-signature": signature(secrets, message_id, now, content),
        }


def _outcome(answer: Answer) -> Outcome:
    if 200 <= answer.status < 300:
        return Accepted(answer.code, answer.sent)
    if answer.status in _NEVER:
        return Refused(answer.code)
    fault: Fault = "throttled" if answer.status in _TOO_MANY else "busy"
    return Postponed(fault, answer.code, retry_after=answer.retry_after)
