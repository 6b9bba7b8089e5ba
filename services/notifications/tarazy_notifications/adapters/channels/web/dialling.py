"""Connections to web addresses that others wrote down: what a name means is judged before anybody is called.

The name is looked up once for a connection, and the very number that was judged is the one that is called: a name that
means something else a moment later changes nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError, ConnectTimeout

from tarazy_notifications.domain.addresses import is_inner_number

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The IP addresses of a host, in the order in which they are to be tried; `OSError` where there are none."""


class InnerAddressError(Exception):
    """The name means a machine of the own network."""


async def look_up(host: str, port: int) -> list[str]:
    """What this machine's resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicOnly(AsyncNetworkBackend):
    """Connects to nothing but public addresses. Raises `InnerAddressError` if any that a name has is inner."""

    def __init__(self, resolve: Resolve = look_up, dial: AsyncNetworkBackend | None = None) -> None:
        self._resolve = resolve
        self._dial = dial or AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Look up, judge, connect to the first that answers."""
        try:
            numbers = await self._resolve(host, port)
        except OSError as error:
            raise ConnectError(str(error)) from error
        if any(is_inner_number(number) for number in numbers):
            raise InnerAddressError(host)
        failure: Exception = ConnectError("the name has no address")
        for number in numbers:
            try:
                return await self._dial.connect_tcp(number, port, timeout, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as error:
                failure = error
        raise failure
