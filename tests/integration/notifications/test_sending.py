"""The sender and a mail server that refuses, hangs, breaks or is gone; and a sender that is killed."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from aiosmtpd.smtp import AuthResult
from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.smtp import MailServer
from tarazy_notifications.app.attempts import Attempts

from tests.integration.notifications.court import (
    FIRST_SITTING,
    LEASE,
    Installation,
    Matter,
    court,
    directory,
    email,
    party,
)
from tests.integration.notifications.mail_server import MailServerStub, hang, serving


async def one_notice(installation: Installation) -> Matter:
    """A case in which only one party can be reached, and a hearing in it."""
    one = Matter((party("Anna"),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    return one


async def state(installation: Installation) -> tuple[str, str | None, int]:
    row = await installation.pool.fetchrow("SELECT state, reason, attempts FROM notices ORDER BY place LIMIT 1")
    assert row is not None
    return row["state"], row["reason"], row["attempts"]


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
    installation.clock.step(timedelta(seconds=40))
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


async def test_a_sender_killed_between_accept_and_record_leaves_one_possible_duplicate(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    with patch.object(delivery_queue, "record", killed), pytest.raises(_KilledError):
        await installation.new_lane().step()
    assert len(mail_server.accepted) == 1
    await installation.send_all()
    assert len(mail_server.accepted) == 1, "still under lease"
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", "possible_duplicate", 2)
    assert mail_server.raw[0] == mail_server.raw[1]


async def test_a_sender_killed_before_handing_over_leaves_no_doubt(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    async with installation.work.begin() as uow:
        until = uow.now + timedelta(seconds=30)
        assert await delivery_queue.claim(uow.connection, uow.now, until, 8)
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 2)


async def test_a_database_that_is_away_at_the_last_moment_spoils_no_conversation(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    with patch.object(delivery_queue, "hand_over", side_effect=ConnectionResetError), pytest.raises(ConnectionError):
        await installation.lane.step()
    assert mail_server.accepted == []
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 2)
    assert mail_server.connections == 2, "the old one stood in the middle of a mail"


async def test_what_a_slow_sender_records_after_its_lease_does_not_count(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    slow = installation.new_lane()

    async def late() -> str:
        installation.clock.step(timedelta(seconds=31))
        await installation.send_all()
        return "451 later"

    mail_server.to_data.append(late)
    await slow.step()
    assert (await state(installation))[0] == "sent"
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "sent"]


async def test_a_version_overtaken_in_the_queue_never_leaves(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    (newer,) = await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    assert installation.mails() == [("anna@party.test", "2", "REQUEST")]
    (superseded,) = await installation.facts("superseded")
    assert (superseded["subject_version"], superseded["cause"]) == (1, newer.id)


async def test_a_version_overtaken_within_its_own_batch_never_leaves(installation: Installation) -> None:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered())
    await installation.take(one.scheduled(), one.rescheduled(), one.cancelled())
    await installation.send_all()
    assert {version for _, version, _ in installation.mails()} == {"3"}
    facts = await installation.facts()
    assert [fact["state"] for fact in facts].count("superseded") == 6


async def test_a_version_overtaken_while_it_is_being_sent_stops_at_the_last_moment(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)

    async def overtakes() -> str:
        await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
        return "250 OK"

    mail_server.to_rcpt.append(overtakes)
    await installation.send_all()
    assert installation.mails() == [("anna@party.test", "2", "REQUEST")]
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "queued", "superseded", "sent"]


async def test_a_newer_version_waits_until_the_older_one_on_its_way_has_arrived(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    other = installation.new_lane()

    async def overtakes() -> str:
        await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
        await installation.send_all(other)
        return "250 OK"

    mail_server.to_data.append(overtakes)
    await installation.lane.step()
    await installation.send_all(other)
    assert [version for _, version, _ in installation.mails()] == ["1", "2"]


async def test_a_version_overtaken_after_its_answer_was_lost_is_not_sent_again(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)

    async def overtakes_and_drops() -> str:
        await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
        return await mail_server.cut_now()

    mail_server.after_data.append(overtakes_and_drops)
    await installation.send_all(installation.new_lane(timeout=0.3))
    assert await state(installation) == ("superseded", "possible_duplicate", 1)
    await installation.send_all()
    assert [version for _, version, _ in installation.mails()] == ["1", "2"]


async def test_a_notice_of_a_hearing_that_is_over_does_not_leave(installation: Installation) -> None:
    await one_notice(installation)
    installation.clock.now = FIRST_SITTING + timedelta(days=1)
    await installation.send_all()
    assert (await state(installation))[0] == "expired"
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "expired"]
    assert installation.mails() == []


async def test_mails_of_one_hearing_to_one_person_refer_to_the_first(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    await installation.take(one.rescheduled())
    await installation.send_all()
    await installation.take(one.cancelled())
    await installation.send_all()
    first, *later = mail_server.accepted
    assert first["References"] is None
    assert [message["References"] for message in later] == [first["Message-ID"]] * 2


async def test_what_waits_for_an_older_version_at_the_head_of_the_queue_keeps_nobody_else_waiting(
    installation: Installation,
) -> None:
    """More of them than a lane looks at first; each waits for a version that a dead sender holds."""
    waiting = [Matter((party(f"Anna{number}"),)) for number in range(4 * delivery_queue.HEAD)]
    free = Matter((party("Boris"),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, *(one.registered() for one in [*waiting, free]))
    await installation.take(*(one.scheduled() for one in waiting))
    await installation.pool.execute(
        "UPDATE notices SET state = 'sending', attempts = 1, due_at = due_at + interval '30 s'"
    )
    await installation.take(*(one.rescheduled(FIRST_SITTING + timedelta(days=1)) for one in waiting))
    installation.clock.step(timedelta(seconds=1))
    await installation.take(free.scheduled())
    await installation.lane.step()
    assert [to for to, _, _ in installation.mails()] == ["boris@party.test"]


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


async def test_a_notice_that_cannot_be_written_fails_and_holds_up_nothing(installation: Installation) -> None:
    one = Matter((party("Anna"), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.pool.execute("UPDATE notices SET topic = 'hearing_imagined' WHERE address = 'anna@party.test'")
    await installation.send_all()
    assert (await installation.states())["anna@party.test hearing_imagined 1"] == "failed"
    assert [fact["reason"] for fact in await installation.facts("failed")] == ["cannot_be_written"]
    assert len(installation.mails()) == 3


class _KilledError(Exception):
    pass


async def killed(*_: object) -> None:
    """The process ends after the server has accepted and before that is written down."""
    raise _KilledError
