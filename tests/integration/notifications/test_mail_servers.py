"""A mail server that refuses, hangs, breaks or is gone."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from tarazy_notifications.adapters.channels.email.smtp import MailServer

from tests.integration.notifications.court import Installation, Matter, court, directory, email, party
from tests.integration.notifications.mail_server import MailServerStub, hang, serving
from tests.integration.notifications.one_notice import one_notice, state


async def test_a_refusal_for_now_is_tried_again_later(installation: Installation, mail_server: MailServerStub) -> None:
    await one_notice(installation)
    mail_server.to_rcpt += ["451 greylisted"]
    mail_server.to_data += ["452 full"]
    await installation.send_all()
    assert await state(installation) == ("queued", "smtp_451", 1)
    await installation.send_all()
    assert await state(installation) == ("queued", "smtp_451", 1), "not before its time"
    installation.clock.step(timedelta(seconds=7))
    await installation.send_all()
    assert await state(installation) == ("queued", "smtp_452", 2)
    installation.clock.step(timedelta(seconds=73))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 3)
    assert len(mail_server.accepted) == 1
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "sent"]


@pytest.mark.parametrize("where", ["to_rcpt", "to_data"])
async def test_a_refusal_for_good_ends_it(installation: Installation, mail_server: MailServerStub, where: str) -> None:
    await one_notice(installation)
    getattr(mail_server, where).append("550 no such user")
    await installation.send_all()
    assert await state(installation) == ("failed", "smtp_550", 1)
    (failed,) = await installation.facts("failed")
    assert failed["reason"] == "smtp_550"
    assert mail_server.accepted == []


async def test_one_refusal_does_not_hold_up_the_others(installation: Installation, mail_server: MailServerStub) -> None:
    one = Matter((party("Anna"), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    mail_server.to_rcpt += ["250 OK", "550 no such user"]
    await installation.send_all()
    assert sorted((await installation.states()).values()) == ["failed", "sent", "sent", "sent"]
    assert mail_server.connections == 1


async def test_a_server_that_is_gone_is_tried_until_it_is_back(installation: Installation) -> None:
    await one_notice(installation)
    async with serving() as other:
        gone = other.port
    lane = installation.new_lane(port=gone)
    for _ in range(12):
        await lane.step()
        installation.clock.step(timedelta(seconds=75))
    assert (await state(installation))[:2] == ("queued", "unreachable")
    await installation.send_all()
    assert (await state(installation))[0] == "sent"


async def test_notices_that_a_gone_server_kept_from_being_tried_lose_no_attempt(installation: Installation) -> None:
    one = Matter((party("Anna"), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    async with serving() as other:
        gone = other.port
    await installation.new_lane(port=gone).step()
    rows = await installation.pool.fetch("SELECT attempts FROM notices ORDER BY place")
    assert [row["attempts"] for row in rows] == [1, 0, 0, 0]


async def test_a_server_that_hangs_before_the_message_leaves_no_doubt(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    mail_server.to_rcpt.append(hang)
    await installation.send_all(installation.new_lane(timeout=0.2))
    assert (await state(installation))[:2] == ("queued", "no_answer")
    installation.clock.step(timedelta(seconds=5))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 2)


@pytest.mark.parametrize("fault", ["hangs", "drops"])
async def test_an_answer_lost_after_the_message_makes_a_possible_duplicate_with_the_same_message_id(
    installation: Installation, mail_server: MailServerStub, fault: str
) -> None:
    await one_notice(installation)
    mail_server.after_data.append(hang if fault == "hangs" else mail_server.cut_now)
    await installation.send_all(installation.new_lane(timeout=0.3))
    assert (await state(installation))[:2] == ("queued", "no_answer")
    installation.clock.step(timedelta(seconds=5))
    await installation.send_all()
    assert await state(installation) == ("sent", "possible_duplicate", 2)
    assert len({message["Message-ID"] for message in mail_server.accepted}) == 1
    assert mail_server.raw[0] == mail_server.raw[1]
    (sent,) = await installation.facts("sent")
    assert sent["reason"] == "possible_duplicate"


async def test_an_idle_connection_that_the_server_closed_is_made_again(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    await installation.send_all()
    mail_server.cut()
    await asyncio.sleep(0.05)
    other = Matter((party("Boris"),))
    await installation.take(other.registered(), other.scheduled())
    await installation.send_all()
    assert len(mail_server.accepted) == 2
    assert [fact.get("reason") for fact in await installation.facts("sent")] == [None, None]


async def test_a_server_that_says_it_is_closing_is_tried_on_a_new_connection(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    mail_server.to_rcpt.append("421 closing")
    await installation.send_all()
    assert (await state(installation))[:2] == ("queued", "smtp_421")
    installation.clock.step(timedelta(seconds=5))
    await installation.send_all()
    assert (await state(installation))[0] == "sent"


async def test_an_address_in_other_letters_is_sent_as_the_server_can_take_it(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = Matter(
        (
            party("Anna", contacts=email("anna@почта.test")),
            party("Boris", contacts=email("борис@почта.test")),
        )
    )
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["anna@xn--80a1acny.test", "борис@xn--80a1acny.test"]


async def test_a_server_that_wants_other_credentials_is_the_operators_to_mend_and_loses_nothing(
    installation: Installation,
) -> None:
    await one_notice(installation)

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    async with serving(authenticator=authenticate, auth_require_tls=False, auth_required=True) as strict:
        for password, expected in (("wrong", ("queued", "smtp_535")), ("right", ("sent", None))):
            server = MailServer.at(f"smtp://court:{password}@127.0.0.1:{strict.port}")
            await installation.send_all(installation.new_lane(server=server))
            assert (await state(installation))[:2] == expected
            installation.clock.step(timedelta(seconds=5))
        assert len(strict.accepted) == 1


async def test_a_server_without_the_tls_that_is_asked_for_gets_nothing(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    server = MailServer.at(f"smtp+starttls://127.0.0.1:{mail_server.port}")
    await installation.send_all(installation.new_lane(server=server))
    assert (await state(installation))[:2] == ("queued", "unreachable")
    assert mail_server.accepted == []
