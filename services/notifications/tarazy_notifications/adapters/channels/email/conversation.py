"""What is said to a mail server and what it answers, once the connection is open.

aiosmtplib opens connections (greeting, TLS, password) and hands them to this: it says one command at a time even
where a server takes several, and searches each mail with patterns, which took a third of what handing one over costs.
"""

import asyncio
import re
from collections.abc import Collection
from typing import NamedTuple

GO_ON = 354
_LONGEST = 32_768
"""Bytes that may come before an answer is whole; an answer to EHLO has about a thousand."""
_CONTROLS = re.compile(rb"[\x00-\x1f\x7f]")


class Answer(NamedTuple):
    """What a server said, its lines apart."""

    code: int
    text: str

    @property
    def refuses(self) -> bool:
        """For now or for good."""
        return self.code >= 400


class HungUp(ConnectionError):
    """The connection ended, or what came was no answer, before the server had said what it thinks."""


class Conversation(asyncio.Protocol):
    """One connection to a server that knows us; not for use by two at once."""

    def __init__(self, transport: asyncio.Transport, offers: Collection[str], patience: float) -> None:
        """Take the connection over. `offers` are the server's extensions, in small letters.

        `patience`: seconds allowed for the answers to one write.
        """
        self.offers = offers
        self._transport = transport
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Future[None] | None = None
        self._awaited = 0
        self._answers: list[Answer] = []
        self._lines: list[str] = []
        self._rest = b""
        transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        """Whether the server has not hung up so far."""
        return not self._transport.is_closing()

    async def say(self, *commands: str) -> list[Answer]:
        """The answers to commands, up to one that refuses; all at once where the server lets us (RFC 2920).

        Raises `HungUp`, `TimeoutError`, and `ValueError` for a command that could be read as two.
        """
        lines = [_line(command) for command in commands]
        if "pipelining" in self.offers:
            return await self._exchange(b"".join(lines), len(lines))
        answers: list[Answer] = []
        for line in lines:
            answers += await self._exchange(line, 1)
            if answers[-1].refuses:
                break
        return answers

    async def hand_over(self, content: bytes) -> Answer:
        """The answer to a whole mail, after that to `DATA`. Raises `HungUp` and `TimeoutError`."""
        (answer,) = await self._exchange(_as_data(content), 1)
        if answer.code // 100 == 3:
            raise HungUp
        return answer

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    async def _exchange(self, said: bytes, awaited: int) -> list[Answer]:
        if not self.is_open:
            raise HungUp
        self._answers, self._awaited = [], awaited
        self._waiting = self._loop.create_future()
        # A timer, and not `asyncio.timeout`, which costs as much as the whole exchange.
        timer = self._loop.call_later(self._patience, self._end, TimeoutError())
        try:
            self._transport.write(said)
            await self._waiting
        finally:
            timer.cancel()
            self._waiting = None
        return self._answers[:awaited]

    def data_received(self, data: bytes) -> None:
        """Answers, or parts of them."""
        if self._waiting is None:
            # Nobody has asked: not to be taken for the answer to what is said next.
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if not self._take(line):
                return self._end(HungUp())
        if len(self._rest) > _LONGEST or sum(map(len, self._lines)) > _LONGEST:
            return self._end(HungUp())
        if len(self._answers) >= self._awaited:
            self._end(None)

    def _take(self, line: bytes) -> bool:
        """Part of an answer (RFC 5321, section 4.2); false for anything else."""
        if not line[:3].isdigit() or line[:1] not in b"2345":
            return False
        self._lines.append(line[4:].strip().decode("utf-8", "replace"))
        if line[3:4] != b"-":
            self._answers.append(Answer(int(line[:3]), "\n".join(self._lines)))
            self._lines = []
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up, perhaps after a refusal that says all there is to say."""
        self._end(None if any(answer.refuses for answer in self._answers) else HungUp())

    def _end(self, error: Exception | None) -> None:
        if self._waiting is None or self._waiting.done():
            return
        if error is None:
            self._waiting.set_result(None)
        else:
            self._waiting.set_exception(error)


def _line(command: str) -> bytes:
    encoded = command.encode()
    if _CONTROLS.search(encoded):
        raise ValueError("a command cannot hold control characters")
    return encoded + b"\r\n"


def _as_data(content: bytes) -> bytes:
    """Lines ended as they have to be, a full stop before those that begin with one, and one by itself at the end."""
    stuffed = [b"." + line if line.startswith(b".") else line for line in content.splitlines()]
    return b"\r\n".join((*stuffed, b".", b""))
