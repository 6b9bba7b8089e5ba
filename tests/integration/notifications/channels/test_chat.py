"""Chat rooms by Apprise, against a server on a real socket."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from tarazy_notifications.adapters.channels.chat.gateway import ChatGateway
from tarazy_notifications.adapters.channels.chat.rooms import rooms_at, teller
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.states import State
from tarazy_shared.errors import ConfigurationError

from tests.integration.notifications.channels.far_side import claimed, no, yes
from tests.unit.notifications.letters_of import notice

POSTED: list[bytes] = []


@asynccontextmanager
async def service(answer: bytes) -> AsyncIterator[int]:
    """Takes what Apprise posts as JSON."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        POSTED.append(await reader.readexactly(length))
        writer.write(answer)
        writer.close()

    POSTED.clear()
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


async def send(gateway: ChatGateway, room: str = "ops") -> Outcome:
    return await gateway.send(claimed(notice(channel="chat", address=room)), yes)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Accepted),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", Postponed),
    ],
)
async def test_a_room_is_told_and_says_yes_or_no(threads: ThreadPoolExecutor, answer: bytes, expected: type) -> None:
    async with service(answer) as port:
        rooms = rooms_at(f"ops=json://127.0.0.1:{port}/", inside=True)
        outcome = await send(ChatGateway(rooms, teller(), threads, 5, inside=True))
    assert isinstance(outcome, expected)
    assert b"2-15/2026" in POSTED[0]


async def test_a_service_that_hangs_is_waited_for_no_longer_than_any_and_leaves_doubt(
    threads: ThreadPoolExecutor,
) -> None:
    done = threading.Event()

    def hangs(address: str, title: str, body: str) -> bool:
        return done.wait(5)

    gateway = ChatGateway({"ops": "json://chat.test/"}, hangs, threads, 0.05, inside=True)
    outcome = await send(gateway)
    done.set()
    assert isinstance(outcome, Postponed)
    assert (outcome.fault, outcome.in_doubt, outcome.sent is None) == ("unreachable", True, False)


async def test_neither_an_unknown_room_nor_one_inside_nor_what_is_overtaken_is_told(
    threads: ThreadPoolExecutor,
) -> None:
    def never(address: str, title: str, body: str) -> bool:
        raise AssertionError(address)

    async def inner(host: str, port: int) -> list[str]:
        return ["10.0.0.7"]

    gateway = ChatGateway({"ops": "json://chat.example.com/"}, never, threads, 1, resolve=inner)
    assert await send(gateway, "other") == Refused("no_gateway")
    assert await send(gateway) == Refused("address_refused")
    about = claimed(notice(channel="chat", address="ops"))
    assert await ChatGateway(gateway.rooms, never, threads, 1, inside=True).send(about, no) == NotTried(
        State.SUPERSEDED
    )
    raises = await send(ChatGateway(gateway.rooms, never, threads, 1, inside=True))
    assert isinstance(raises, Postponed), "what a plugin raises ends nothing"


def test_rooms_are_read_and_what_cannot_work_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = rooms_at(
        "ops=json://chat.example.com/x\n\n duty=tgram://123456789:abcdefg_hijklmnop/12345678/\n", inside=False
    )
    assert set(rooms) == {"ops", "duty"}
    assert rooms_at(None, inside=False) == {}
    for wrong in (
        "ops",
        "Ops=json://x.kz/",
        "ops=json://x.kz/\nops=json://y.kz/",
        "ops=nothing://x",
        "a=json://10.0.0.1/",
    ):
        with pytest.raises(ConfigurationError, match="TARAZY_NOTIFICATIONS_CHAT_ROOMS"):
            rooms_at(wrong, inside=False)
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ConfigurationError, match=r"tarazy-notifications\[chat\]"):
        rooms_at("ops=json://x.kz/", inside=False)
