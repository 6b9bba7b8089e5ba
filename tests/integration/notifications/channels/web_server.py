"""An HTTPS server that keeps what it was posted and misbehaves as a test tells it to."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import trustme
from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

from tests.integration.notifications.channels.far_side import Does

HOST = "hooks.party.test"
PUBLIC = "203.0.112.7"
"""An address that the resolver of tests gives out; who dials it reaches the stub."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A request that came in whole."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Says:
    """One answer."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class WebServerStub:
    """Answers come from the list, one each, then `usual`."""

    usual: Says = field(default_factory=lambda: Says(200))
    answers: list[Says | str] = field(default_factory=list)
    """`hang` and `cut` come when the request was read and kept."""
    at_connect: list[str] = field(default_factory=list)
    """`hang` or `cut`, before the first word."""
    posted: list[Posted] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _hanging: asyncio.Event = field(default_factory=asyncio.Event)

    def next(self, does: Does, refusal: Says) -> None:
        """The next request is taken so."""
        match does:
            case Does.REFUSE:
                self.answers.append(refusal)
            case Does.BE_BUSY:
                self.answers.append(Says(500))
            case Does.THROTTLE:
                self.answers.append(Says(429, {"Retry-After": "90"}))
            case Does.HANG_BEFORE:
                self.at_connect.append("hang")
            case Does.HANG_AFTER:
                self.answers.append("hang")
            case Does.DROP_BEFORE:
                self.at_connect.append("cut")
            case Does.DROP_AFTER:
                self.answers.append("cut")

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            if self.at_connect:
                return await self._misbehave(self.at_connect.pop(0))
            await writer.start_tls(_server_side())
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        says = self.answers.pop(0) if self.answers else self.usual
        posted = Posted(head[0].split()[1], headers, body)
        if isinstance(says, str):
            self.posted.append(posted)
            await self._misbehave(says)
            return False
        if says.status < 300:
            self.posted.append(posted)
        fields = {"content-length": str(len(says.body)), **says.headers}
        lines = [f"HTTP/1.1 {says.status} Said", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        writer.write("\r\n".join(lines).encode() + says.body)
        await writer.drain()
        return True

    async def _misbehave(self, how: str) -> None:
        if how == "hang":
            await self._hanging.wait()

    def end(self) -> None:
        self._hanging.set()


@asynccontextmanager
async def serving_web() -> AsyncIterator[WebServerStub]:
    """Serve on a free port."""
    stub = WebServerStub()
    server = await asyncio.start_server(stub.talk, "127.0.0.1", 0)
    stub.port = server.sockets[0].getsockname()[1]
    try:
        yield stub
    finally:
        stub.end()
        server.close()


class Dialling(AsyncNetworkBackend):
    """Takes the numbers that it is told to call for the stub's, and remembers them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.called: list[tuple[str, int]] = []
        self.dead: set[str] = set()
        self._dial = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        self.called.append((host, port))
        if host in self.dead:
            raise ConnectError(host)
        return await self._dial.connect_tcp("127.0.0.1", self.port, timeout)


async def public(host: str, port: int) -> list[str]:
    """A resolver for which every name is a public address."""
    return [PUBLIC]


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


@cache
def _server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(HOST, "127.0.0.1", "localhost").configure_cert(context)
    return context


@cache
def trusting() -> ssl.SSLContext:
    """A client that trusts the stub and nobody else."""
    return ssl.create_default_context(cadata=_authority().cert_pem.bytes().decode())
