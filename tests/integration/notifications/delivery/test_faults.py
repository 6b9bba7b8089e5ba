"""Mail servers in whatever mood, and what each answer means by its class."""

from datetime import timedelta

import pytest

from tests.integration.notifications.court import Installation, Matter, directory, party
from tests.integration.notifications.mail_server import MailServerStub, hang
from tests.integration.notifications.one_notice import one_notice, state


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 no such user", ("failed", "smtp_550")),
        ("550 5.1.1 no such user", ("failed", "smtp_550")),
        ("550 4.7.1 greylisted", ("queued", "smtp_550")),
        ("451 later", ("queued", "smtp_451")),
        ("451 5.1.1 no such user, says the class", ("failed", "smtp_451")),
        ("452 4.2.2 mailbox full", ("queued", "smtp_452")),
    ],
)
async def test_the_class_of_the_status_counts_where_there_is_one(
    installation: Installation, mail_server: MailServerStub, answer: str, expected: tuple[str, str]
) -> None:
    await one_notice(installation)
    mail_server.to_rcpt.append(answer)
    await installation.send_all()
    assert (await state(installation))[:2] == expected


async def test_what_is_refused_before_anybody_is_named_holds_everything_and_loses_nothing(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = Matter(tuple(party(f"P{number}") for number in range(12)))
    await installation.take(*directory(), one.registered(), one.scheduled())
    mail_server.to_mail += ["553 5.1.8 we do not know this sender"] * 8
    for _ in range(20):
        await installation.send_all()
        installation.clock.step(timedelta(seconds=1))
    assert set((await installation.states()).values()) == {"queued"}
    for _ in range(60):
        await installation.send_all()
        installation.clock.step(timedelta(seconds=5))
    assert set((await installation.states()).values()) == {"sent"}


async def test_a_mail_that_is_too_long_is_its_own_fault(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    mail_server.to_mail.append("552 5.3.4 too long")
    await installation.send_all()
    assert (await state(installation))[:2] == ("failed", "smtp_552")


async def test_a_server_that_answers_in_every_way_in_turn_gets_each_mail_once(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = Matter(tuple(party(f"P{number}") for number in range(10)))
    await installation.take(*directory(), one.registered(), one.scheduled())
    mail_server.to_rcpt += ["451 later", "250 OK", "550 no", "250 OK", "421 closing", hang, "250 OK", "452 full"]
    mail_server.to_data += ["250 OK", "554 no", "451 later", mail_server.cut_now, "250 OK"]
    mail_server.after_data += ["250 OK", mail_server.cut_now]
    lane = installation.new_lane(timeout=0.3)
    for _ in range(12):
        await installation.send_all(lane)
        installation.clock.step(timedelta(minutes=2))
    found = list((await installation.states()).values())
    assert sorted(set(found)) == ["failed", "sent"]
    assert found.count("failed") == 2
    ids = [message["Tarazy-Notice-Id"] for message in mail_server.accepted]
    assert len(set(ids)) == found.count("sent")
    rows = await installation.pool.fetch("SELECT notice_id FROM notices WHERE reason = 'possible_duplicate'")
    marked = {str(row[0]) for row in rows}
    assert {one for one in ids if ids.count(one) > 1} <= marked, "whatever came twice is marked"
    assert max(ids.count(one) for one in ids) <= 2
