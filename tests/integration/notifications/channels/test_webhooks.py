"""Webhooks: where they go, what receivers can verify, and how they end it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook
from tarazy_notifications.adapters.channels.web.dialling import PublicOnly, Resolve, look_up
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.channels.webhook.crowd import Crowd
from tarazy_notifications.adapters.channels.webhook.endpoints import StoredReceivers
from tarazy_notifications.adapters.channels.webhook.gateway import WebhookGateway
from tarazy_notifications.adapters.channels.webhook.http import webhooks_router
from tarazy_notifications.adapters.channels.webhook.signing import as_text, secret
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Postponed, Refused
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.channels.far_side import Does, yes
from tests.integration.notifications.channels.web_server import HOST, PUBLIC, Says, trusting
from tests.integration.notifications.channels.webhook_far_side import ADDRESS, KEY, WebhookFarSide, webhook
from tests.integration.notifications.court import Installation

TOKEN = "a-token-for-tests-only"


@pytest.fixture
async def far() -> AsyncIterator[WebhookFarSide]:
    async with webhook() as made:
        yield made


async def send(far: WebhookFarSide, address: str = ADDRESS, resolve: Resolve | None = None) -> Outcome:
    gateway = far.gateway()
    if resolve is not None:
        backend = PublicOnly(resolve, far.dialling)
        gateway = replace(gateway, posting=Posting(timeout=2, clock=far.clock, tls=trusting(), backend=backend))
    claimed = far.claimed()
    try:
        return await gateway.send(replace(claimed, notice=claimed.notice._replace(address=address)), yes)
    finally:
        await gateway.close()


async def test_a_receiver_verifies_it_with_an_outside_library_and_knows_a_retry_by_its_id(far: WebhookFarSide) -> None:
    far.next(Does.DROP_AFTER)
    for _ in range(2):
        await send(far)
    first, second = far.server.posted
    for posted in (first, second):
        told = Webhook(as_text(secret(KEY, ADDRESS, 1))).verify(posted.body, dict(posted.headers))
        assert told["data"]["notice_id"] == posted.headers["webhook-id"]
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert (first.path, first.headers["host"]) == ("/court/notices?case=1", HOST)


async def test_the_number_that_was_judged_is_the_one_that_is_called(far: WebhookFarSide) -> None:
    """A name that means something else the second time it is asked for is asked for once."""
    answers = [[PUBLIC], ["127.0.0.1"]]

    async def rebinding(host: str, port: int) -> list[str]:
        return answers.pop(0)

    assert isinstance(await send(far, resolve=rebinding), Accepted)
    assert far.dialling.called == [(PUBLIC, 443)]
    assert await send(far, resolve=rebinding) == Refused("address_refused")
    assert far.dialling.called == [(PUBLIC, 443)], "nobody was called the second time"


@pytest.mark.parametrize("number", ["10.0.0.8", "::1", "::ffff:192.168.0.1", "64:ff9b::a00:1", "169.254.169.254"])
async def test_a_public_name_with_an_inner_number_is_refused_even_beside_a_public_one(
    far: WebhookFarSide, number: str
) -> None:
    async def both(host: str, port: int) -> list[str]:
        return [PUBLIC, number]

    assert await send(far, resolve=both) == Refused("address_refused")
    assert far.dialling.called == []


@pytest.mark.parametrize(
    "address", ["http://hooks.party.test/", "https://127.0.0.1/", "https://2130706433/", "https://db.internal/"]
)
async def test_neither_http_nor_an_address_that_says_where_it_leads_is_called(
    far: WebhookFarSide, address: str
) -> None:
    assert await send(far, address) == Refused("address_refused")
    assert far.dialling.called == []


async def test_the_resolver_of_this_machine_finds_this_machine_and_is_not_believed(far: WebhookFarSide) -> None:
    assert "127.0.0.1" in await look_up("localhost", 443)
    port = far.server.port

    async def here(host: str, _: int) -> list[str]:
        return await look_up("localhost", port)

    assert await send(far, resolve=here) == Refused("address_refused")


async def test_a_name_that_nobody_knows_is_tried_again(far: WebhookFarSide) -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert await send(far, resolve=unknown) == Postponed("unreachable", "unreachable")


async def test_the_next_number_is_called_where_the_first_does_not_answer(far: WebhookFarSide) -> None:
    async def two(host: str, port: int) -> list[str]:
        return ["2001:4860::7", PUBLIC]

    far.dialling.dead.add("2001:4860::7")
    assert isinstance(await send(far, resolve=two), Accepted)
    assert [number for number, _ in far.dialling.called] == ["2001:4860::7", PUBLIC]


async def test_a_redirect_is_not_followed(far: WebhookFarSide) -> None:
    far.server.answers.append(Says(302, {"Location": "https://169.254.169.254/"}))
    assert await send(far) == Postponed("busy", "http_302")
    assert far.dialling.called == [(PUBLIC, 443)]


async def test_a_server_that_nobody_vouches_for_gets_nothing(far: WebhookFarSide) -> None:
    assert await send(far, "https://other.party.test/") == Postponed("unreachable", "unreachable")
    assert far.server.posted == []


async def test_an_answer_without_end_is_not_read_to_its_end(far: WebhookFarSide) -> None:
    far.server.usual = Says(200, body=b"x" * 3_000_000)
    assert isinstance(await send(far), Accepted)


async def test_a_receiver_that_hangs_holds_no_more_than_its_share_of_the_lanes(far: WebhookFarSide) -> None:
    crowd = Crowd(8, patience=0.05)
    far.server.answers += ["hang"] * 2
    gateway = replace(far.gateway(0.5), crowd=crowd)
    hanging = [asyncio.ensure_future(gateway.send(far.claimed(), yes)) for _ in range(2)]
    await asyncio.sleep(0.1)
    assert await gateway.send(far.claimed(), yes) == Postponed("throttled", "receiver_busy")
    other = replace(far.claimed(), notice=far.claimed().notice._replace(address="https://other.party.test/"))
    assert await gateway.send(other, yes) == Postponed("unreachable", "unreachable"), "others have places left"
    assert [getattr(one, "in_doubt", None) for one in await asyncio.gather(*hanging)] == [True, True]
    assert isinstance(await gateway.send(far.claimed(), yes), Accepted)
    await gateway.close()


async def test_a_receiver_that_says_it_is_gone_is_asked_no_more(far: WebhookFarSide) -> None:
    far.server.answers.append(Says(410))
    assert await send(far) == Refused("http_410")
    assert await send(far) == Refused("endpoint_disabled")
    assert far.server.connections == 1


async def test_secrets_are_shown_changed_without_a_gap_and_receivers_are_enabled_again(
    far: WebhookFarSide, installation: Installation
) -> None:
    app = FastAPI()
    handle_problems(app)
    app.include_router(webhooks_router(Door(installation.work, SecretStr(TOKEN)), SecretStr(KEY)))
    stored = StoredReceivers(installation.pool)
    gateway: WebhookGateway = replace(far.gateway(), receivers=stored)
    installation.clock.now = far.clock()
    asking = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    async with asking as client:
        receiver = {"address": ADDRESS}
        old = (await client.post("/webhooks/secret", json=receiver)).json()
        new = (await client.post("/webhooks/secret/change", json=receiver | {"overlap": "PT1H"})).json()
        assert (await client.post("/webhooks/secret", json=receiver)).json()["secret"] == new["secret"] != old["secret"]
        assert isinstance(await gateway.send(far.claimed(), yes), Accepted)
        (posted,) = far.server.posted
        for shared in (old["secret"], new["secret"]):
            Webhook(shared).verify(posted.body, dict(posted.headers))

        far.server.answers.append(Says(410))
        await gateway.send(far.claimed(), yes)
        (listed,) = (await client.get("/webhooks")).json()
        assert listed["disabled_at"] is not None
        assert (await client.post("/webhooks/enable", json=receiver)).status_code == 204
        assert (await client.post("/webhooks/enable", json=receiver)).status_code == 404
        assert isinstance(await gateway.send(far.claimed(), yes), Accepted)

        wrong = await client.post("/webhooks/secret/change", json={"address": "ftp://x", "overlap": "P90D"})
        assert {error["field"] for error in wrong.json()["errors"]} == {"address", "overlap"}
        for path in ("secret", "secret/change", "enable"):
            assert (
                await client.post(f"/webhooks/{path}", json=receiver, headers={"Authorization": ""})
            ).status_code == 401
    await gateway.close()
    noted = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail ORDER BY number")
    assert [(row["action"], row["about"]) for row in noted] == [("webhook.change", HOST)] * 4
    assert not any("whsec" in row["detail"] for row in noted)
