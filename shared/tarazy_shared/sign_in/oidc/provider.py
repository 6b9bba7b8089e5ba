"""A sign-on service as it describes itself: its addresses (discovery) and the keys that it signs with (JWKS)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import jwt
import structlog

from tarazy_shared.clock import Clock
from tarazy_shared.sign_in.port import SignOnAwayError

log = structlog.get_logger(__name__)

READ_AGAIN_AFTER = timedelta(hours=1)
"""A key that the service has withdrawn is taken for so long at most."""
UNKNOWN_KEY_PAUSE = timedelta(seconds=30)
"""Between two looks for a key that is not known: whoever makes up key ids cannot have us ask all the time."""
DOWN_PAUSE = timedelta(seconds=5)
"""After an answer that did not come: whoever asks meanwhile is told so at once and does not wait too."""
PATIENCE = 5.0
"""Seconds for one answer."""

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Asymmetric ones alone: no secret of ours could be taken for a key, and `none` is no signature."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What of the service's description is needed."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Provider:
    """Reads the description and the keys of one service, and remembers them for a while."""

    def __init__(
        self,
        issuer: str,
        clock: Clock,
        *,
        discovery: str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.issuer = issuer
        self._discovery = f"{(discovery or issuer).rstrip('/')}/.well-known/openid-configuration"
        self._clock = clock
        self._transport = transport
        self._down_since: datetime | None = None
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, Mapping[str, jwt.PyJWK]] | None = None

    async def metadata(self) -> Metadata:
        """The service's addresses. Raises `SignOnAwayError`."""
        now = self._clock()
        if self._metadata is None or now - self._metadata[0] > READ_AGAIN_AFTER:
            said = await self._read(self._discovery)
            if said.get("issuer") != self.issuer:
                raise _away(f"{self._discovery} is the description of {said.get('issuer')!r}, not of {self.issuer!r}")
            try:
                found = Metadata(
                    str(said["authorization_endpoint"]), str(said["token_endpoint"]), str(said["jwks_uri"])
                )
            except KeyError as error:
                raise _away(f"{self._discovery} does not say {error}") from error
            self._metadata = now, found
        return self._metadata[1]

    async def key(self, key_id: str) -> jwt.PyJWK | None:
        """A key of the service; None where it has none of this id. Raises `SignOnAwayError`."""
        now = self._clock()
        if self._keys is not None:
            read_at, keys = self._keys
            if key_id in keys and now - read_at <= READ_AGAIN_AFTER:
                return keys[key_id]
            if key_id not in keys and now - read_at < UNKNOWN_KEY_PAUSE:
                return None
        said = await self._read((await self.metadata()).jwks_uri)
        keys = signing_keys(said)
        self._keys = now, keys
        return keys.get(key_id)

    async def _read(self, url: str) -> dict[str, Any]:
        """What the service says of itself, asked for again after a pause where it did not answer."""
        now = self._clock()
        if self._down_since is not None and now - self._down_since < DOWN_PAUSE:
            raise SignOnAwayError(f"The sign-on service cannot be used: {url} did not answer a moment ago")
        try:
            said = await self.ask("GET", url)
        except SignOnAwayError:
            self._down_since = now
            raise
        self._down_since = None
        return said

    async def ask(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        """An object from the service. Raises `SignOnAwayError` for anything else but a 4xx, which it gives as it is."""
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=PATIENCE, trust_env=False) as client:
                answer = await client.request(method, url, headers={"Accept": "application/json"}, **more)
            said = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise _away(f"{url}: {type(error).__name__}") from error
        if not isinstance(said, dict) or not (answer.is_success or (answer.is_client_error and method == "POST")):
            raise _away(f"{url} answers {answer.status_code}")
        return said


def signing_keys(said: Mapping[str, Any]) -> Mapping[str, jwt.PyJWK]:
    """The keys that may sign, by their ids; others, such as those for encryption, are passed over."""
    found: dict[str, jwt.PyJWK] = {}
    for one in said.get("keys") or ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig" or not isinstance(one.get("kid"), str):
            continue
        try:
            key = jwt.PyJWK(one)
        except (jwt.PyJWKError, jwt.InvalidKeyError):
            continue
        if key.algorithm_name in ALGORITHMS:
            found[one["kid"]] = key
    return found


def _away(why: str) -> SignOnAwayError:
    log.warning("sign-on service is no use", why=why)
    return SignOnAwayError(f"The sign-on service cannot be used: {why}")
