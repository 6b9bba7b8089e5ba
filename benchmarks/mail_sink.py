"""A mail server that does no more than notice when a mail about which hearing was accepted.

    python -m benchmarks.mail_sink PORT FILE [SECONDS]       appends "seconds since 1970, hearing_id" for each mail

SECONDS is how long it takes over each mail, as servers do that write it to disk and look for what is wrong with it.

The mail catcher of the one-machine edition stores mails and shows them; on a machine with two cores that is a sixth of
the work of a busy minute, and no part of what is measured.
"""

import asyncio
import sys
import time
from typing import TextIO

import uvloop

GREETING = b"220 sink ESMTP\r\n"
EXTENSIONS = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10000000\r\n"
ANSWERS = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n", b"EHLO": EXTENSIONS}
END = b"\r\n.\r\n"
NAMED = b"Tarazy-Hearing-Id: "


class Session(asyncio.Protocol):
    """One connection (RFC 5321)."""

    def __init__(self, noted: TextIO, takes: float) -> None:
        self._noted = noted
        self._takes = takes
        self._rest = b""
        self._in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while (end := END if self._in_data else b"\r\n") in self._rest:
            text, _, self._rest = self._rest.partition(end)
            if self._in_data:
                asyncio.get_running_loop().call_later(self._takes, self._transport.write, self._accept(text))
            else:
                self._transport.write(self._answer(text))

    def _answer(self, line: bytes) -> bytes:
        command = line[:4].upper()
        self._in_data = command == b"DATA"
        return ANSWERS.get(command, b"250 OK\r\n")

    def _accept(self, mail: bytes) -> bytes:
        self._in_data = False
        hearing = mail.partition(NAMED)[2][:36].decode()
        self._noted.write(f"{time.time()} {hearing}\n")
        return b"250 taken\r\n"


async def _serve(port: int, path: str, takes: float) -> None:
    with open(path, "a", buffering=1, encoding="utf-8") as noted:  # noqa: ASYNC230  a line at a time, nothing waits
        server = await asyncio.get_running_loop().create_server(lambda: Session(noted, takes), "127.0.0.1", port)
        await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 0.0))
