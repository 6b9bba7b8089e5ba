"""What gateways and mail servers report is kept once, applied where it may be, and told."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook
from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.delivery import receipts as store
from tarazy_notifications.adapters.delivery.receipts_http import receipts_router
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.app.delivery.incoming import Incoming
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.replying import Replying
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt, Verdict
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.court import Installation
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice, state

KEY = "whsec_" + b64encode(b"k" * 32).decode()


async def sent(installation: Installation) -> UUID:
    """The id of a notice that was sent."""
    await one_notice(installation)
    await installation.send_all()
    return await only(installation)


async def only(installation: Installation) -> UUID:
    return UUID(str(await installation.pool.fetchval("SELECT notice_id FROM notices")))


def report(installation: Installation, happening: Happening, notice_id: UUID | None = None, **more: Any) -> Receipt:
    return Receipt(str(uuid4()), happening, installation.clock.now, notice_id, **more)


async def test_what_was_delivered_and_then_read_is_told_once_each(installation: Installation) -> None:
    notice_id, receiving = await sent(installation), Receiving(installation.work)
    delivered = report(installation, Happening.DELIVERED, notice_id)
    assert await receiving.take("email", [delivered]) == [Verdict.APPLIED]
    assert await receiving.take("email", [delivered]) == [], "it has come before"
    read = report(installation, Happening.READ, notice_id)
    late = report(installation, Happening.DELIVERED, notice_id)
    assert await receiving.take("email", [read, late]) == [Verdict.APPLIED, Verdict.LATE]
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "sent", "delivered", "read"]
    rows = await installation.pool.fetch("SELECT number, state, cause FROM notice_transitions ORDER BY number")
    assert [row["state"] for row in rows] == ["queued", "sending", "sent", "delivered", "read"]
    async with installation.pool.acquire() as connection:
        kept = await store.of_notice(connection, notice_id)
    assert [str(one.receipt_id) for one in kept[:2]] == [row["cause"] for row in rows[3:]]


async def test_a_report_that_comes_before_our_own_record_is_applied_after_it(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    notice_id, receiving = await only(installation), Receiving(installation.work)

    async def reports() -> str:
        bounced = report(installation, Happening.BOUNCED, notice_id, code="status_5.1.1")
        assert await receiving.take("email", [bounced]) == [Verdict.WAITING]
        return "250 OK"

    mail_server.after_data.append(reports)
    await installation.send_all()
    assert (await state(installation))[0] == "sent"
    await receiving.step()
    assert (await state(installation))[:2] == ("bounced", "status_5.1.1")
    (bounced,) = await installation.facts("bounced")
    assert bounced["reason"] == "status_5.1.1"


async def test_a_report_by_the_gateways_own_name_waits_until_that_is_known_and_not_for_ever(
    installation: Installation,
) -> None:
    notice_id, receiving = await sent(installation), Receiving(installation.work)
    early = report(installation, Happening.DELIVERED, reference="sms-17")
    nobodys = report(installation, Happening.DELIVERED, reference="sms-18")
    assert await receiving.take("sms", [early, nobodys]) == [Verdict.WAITING] * 2
    await installation.pool.execute("UPDATE notices SET channel = 'sms', provider_reference = 'sms-17'")
    await receiving.step()
    assert (await state(installation))[0] == "delivered"
    installation.clock.step(store.PATIENCE + timedelta(seconds=1))
    await receiving.step()
    rows = await installation.pool.fetch("SELECT verdict, notice_id FROM receipts ORDER BY reference")
    assert [tuple(row) for row in rows] == [("applied", notice_id), ("unknown", None)]


async def test_nothing_is_believed_of_what_is_not_ours(installation: Installation) -> None:
    notice_id, receiving = await sent(installation), Receiving(installation.work)
    stranger = report(installation, Happening.BOUNCED, uuid4())
    other_channel = report(installation, Happening.BOUNCED, notice_id)
    assert await receiving.take("mail", [stranger]) == [Verdict.UNKNOWN]
    assert await receiving.take("sms", [other_channel]) == [Verdict.UNKNOWN]
    assert (await state(installation))[0] == "sent"


async def test_what_was_reported_stays(installation: Installation) -> None:
    notice_id = await sent(installation)
    await Receiving(installation.work).take("email", [report(installation, Happening.DELIVERED, notice_id)])
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="keeps its history"):
        await installation.pool.execute("UPDATE receipts SET verdict = 'late'")


async def test_a_mail_that_comes_back_ends_in_bounced_and_an_answer_still_is_one(
    installation: Installation, mail_server: MailServerStub
) -> None:
    server = MailServer("127.0.0.1", mail_server.port, "offered")
    builder = MailBuilder("notices@tarazy.test", bounces_to="bounces@court.test")
    lane = installation.new_lane()
    lane.gateways["email"] = EmailGateway(builder, SmtpConnection(server, command_timeout=2, timeout=2))  # type: ignore[index]
    await one_notice(installation)
    await installation.send_all(lane)
    assert [sender for sender, _ in mail_server.envelopes] == ["bounces@court.test"]
    incoming = Incoming(Receiving(installation.work), Replying(installation.work))
    headers = mail_server.raw[0].partition(b"\r\n\r\n")[0]
    await incoming.take(_BOUNCE.replace(b"\n", b"\r\n") % headers)
    assert (await state(installation))[:2] == ("bounced", "status_5.1.1")
    await incoming.take(b"Subject: I am away\r\n\r\nUntil Monday\r\n")
    assert await installation.pool.fetchval("SELECT verdict FROM replies") == "no_calendar"
    assert await installation.pool.fetchval("SELECT count(*) FROM receipts") == 1


async def test_gateways_report_over_http_with_the_key_or_a_signature(installation: Installation) -> None:
    notice_id = await sent(installation)
    app = FastAPI()
    handle_problems(app)
    app.include_router(receipts_router(Receiving(installation.work), SecretStr(KEY)))
    body = {"receipts": [{"event": "delivered", "notice_id": str(notice_id), "id": "1"}]}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        for headers in ({}, {"Authorization": "Bearer no"}, signed(installation, body, "other")):
            answer = await client.post("/receipts/email", content=json.dumps(body), headers=headers)
            assert answer.status_code == 401
        installation.clock.step(timedelta(hours=1))
        old = await client.post(
            "/receipts/email", content=json.dumps(body), headers=signed(installation, body, hours=1)
        )
        assert old.status_code == 401, "a signature of an hour ago"
        answer = await client.post("/receipts/email", content=json.dumps(body), headers=signed(installation, body))
        assert (answer.status_code, answer.json()) == (202, {"taken": 1, "repeated": 0})
        token = {"Authorization": f"Bearer {KEY}"}
        answer = await client.post("/receipts/email", json=body, headers=token)
        assert answer.json() == {"taken": 0, "repeated": 1}
        wrong = await client.post("/receipts/email", json={"receipts": [{"event": "x"}]}, headers=token)
        assert wrong.json()["errors"][0]["field"] == "receipts[0].notice_id"
        assert (await client.post("/receipts/email", content=b"[" * 300_000, headers=token)).status_code == 413
    assert (await state(installation))[0] == "delivered"


def signed(installation: Installation, body: dict[str, Any], key: str = KEY, hours: int = 0) -> dict[str, str]:
    """Headers as an outside library makes them."""
    at = installation.clock.now - timedelta(hours=hours)
    secret = key if key == KEY else "whsec_" + b64encode(b"other" * 8).decode()
    signature = Webhook(secret).sign("msg_1", at, json.dumps(body))
    return {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


_BOUNCE = b"""From: MAILER-DAEMON@mx.test
To: bounces@court.test
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

Final-Recipient: rfc822; anna@party.test
Action: failed
Status: 5.1.1

--B
Content-Type: text/rfc822-headers

%s

--B--
"""
