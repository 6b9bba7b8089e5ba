"""Rounds from relays, none of which is trusted: what goes wrong is named, and the next relay is asked."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from tarazy_shared.beacons.drand import LONGEST, QUICKNET, QUICKNET_KEY, Drand
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import RoundRefused

from tests.unit.plumbing.beacons.real_rounds import RANDOMNESS, SIGNATURES, written

Relay = Callable[..., Awaitable[str]]
WITHIN = 0.3


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    """Starts a relay that gives one answer to everything, and remembers what was asked for in `asked`."""
    servers = []
    over = asyncio.Event()

    async def start(
        body: str | bytes = "", status: str = "200 OK", *, silent: bool = False, asked: list[str] | None = None
    ) -> str:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            if asked is not None:
                asked.append(request.split()[1])
            if silent:
                await over.wait()
                writer.close()
                return
            content = body if isinstance(body, bytes) else body.encode()
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + content)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    over.set()
    for server in servers:
        server.close()
        await server.wait_closed()


def nobody() -> str:
    """An address at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


def drand(*relays: str) -> Drand:
    return Drand(QUICKNET, PublicKey.read(QUICKNET_KEY), relays, WITHIN)


async def faults(*relays: str) -> list[str]:
    with pytest.raises(RoundRefused) as refused:
        await drand(*relays).fetch(1000)
    return [code for code, _ in refused.value.faults]


async def test_a_round_is_asked_for_by_chain_and_number(relay: Relay) -> None:
    asked: list[str] = []
    beacon = await drand(await relay(written(1000), asked=asked)).fetch(1000)
    assert asked == [f"/{QUICKNET.chain}/public/1000"]
    assert (beacon.chain, beacon.round) == (QUICKNET.chain, 1000)
    assert (beacon.randomness, beacon.signature) == (RANDOMNESS[1000], SIGNATURES[1000])


@pytest.mark.parametrize(
    ("body", "status", "fault"),
    [
        (written(657413), "200 OK", "wrong_round"),
        (written(1000, signature=SIGNATURES[657413]), "200 OK", "wrong_signature"),
        (written(1000, signature="garbage"), "200 OK", "wrong_signature"),
        (written(1000, randomness=RANDOMNESS[657413]), "200 OK", "wrong_randomness"),
        (written(1000, round="1000"), "200 OK", "malformed"),
        (written(1000, round=True), "200 OK", "malformed"),
        (written(1000, signature=None), "200 OK", "malformed"),
        ("<html>", "200 OK", "malformed"),
        ("[]", "200 OK", "malformed"),
        ("[" * LONGEST, "200 OK", "malformed"),
        ("", "200 OK", "malformed"),
        ("{" + " " * LONGEST + "}", "200 OK", "malformed"),
        ("", "404 Not Found", "not_there"),
        ("", "425 Too Early", "not_there"),
        ("", "500 Internal Server Error", "unreachable"),
        (written(1000), "302 Found", "unreachable"),
    ],
)
async def test_what_cannot_be_used_is_refused_with_the_reason(relay: Relay, body: str, status: str, fault: str) -> None:
    assert await faults(await relay(body, status)) == [fault]


async def test_what_is_packed_is_not_unpacked(relay: Relay) -> None:
    address = await relay(gzip.compress(b" " * 1_000_000), "200 OK\r\nContent-Encoding: gzip")
    with pytest.raises(RoundRefused, match="no JSON"):
        await drand(address).fetch(1000)


async def test_a_relay_that_is_slow_or_away_is_named_as_such(relay: Relay) -> None:
    assert await faults(await relay(written(1000), silent=True), nobody()) == ["timed_out", "unreachable"]


async def test_the_next_relay_is_asked_when_one_cannot_be_used(relay: Relay) -> None:
    lies = await relay(written(1000, signature=SIGNATURES[657413]))
    beacon = await drand(nobody(), lies, await relay(written(1000))).fetch(1000)
    assert beacon.signature == SIGNATURES[1000]


async def test_no_other_relay_is_asked_once_one_has_given_the_round(relay: Relay) -> None:
    asked: list[str] = []
    await drand(await relay(written(1000)), await relay(written(1000), asked=asked)).fetch(1000)
    assert asked == []
