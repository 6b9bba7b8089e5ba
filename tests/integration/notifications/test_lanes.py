"""Lanes share the work, and what cannot be written holds up nothing."""

import asyncio
from collections.abc import Callable

import pytest
from tarazy_notifications.adapters.delivery.endings import Ended
from tarazy_notifications.app.attempts import Attempts

from tests.integration.notifications.court import LEASE, Installation, Matter, court, directory, party
from tests.integration.notifications.mail_server import MailServerStub, hang


async def test_lanes_that_look_together_take_one_each_and_hear_that_more_is_due(installation: Installation) -> None:
    one = Matter(tuple(party(f"P{number}") for number in range(4)))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    more: list[int] = []
    attempts = Attempts(installation.work, LEASE, more.append)
    first = await asyncio.gather(*(attempts.claim() for _ in range(3)))
    then = await asyncio.gather(*(attempts.claim() for _ in range(3)))
    taken = [claimed.notice.address for claimed in (*first, *then) if claimed]
    assert len(taken) == len(set(taken)) == 4
    assert [claimed is None for claimed in then] == [False, True, True]
    assert more == [3]


@pytest.mark.parametrize("of_one_process", [True, False])
async def test_several_lanes_send_everything_once(
    installation: Installation, mail_server: MailServerStub, of_one_process: bool
) -> None:
    matters = [Matter(tuple(party(f"P{number}-{each}") for each in range(4))) for number in range(15)]
    await installation.take(*directory(), *(one.registered() for one in matters), *(one.scheduled() for one in matters))
    shared = Attempts(installation.work, LEASE) if of_one_process else None
    lanes = [installation.new_lane(attempts=shared) for _ in range(4)]
    await asyncio.gather(*(installation.send_all(lane) for lane in lanes))
    await installation.send_all()
    ids = [message["Tarazy-Notice-Id"] for message in mail_server.accepted]
    assert len(ids) == len(set(ids)) == 15 * 6
    assert set((await installation.states()).values()) == {"sent"}


async def test_a_notice_that_cannot_be_written_fails_and_holds_up_nothing(installation: Installation) -> None:
    one = Matter((party("Anna"), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.pool.execute("UPDATE notices SET topic = 'hearing_imagined' WHERE address = 'anna@party.test'")
    await installation.send_all()
    assert (await installation.states())["anna@party.test hearing_imagined 1"] == "failed"
    assert [fact["reason"] for fact in await installation.facts("failed")] == ["cannot_be_written"]
    assert len(installation.mails()) == 3


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


class Unhurried(Attempts):
    """Writes down what became of notices when it is let."""

    let: asyncio.Event

    async def record(self, ended: Ended) -> None:
        await self.let.wait()
        await super().record(ended)


async def test_while_one_lane_writes_down_what_became_of_its_notice_another_sends(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    shared = Unhurried(installation.work, LEASE, at_once=1)
    shared.let = asyncio.Event()
    steps = [asyncio.create_task(installation.new_lane(attempts=shared).step()) for _ in range(2)]
    await until(lambda: len(mail_server.accepted) == 2)
    assert sorted((await installation.states()).values()) == ["queued", "sending", "sending"]
    shared.let.set()
    await asyncio.gather(*steps)
    assert sorted((await installation.states()).values()) == ["queued", "sent", "sent"]


async def test_no_lane_takes_a_notice_that_would_have_to_wait_for_its_turn(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    mail_server.to_rcpt.append(hang)
    shared = Attempts(installation.work, LEASE, at_once=1)
    lanes = [installation.new_lane(attempts=shared, timeout=0.3) for _ in range(2)]
    steps = [asyncio.create_task(lane.step()) for lane in lanes]
    await until(lambda: not mail_server.to_rcpt)
    assert sorted((await installation.states()).values()) == ["queued", "queued", "sending"]
    await asyncio.gather(*steps)
    assert sorted((await installation.states()).values()) == ["queued", "queued", "sent"]
