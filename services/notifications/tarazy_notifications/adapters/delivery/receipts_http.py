"""`POST /receipts/{channel}`: where gateways report of what they were given."""

import hmac
import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from tarazy_shared.contracts.fields import wrong
from tarazy_shared.door import anybody
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.adapters.channels.webhook.signing import signature
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt
from tarazy_notifications.domain.people import ChannelName

BODY_SIZE = 256 * 1024
AT_ONCE = 500
CLOCKS_APART = timedelta(minutes=5)
"""How far the clock of whoever signs may be from ours; an older signature is taken for a repeated one."""

_ALSO = {
    "opened": Happening.READ,
    "displayed": Happening.READ,
    "undelivered": Happening.FAILED,
    "expired": Happening.FAILED,
}
"""Words of other vocabularies, as SMPP and some gateways have them."""


class ReceiptBody(BaseModel):
    """One report. It names the notice, or the message as the gateway called it when it took it."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)

    event: Annotated[str, Field(max_length=40)]
    """In the words of Anymail: `delivered`, `bounced`, `deferred`, `complained`, `read`, ..."""
    notice_id: UUID | None = None
    reference: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    at: AwareDatetime | None = None
    """When it happened; now, where that is not said."""
    code: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")] = None
    """Why, as the gateway's own code."""
    id: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    """The same if the same report comes again; else it is the same if all else is."""

    @model_validator(mode="after")
    def _names_something(self) -> "ReceiptBody":
        if (self.notice_id is None) == (self.reference is None):
            raise wrong("exactly one of notice_id and reference is needed", "notice_id")
        return self

    def receipt(self, now: datetime) -> Receipt:
        """As the domain has it."""
        word = self.event.lower()
        known = _ALSO.get(word) or (Happening(word) if word in set(Happening) else Happening.UNKNOWN)
        fields = (self.event, str(self.notice_id), self.reference, str(self.at), self.code)
        key = self.id or sha256(json.dumps(fields).encode()).hexdigest()
        return Receipt(key, known, self.at or now, self.notice_id, self.reference, self.code)


class ReceiptsBody(BaseModel):
    """Reports, the oldest first."""

    receipts: Annotated[list[ReceiptBody], Field(min_length=1, max_length=AT_ONCE)]


_SCHEMA = ReceiptsBody.model_json_schema(ref_template="#/components/schemas/{model}")
_SCHEMA["properties"]["receipts"]["items"] = _SCHEMA.pop("$defs")["ReceiptBody"]
"""Read by hand, since a signature is over the bytes."""


def receipts_router(receiving: Receiving, key: SecretStr | None) -> APIRouter:
    """One route for all gateways. It shows `key` as its bearer token, or signs with it as Standard Webhooks has it."""
    router = APIRouter(tags=["receipts"])

    @router.post(
        "/receipts/{channel}",
        status_code=202,
        summary="What became of messages that a gateway was given",
        dependencies=[Depends(anybody)],
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}},
    )
    async def take(request: Request, channel: Annotated[ChannelName, Path()]) -> dict[str, Any]:
        body, now = await _body(request), receiving.work.clock()
        if key is None or not _is_ours(request.headers, body, key.get_secret_value(), now):
            error = FieldError("Authorization", "unauthorized", "Must show the key of receipts, or be signed with it")
            raise Refusal(401, "A valid signature or token is needed", [error], headers={"WWW-Authenticate": "Bearer"})
        found = [one.receipt(now) for one in _read(body).receipts]
        verdicts = await receiving.take(channel, found)
        return {"taken": len(verdicts), "repeated": len(found) - len(verdicts)}

    return router


async def _body(request: Request) -> bytes:
    taken = bytearray()
    async for piece in request.stream():
        taken += piece
        if len(taken) > BODY_SIZE:
            raise Refusal(413, f"A body has {BODY_SIZE} bytes at most")
    return bytes(taken)


def _read(body: bytes) -> ReceiptsBody:
    try:
        return ReceiptsBody.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None


def _is_ours(headers: Mapping[str, str], body: bytes, key: str, now: datetime) -> bool:
    token = headers.get("authorization", "")
    if token:
        return hmac.compare_digest(token.encode(), f"Bearer {key}".encode())
    try:
        at = datetime.fromtimestamp(int(headers.get("webhook-timestamp", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    if abs(at - now) > CLOCKS_APART:
        return False
    expected = signature([_secret(key)], headers.get("webhook-id", ""), at, body)
    return any(
        hmac.compare_digest(one.encode(), expected.encode()) for one in headers.get("webhook-signature", "").split()
    )


def _secret(key: str) -> bytes:
    try:
        return b64decode(key.removeprefix("whsec_"), validate=True) if key.startswith("whsec_") else key.encode()
    except NotBase64:
        return key.encode()
