"""Text messages over HTTP: one POST of JSON for each."""

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import structlog

from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.channels.sms.gateway import Text
from tarazy_notifications.adapters.channels.sms.server import HttpServer
from tarazy_notifications.adapters.channels.web.posting import Answer, Posting
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Postponed, Refused

log = structlog.get_logger(__name__)

_NEVER = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_TOO_MANY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class HttpWay:
    """Posts `to`, `from`, `text` and `reference`, and reads the `id` that the gateway gives back.

    `reference` is the id of the notice, the same each time it is tried, and stands in `Idempotency-Key` too.
    """

    server: HttpServer
    sender: str | None
    posting: Posting

    async def send(self, text: Text, wanted: Wanted) -> Outcome:
        """Post it, unless `wanted` says no at the last moment."""
        answer = await self.posting.post(self.server.url, self._headers(text), self._body(text), wanted)
        if isinstance(answer, Postponed):
            return replace(answer, sent=text.sent if answer.in_doubt else None)
        return self._outcome(answer, text) if isinstance(answer, Answer) else answer

    async def close(self) -> None:
        """End the connection."""
        await self.posting.close()

    def _headers(self, text: Text) -> dict[str, str]:
        headers = {"content-type": "application/json", "accept": "application/json"}
        headers["idempotency-key"] = str(text.notice_id)
        return headers | ({"authorization": f"Bearer {self.server.token}"} if self.server.token else {})

    def _body(self, text: Text) -> bytes:
        names = self.server.names
        fields = {names["to"]: text.number, names["text"]: text.sms.text, names["reference"]: str(text.notice_id)}
        if self.sender:
            fields[names["from"]] = self.sender
        return json.dumps(fields, ensure_ascii=False).encode()

    def _outcome(self, answer: Answer, text: Text) -> Outcome:
        if 200 <= answer.status < 300:
            reference = self._id_in(answer.body)
            # Whatever says 200 and names no message, such as a page to sign in at, has not vouched for anything.
            return Accepted(reference, text.sent) if reference else self._wrong("no_id", text, in_doubt=True)
        if answer.status in _NEVER:
            return Refused(answer.code)
        if answer.status in _TOO_MANY:
            return Postponed("throttled", answer.code, retry_after=answer.retry_after)
        if answer.status >= 500:
            return Postponed("busy", answer.code, retry_after=answer.retry_after)
        return self._wrong(answer.code, text)

    def _wrong(self, code: str, text: Text, *, in_doubt: bool = False) -> Postponed:
        """Something that whoever runs the installation has to mend: nothing is lost meanwhile."""
        log.error("sms_gateway_misconfigured", code=code, notice_id=str(text.notice_id))
        return Postponed("unreachable", code, in_doubt=in_doubt, sent=text.sent if in_doubt else None)

    def _id_in(self, body: bytes) -> str | None:
        try:
            found: Any = json.loads(body)[self.server.names["id"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return str(found)[:200] if isinstance(found, str | int) and str(found).strip() else None
