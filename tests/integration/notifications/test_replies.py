"""Answers of calendars, handed over as a mail server does it: kept, judged and told."""

import asyncio
import smtplib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Literal

import asyncpg
import pytest
from tarazy_notifications.adapters import reply_intake
from tarazy_notifications.adapters.reply_intake import IntakeAddress, listening
from tarazy_notifications.app.replying import Replying

from tests.integration.notifications.court import COURT, FIRST_SITTING, Installation, Matter
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice
from tests.unit.notifications.reply_forms import Answer, bare, outlook


@asynccontextmanager
async def taking(
    installation: Installation, protocol: Literal["lmtp", "smtp"] = "lmtp", replying: Any = None
) -> AsyncIterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    take = replying or Replying(installation.work).take
    async with listening(IntakeAddress(protocol, "127.0.0.1", port), take):
        yield port


def hand_over(port: int, *mails: bytes, client: type[smtplib.SMTP] = smtplib.LMTP) -> list[tuple[int, bytes]]:
    """What a mail server does, which knows nothing of the mails."""
    answers = []
    with client("127.0.0.1", port, timeout=10) as connection:
        for mail in mails:
            connection.ehlo()
            connection.mail("anyone@party.test")
            connection.rcpt("registry@court.test")
            answers.append(connection.data(mail))
    return answers


async def came(installation: Installation, port: int, *mails: bytes, **options: Any) -> list[tuple[int, bytes]]:
    return await asyncio.to_thread(hand_over, port, *mails, **options)


def answer(one: Matter, **fields: Any) -> Answer:
    return Answer(uid=f"{one.hearing_id}@{COURT}.tarazy", **fields)


async def verdicts(installation: Installation) -> list[str]:
    return sorted(row[0] for row in await installation.pool.fetch("SELECT verdict FROM replies"))


async def invited(installation: Installation) -> Matter:
    one = await one_notice(installation)
    await installation.send_all()
    installation.clock.now = FIRST_SITTING - timedelta(days=7)
    return one


@pytest.mark.parametrize(("protocol", "client"), [("lmtp", smtplib.LMTP), ("smtp", smtplib.SMTP)])
async def test_an_answer_becomes_a_fact_that_names_nobody(
    installation: Installation, mail_server: MailServerStub, protocol: Any, client: Any
) -> None:
    one = await invited(installation)
    async with taking(installation, protocol) as port:
        assert (await came(installation, port, outlook(answer(one)), client=client))[0][0] == 250
    assert await verdicts(installation) == ["believed"]
    (fact,) = await installation.facts("replied")
    (sent,) = await installation.facts("sent")
    assert (fact["subject_id"], fact["subject_version"], fact["answer"]) == (str(one.hearing_id), 1, "declined")
    assert (fact["notice_id"], fact["recipient_id"]) == (sent["notice_id"], str(one.parties[0].party_id))
    assert "@" not in str(fact.values())
    assert len(mail_server.accepted) == 1, "no mail is ever answered"


async def test_the_last_word_stands_in_whatever_order_mails_arrive_and_a_mail_counts_once(
    installation: Installation,
) -> None:
    one = await invited(installation)
    early, late = (
        bare(answer(one, answer=what, stamp=stamp))
        for what, stamp in (("DECLINED", "20261117T080000Z"), ("ACCEPTED", "20261118T080000Z"))
    )
    async with taking(installation) as port:
        await came(installation, port, late, early, late, late)
    assert await verdicts(installation) == ["believed", "older"]
    assert [fact["answer"] for fact in await installation.facts("replied")] == ["accepted"]


async def test_what_is_forged_or_about_nothing_is_kept_and_not_believed(installation: Installation) -> None:
    one = await invited(installation)
    async with taking(installation) as port:
        taken = await came(
            installation,
            port,
            bare(answer(one, sender="eve@evil.test")),
            bare(answer(one, sender="eve@evil.test", attendee="eve@evil.test")),
            bare(answer(one, sequence=5)),
            bare(Answer()),
            b"From: anna@party.test\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away.\r\n",
        )
    assert {code for code, _ in taken} == {250}
    assert await verdicts(installation) == [
        "another_sender",
        "no_calendar",
        "not_invited",
        "unknown_hearing",
        "unknown_version",
    ]
    assert await installation.facts("replied") == []


async def test_an_answer_is_about_the_version_that_was_sent(installation: Installation) -> None:
    one = await invited(installation)
    await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    async with taking(installation) as port:
        await came(installation, port, bare(answer(one, sequence=1)), bare(answer(one, answer="ACCEPTED")))
    assert [fact["subject_version"] for fact in await installation.facts("replied")] == [2]
    assert await verdicts(installation) == ["believed", "older"]


async def test_one_day_and_the_whole_are_two_things(installation: Installation) -> None:
    one = await invited(installation)
    day = answer(one, occurrence="RECURRENCE-ID;TZID=Asia/Almaty:20261201T100000", stamp="20261116T080000Z")
    async with taking(installation) as port:
        await came(installation, port, bare(answer(one, answer="ACCEPTED")), bare(day))
    assert [(fact["answer"], fact.get("day")) for fact in await installation.facts("replied")] == [
        ("accepted", None),
        ("declined", "2026-12-01"),
    ]


async def test_a_mail_that_cannot_be_kept_now_comes_again(installation: Installation) -> None:
    async def away(mail: bytes) -> None:
        raise ConnectionError("the database is away")

    async def broken(mail: bytes) -> None:
        raise RuntimeError("a fault of ours")

    for take in (away, broken):
        async with taking(installation, replying=take) as port:
            assert (await came(installation, port, bare(Answer())))[0][0] == 451


async def test_the_intake_has_bounds(installation: Installation) -> None:
    async with taking(installation) as port:
        too_large = b"X: y\r\n\r\n" + (b"a" * 900 + b"\r\n") * 1400
        assert (await came(installation, port, too_large))[0][0] == 552

        def two_recipients() -> int:
            with smtplib.LMTP("127.0.0.1", port, timeout=10) as connection:
                connection.ehlo()
                connection.mail("a@b.test")
                connection.rcpt("one@court.test")
                return connection.rcpt("two@court.test")[0]

        def crowd() -> bytes:
            held = [socket.create_connection(("127.0.0.1", port)) for _ in range(reply_intake.CONNECTIONS)]
            for one in held:
                one.recv(100)
            with socket.create_connection(("127.0.0.1", port)) as late:
                said = late.recv(100)
            for one in held:
                one.close()
            return said

        assert await asyncio.to_thread(two_recipients) == 452
        assert (await asyncio.to_thread(crowd)).startswith(b"421")
    assert await verdicts(installation) == []


async def test_what_came_in_is_never_changed(installation: Installation, pool: asyncpg.Pool) -> None:
    async with taking(installation) as port:
        await came(installation, port, bare(Answer()))
    for statement in ("UPDATE replies SET verdict = 'believed'", "DELETE FROM replies"):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="keeps its history"):
            await pool.execute(statement)
