"""Connections to a mail server, which the lanes of a process share."""

import asyncio

import pytest
from tarazy_notifications.adapters.channels.email.connections import Connections
from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.mail import Mail
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Sent

from tests.unit.notifications.letters_of import mail


class Hand:
    """Hands a mail over when it is let; not for two at once."""

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.taken: list[Mail] = []
        self.busy = self.fails = False
        self.closed = 0

    async def send(self, one: Mail, wanted: Wanted) -> Outcome:
        assert not self.busy
        self.busy = True
        try:
            await self.let.wait()
        finally:
            self.busy = False
        if self.fails:
            raise ConnectionError
        self.taken.append(one)
        return Accepted("Kept", Sent("0" * 64))

    async def close(self) -> None:
        assert not self.busy
        self.closed += 1


async def wanted() -> bool:
    return True


async def test_as_many_mails_leave_at_once_as_there_are_connections() -> None:
    hands = [Hand(), Hand()]
    connections = Connections(hands)
    tasks = [asyncio.create_task(connections.send(mail(), wanted)) for _ in range(3)]
    await asyncio.sleep(0)
    assert [hand.busy for hand in hands] == [True, True]
    hands[0].let.set()
    await asyncio.wait(tasks[:2], return_when=asyncio.FIRST_COMPLETED)
    hands[1].let.set()
    await asyncio.gather(*tasks)
    assert sorted(len(hand.taken) for hand in hands) == [1, 2]


async def test_the_connection_that_was_used_last_is_used_again() -> None:
    hands = [Hand(), Hand(), Hand()]
    for hand in hands:
        hand.let.set()
    connections = Connections(hands)
    for _ in range(4):
        await connections.send(mail(), wanted)
    assert sorted(len(hand.taken) for hand in hands) == [0, 0, 4]


async def test_a_connection_on_which_something_went_wrong_is_free_again() -> None:
    hand = Hand()
    hand.let.set()
    connections, hand.fails = Connections([hand]), True
    with pytest.raises(ConnectionError):
        await connections.send(mail(), wanted)
    hand.fails = False
    assert isinstance(await connections.send(mail(), wanted), Accepted)


async def test_closing_leaves_alone_what_is_in_use_and_ends_it_the_next_time() -> None:
    hands = [Hand(), Hand()]
    connections = Connections(hands)
    task = asyncio.create_task(connections.send(mail(), wanted))
    await asyncio.sleep(0)
    await connections.close()
    assert sorted(hand.closed for hand in hands) == [0, 1]
    for hand in hands:
        hand.let.set()
    await task
    await connections.close()
    assert all(hand.closed for hand in hands)
