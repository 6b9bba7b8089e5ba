"""Addresses in mails that open something of one reader: signed, for one purpose, and only for a time."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import SecretStr
from tarazy_shared.sign_in.signed import Signer

from tarazy_notifications.settings import Settings

Purpose = Literal["preferences", "unsubscribe"]

LASTS: dict[Purpose, timedelta] = {"preferences": timedelta(days=90), "unsubscribe": timedelta(days=365)}
"""From when the notice was queued."""

_SIGNATURE = 32
"""Hexadecimal digits of a signature that are kept: 128 bits."""


class Links:
    """Makes the links of notices, and reads them. A link names the notice that it stands in and nobody by name."""

    def __init__(self, public_url: str, key: SecretStr) -> None:
        self._base = public_url.rstrip("/")
        self._signer = Signer(key, "links of notices")
        self.is_https = self._base.startswith("https://")

    def to(self, purpose: Purpose, notice_id: UUID, queued_at: datetime) -> str:
        """The address; the same again for the same notice."""
        return f"{self._base}/{purpose}/{self.token(purpose, notice_id, queued_at)}"

    def token(self, purpose: Purpose, notice_id: UUID, queued_at: datetime) -> str:
        """What the address ends with."""
        ends = int((queued_at + LASTS[purpose]).timestamp())
        payload = notice_id.bytes + ends.to_bytes(6)
        return f"{urlsafe_b64encode(payload).decode().rstrip('=')}.{self._sign(purpose, payload)}"

    def read(self, purpose: Purpose, token: str, now: datetime) -> UUID | None:
        """The notice that a link was made for; None for one that is not ours, of another purpose, or over."""
        encoded, _, signature = token.partition(".")
        if not token.isascii() or len(token) > 100:
            return None
        try:
            payload = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        except ValueError:
            return None
        wanted = self._sign(purpose, payload)
        if len(payload) != 22 or not hmac.compare_digest(signature, wanted):
            return None
        if int.from_bytes(payload[16:]) < now.astimezone(UTC).timestamp():
            return None
        return UUID(bytes=payload[:16])

    def _sign(self, purpose: Purpose, payload: bytes) -> str:
        return self._signer.sign(f"{purpose} {payload.hex()}")[:_SIGNATURE]


def links_of(settings: Settings) -> Links | None:
    """None where mails have no links."""
    if settings.public_url is None or settings.link_key is None:
        return None
    return Links(settings.public_url, settings.link_key)
