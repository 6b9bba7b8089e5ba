"""A gateway that fails is left alone, and an operator's hand is heeded."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.channels.inbox import store as inbox
from tarazy_notifications.adapters.channels.inbox.gateway import InboxGateway
from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.delivery.http import channels_router
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.app.delivery.gates import pause, resume
from tarazy_notifications.domain.people import ChannelName
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.access.asking import TOKEN
from tests.integration.notifications.court import Installation, Matter, directory, party
from tests.integration.notifications.mail_server import MailServerStub, serving
from tests.integration.notifications.one_notice import one_notice, state


async def many(installation: Installation, people: int = 12) -> None:
    """A hearing of which many are told."""
    one = Matter(tuple(party(f"P{number}") for number in range(people - 2)))
    await installation.take(*directory(), one.registered(), one.scheduled())


async def attempts(installation: Installation) -> list[int]:
    rows = await installation.pool.fetch("SELECT attempts FROM notices ORDER BY attempts DESC")
    return [row["attempts"] for row in rows]


async def test_a_gateway_that_is_gone_is_tried_with_one_notice_at_a_time(installation: Installation) -> None:
    await many(installation)
    async with serving() as other:
        gone = other.port
    lanes = [installation.new_lane(port=gone) for _ in range(3)]
    for _ in range(10):
        for lane in lanes:
            await lane.step()
    assert sum(await attempts(installation)) == 5, "given up after five"
    installation.clock.step(timedelta(seconds=6))
    for lane in lanes:
        await lane.step()
    assert sum(await attempts(installation)) == 6, "one probe"
    installation.clock.step(timedelta(seconds=11))
    await installation.send_all()
    assert set((await installation.states()).values()) <= {"sent", "queued"}
    installation.clock.step(timedelta(seconds=11))
    await installation.send_all()
    assert set((await installation.states()).values()) == {"sent"}


async def test_a_server_that_is_gone_for_a_day_costs_no_notice_its_attempts(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await many(installation)
    async with serving() as other:
        gone = other.port
    lane = installation.new_lane(port=gone)
    for _ in range(24 * 6):
        await lane.step()
        installation.clock.step(timedelta(minutes=10))
    assert set((await installation.states()).values()) == {"queued"}
    mail_server.to_rcpt += ["451 first things first"]
    for _ in range(3):
        await installation.send_all()
        installation.clock.step(timedelta(minutes=1))
    assert set((await installation.states()).values()) == {"sent"}
    assert len(mail_server.accepted) == 12


async def test_a_server_that_says_later_of_everything_is_given_a_rest(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await many(installation, 30)
    mail_server.to_rcpt += ["451 later"] * 30
    await installation.send_all()
    assert sum(await attempts(installation)) == 20
    async with installation.pool.acquire() as connection:
        email = next(one for one in await gates.every(connection) if one.channel == "email")
    assert (email.gate.trips, email.pause) == (1, None)


async def test_what_waits_for_a_paused_channel_is_sent_when_it_is_resumed(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await many(installation)
    async with installation.work.begin() as uow:
        assert await pause(uow, "email", pause_id=uuid4(), by="key:1", reason="The text is wrong")
        assert not await pause(uow, "email", pause_id=uuid4(), by="key:1", reason="Again")
    await installation.send_all()
    assert (mail_server.connections, set((await installation.states()).values())) == (0, {"queued"})
    async with installation.work.begin() as uow:
        assert await resume(uow, "email", by="key:2")
        assert not await resume(uow, "email", by="key:2")
    await installation.send_all()
    assert len(mail_server.accepted) == 12
    rows = await installation.pool.fetch("SELECT paused_by, resumed_by, reason FROM channel_pauses")
    assert [tuple(row) for row in rows] == [("key:1", "key:2", "The text is wrong")]


@pytest.mark.parametrize("channel", ["sms", "webhook", "inbox", "chat"])
async def test_whatever_channel_is_held_nothing_comes_of_it_until_it_goes_on(
    installation: Installation, channel: ChannelName
) -> None:
    await one_notice(installation)
    await installation.pool.execute("UPDATE notices SET channel = $1", channel)
    installation.lane.gateways[channel] = InboxGateway()  # type: ignore[index]
    async with installation.work.begin() as uow:
        await pause(uow, channel, pause_id=uuid4(), by="key:1", reason="The text is wrong")
    await installation.send_all()
    assert await state(installation) == ("queued", None, 0)
    who = await installation.pool.fetchval("SELECT recipient_id FROM notices")
    async with installation.pool.acquire() as connection:
        shown = await inbox.entries(connection, who, 10)
        assert (len(shown), await inbox.unread(connection, who)) == ((0, 0) if channel == "inbox" else (1, 1))
        assert (await inbox.newest_of(connection, [who]))[who] == (0 if channel == "inbox" else 1)
    async with installation.work.begin() as uow:
        await resume(uow, channel, by="key:1")
    await installation.send_all()
    assert await state(installation) == ("sent", None, 1)
    async with installation.pool.acquire() as connection:
        assert len(await inbox.entries(connection, who, 10)) == 1


async def test_an_operator_holds_a_channel_over_http_and_it_is_noted_who_and_why(installation: Installation) -> None:
    app = FastAPI()
    handle_problems(app)
    app.include_router(channels_router(Door(installation.work, SecretStr(TOKEN), takes_keys=True)))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        assert (await client.post("/channels/email/pause", json={"reason": " "})).status_code == 422
        assert (await client.post("/channels/pigeon/pause", json={"reason": "No"})).status_code == 422
        for changed in (True, False):
            answer = await client.post("/channels/email/pause", json={"reason": "The text is wrong"})
            assert answer.json() == {"channel": "email", "changed": changed}
        shown = {one["channel"]: one for one in (await client.get("/channels")).json()["channels"]}
        assert (shown["email"]["state"], shown["email"]["reason"]) == ("paused", "The text is wrong")
        assert shown["sms"]["state"] == "works"
        assert (await client.post("/channels/email/resume")).json()["changed"]
    actions = await installation.pool.fetch("SELECT action, about FROM audit_trail ORDER BY number")
    assert [tuple(row) for row in actions] == [("channel.pause", "email")] * 2
