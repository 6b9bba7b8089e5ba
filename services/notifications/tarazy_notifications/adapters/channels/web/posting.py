"""One POST over HTTP, and what came of it: no redirect is followed, no proxy used, and no long answer read."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from ssl import SSLContext
from typing import Any
from urllib.parse import quote, urlsplit

import httpcore
from tarazy_shared.clock import Clock

from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.channels.web.dialling import InnerAddressError
from tarazy_notifications.domain.delivery.outcomes import ADDRESS_REFUSED, NotTried, Postponed, Refused, Sent
from tarazy_notifications.domain.delivery.states import State

ANSWER_LIMIT = 64 * 1024
"""Bytes of an answer that are read."""
LONGEST_WAIT = timedelta(days=1)
"""A server that asks for more is asked again after this."""
_IN_A_PATH = "/%:@!$&'()*+,;=~-._"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    retry_after: timedelta | None
    """How long it asks to be left alone."""
    body: bytes
    sent: Sent
    """What it was posted."""

    @property
    def code(self) -> str:
        """The status as a reason."""
        return f"http_{self.status}"


class _NotWantedError(Exception):
    """Nothing was said yet, and nothing is to be said any more."""


class _Handing:
    """Watches one request: asks at the last moment whether it is still wanted, and knows whether it may have left."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.may_have_left = False

    async def __call__(self, name: str, _: Mapping[str, Any]) -> None:
        if name == "http11.send_request_headers.started":
            if not await self._wanted():
                raise _NotWantedError
            self.may_have_left = True


class Posting:
    """Posts to web addresses; for use by one lane alone."""

    def __init__(
        self,
        *,
        timeout: float,
        clock: Clock,
        tls: SSLContext,
        backend: httpcore.AsyncNetworkBackend | None = None,
        keep: float = 0.0,
    ) -> None:
        """Seconds allowed for all of a request, and for which a connection that is done is kept for the next one."""
        self._timeout = timeout
        self._clock = clock
        self._tls = tls
        self._backend = backend
        self._keep = keep
        self._pool = self._open()

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, wanted: Wanted
    ) -> Answer | NotTried | Postponed | Refused:
        """Post, unless `wanted` says no at the last moment. Raises only what `wanted` raises."""
        handing = _Handing(wanted)
        try:
            async with asyncio.timeout(self._timeout):
                return await self._post(url, headers, body, handing)
        except _NotWantedError:
            return NotTried(State.SUPERSEDED)
        except InnerAddressError:
            return Refused(ADDRESS_REFUSED)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, TimeoutError):
            if not handing.may_have_left:
                return Postponed("unreachable", "unreachable")
            return Postponed("unreachable", "no_answer", in_doubt=True, sent=_sent(body))

    async def close(self) -> None:
        """End the connections that are kept."""
        await self._pool.aclose()

    def _open(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            max_keepalive_connections=1 if self._keep else 0,
            keepalive_expiry=self._keep,
            network_backend=self._backend,
        )

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes, handing: _Handing) -> Answer:
        target = _target(url)
        fields = [(b"host", _host_field(target)), (b"content-length", str(len(body)).encode())]
        fields += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        request = httpcore.Request(
            "POST", target, headers=fields, content=body, extensions={"timeout": limits, "trace": handing}
        )
        response = await self._pool.handle_async_request(request)
        try:
            content = b""
            async with aclosing(response.aiter_stream()) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    content += chunk
                    if len(content) >= ANSWER_LIMIT:
                        break
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            # The status was said, and that is what counts.
            pass
        finally:
            await response.aclose()
        said = {name.lower(): value for name, value in response.headers}
        return Answer(response.status, wait_asked_for(said.get(b"retry-after"), self._clock()), content, _sent(body))


def wait_asked_for(retry_after: bytes | None, now: datetime) -> timedelta | None:
    """What a `Retry-After` asks for (RFC 9110, 10.2.3): a number of seconds or a date; None for anything else."""
    text = (retry_after or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        return min(max(timedelta(), parsedate_to_datetime(text) - now), LONGEST_WAIT)
    except (ValueError, TypeError):
        return None


def _sent(body: bytes) -> Sent:
    return Sent(sha256(body).hexdigest())


def _target(url: str) -> httpcore.URL:
    """The address as it is spelt on the wire, without a user name or a fragment. `ValueError` for what is none."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    path = quote(parts.path or "/", safe=_IN_A_PATH)
    query = f"?{quote(parts.query, safe=_IN_A_PATH + '?[]')}" if parts.query else ""
    return httpcore.URL(scheme=parts.scheme, host=host, port=parts.port or _PORTS[parts.scheme], target=path + query)


def _host_field(target: httpcore.URL) -> bytes:
    host = b"[" + target.host + b"]" if b":" in target.host else target.host
    usual = _PORTS[target.scheme.decode()] == target.port
    return host if usual else host + b":" + str(target.port).encode()
