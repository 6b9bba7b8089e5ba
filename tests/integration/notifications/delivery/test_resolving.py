"""What was decided when a notice was queued is decided anew when it turns out to be otherwise before it leaves."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from tarazy_notifications.adapters import directory as known_people
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.app.delivery.gates import pause, resume
from tarazy_notifications.app.preferences.choosing import BY_LINK, choose
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.ids import uuid7

from tests.integration.notifications.court import (
    CLERK,
    COURT,
    FIRST_SITTING,
    JUDGE,
    NOW,
    Installation,
    Matter,
    appointed,
    directory,
    email,
    party,
)
from tests.integration.notifications.delivery.test_escalation import by_channel, look_after, nobody, rule, told
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice
from tests.integration.notifications.test_case_notices import allocation
from tests.integration.notifications.test_evidence import faults, sealer


async def with_contacts(installation: Installation, one: Matter, version: int, *contacts: Contact) -> None:
    (only,) = one.parties
    await installation.take(one.updated(version, parties=(only.model_copy(update={"contacts": contacts}),)))


async def told_at(installation: Installation) -> list[tuple[str, str, str | None]]:
    rows = await installation.pool.fetch("SELECT address, state, reason FROM notices ORDER BY place")
    return [tuple(row) for row in rows]


async def retried(installation: Installation, mail_server: MailServerStub) -> None:
    mail_server.to_rcpt.append("452 the mailbox is full")
    await installation.send_all()


async def paused(installation: Installation, mail_server: MailServerStub) -> None:
    async with installation.work.begin() as uow:
        await pause(uow, "email", pause_id=uuid7(uow.now), by="key:1", reason="The text is wrong")
    await installation.send_all()


async def limited(installation: Installation, mail_server: MailServerStub) -> None:
    await installation.pool.execute("UPDATE notices SET due_at = due_at + interval '1 hour', reason = 'limit'")


@pytest.mark.parametrize("waits", [retried, paused, limited])
async def test_what_waits_goes_to_the_address_of_now_and_both_are_evidence(
    installation: Installation, mail_server: MailServerStub, waits: Any
) -> None:
    one = await one_notice(installation)
    await waits(installation, mail_server)
    await sealer(installation).bind_all()
    await with_contacts(installation, one, 2, *email("anna@new.test"))
    async with installation.work.begin() as uow:
        await resume(uow, "email", by="key:1")
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["anna@new.test"]
    assert await told_at(installation) == [
        ("anna@party.test", "superseded", "address_changed"),
        ("anna@new.test", "sent", None),
    ]
    first, second = await installation.pool.fetch("SELECT * FROM notices ORDER BY place")
    assert (second["resends"], second["repeat"]) == (first["notice_id"], 1)
    facts = await installation.facts()
    assert [(fact["state"], fact.get("reason")) for fact in facts] == [
        ("queued", None),
        ("superseded", "address_changed"),
        ("queued", "address_changed"),
        ("sent", None),
    ]
    assert facts[0]["cause"] == facts[2]["cause"] != facts[1]["cause"], "the hearing, and what changed the address"
    await sealer(installation).bind_all()
    async with installation.pool.acquire() as connection:
        assert await faults(connection) == []


async def test_who_has_no_such_address_any_more_is_told_by_the_next_channel_or_by_a_clerk(
    installation: Installation,
) -> None:
    one = await told(installation, *email("anna@party.test"))
    await with_contacts(installation, one, 2, Contact(channel="sms", address="+77010000001"))
    await look_after(installation)
    assert await by_channel(installation) == [("email", "failed"), ("sms", "queued")]
    await with_contacts(installation, one, 3)
    await look_after(installation)
    assert await by_channel(installation) == [("email", "failed"), ("sms", "failed")]
    rows = await installation.pool.fetch("SELECT kind, reason FROM tasks WHERE notice_id IS NOT NULL")
    assert [tuple(row) for row in rows] == [("cannot_be_told", "address_gone")]


async def test_a_judge_whose_mailbox_moves_is_written_to_there(installation: Installation) -> None:
    one = Matter((party("Anna", contacts=()),))
    await installation.take(*directory(), one.registered(), one.scheduled(person_ids=nobody()))
    moved = appointed(JUDGE, "Ospanov Yerzhan", 2, contacts=email("judge@new.test"))
    await installation.take(moved, appointed(JUDGE, "Ospanov Yerzhan", 1, contacts=email("judge@old.test")))
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["judge@new.test"]


async def test_what_is_being_sent_when_the_address_changes_stops_here_or_is_sent_to_both(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)

    async def changes() -> str:
        await with_contacts(installation, one, 2, *email("anna@new.test"))
        return "250 OK"

    mail_server.to_rcpt.append(changes)
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["anna@new.test"]
    again = Matter(one.parties)
    await installation.take(again.registered(), again.scheduled())

    async def changes_too_late() -> str:
        await with_contacts(installation, again, 2, *email("anna@third.test"))
        return "250 OK"

    mail_server.after_data.append(changes_too_late)
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()][1:] == ["anna@party.test", "anna@third.test"]
    assert (await told_at(installation))[2:] == [("anna@party.test", "sent", None), ("anna@third.test", "sent", None)]


async def test_word_of_leaving_goes_to_the_new_address_and_takes_the_entry_out_at_the_old_one(
    installation: Installation,
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    await installation.take(one.cancelled())
    await with_contacts(installation, one, 2, *email("anna@new.test"))
    await installation.send_all()
    assert installation.mails() == [
        ("anna@party.test", "1", "REQUEST"),
        ("anna@new.test", "2", "-"),
        ("anna@party.test", "2", "CANCEL"),
    ]


async def test_another_change_does_not_send_it_to_anybody_twice(installation: Installation) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    await installation.take(one.cancelled())
    for version, address in enumerate(("anna@new.test", "anna@newest.test"), start=2):
        await with_contacts(installation, one, version, *email(address))
    await installation.send_all()
    assert sorted(installation.mails()[1:]) == [("anna@newest.test", "2", "-"), ("anna@party.test", "2", "CANCEL")]


async def test_a_party_that_has_got_a_lawyer_is_told_by_the_lawyer(installation: Installation) -> None:
    one = await one_notice(installation)
    (anna,) = one.parties
    lawyer = party("Lawyer", role="representative", represents=anna.party_id)
    await installation.take(one.updated(2, parties=(anna, lawyer)))
    await installation.send_all()
    assert installation.mails() == [("lawyer@party.test", "1", "REQUEST")]
    assert (await told_at(installation))[0] == ("anna@party.test", "superseded", "represented")
    invited = await installation.pool.fetchval("SELECT invited FROM hearings")
    assert lawyer.party_id in invited
    assert anna.party_id not in invited
    await installation.take(one.rescheduled())
    await installation.send_all()
    rows = await installation.pool.fetch("SELECT address, topic FROM notices WHERE subject_version = 2")
    assert [tuple(row) for row in rows] == [("lawyer@party.test", "hearing_rescheduled")]


async def test_a_reminder_that_waits_goes_to_the_lawyer_whoever_was_invited(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    await paused(installation, mail_server)
    installation.clock.now = FIRST_SITTING - timedelta(days=7)
    await installation.reminding.step()
    (anna,) = one.parties
    lawyer = party("Lawyer", role="representative", represents=anna.party_id)
    await installation.take(one.updated(2, parties=(anna, lawyer)))
    async with installation.work.begin() as uow:
        await resume(uow, "email", by="key:1")
    await installation.send_all()
    assert installation.mails()[1:] == [("lawyer@party.test", "1", "-")]
    assert (await told_at(installation))[1] == ("anna@party.test", "superseded", "represented")
    assert anna.party_id in await installation.pool.fetchval("SELECT invited FROM hearings"), "the entry is theirs"


async def test_who_was_invited_in_person_hears_of_the_move_and_is_handed_over_by_the_next_version(
    installation: Installation,
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    (anna,) = one.parties
    lawyer = party("Lawyer", role="representative", represents=anna.party_id)
    await installation.take(one.rescheduled())
    await installation.take(one.updated(2, parties=(anna, lawyer)))
    await installation.send_all()
    await installation.take(one.rescheduled())
    await installation.send_all()
    assert sorted(installation.mails()[1:]) == [
        ("anna@party.test", "2", "REQUEST"),
        ("anna@party.test", "3", "CANCEL"),
        ("lawyer@party.test", "3", "REQUEST"),
    ]


async def test_who_has_left_the_case_is_not_invited_any_more(installation: Installation) -> None:
    one = await one_notice(installation)
    await installation.take(one.updated(2, parties=(party("Boris"),)))
    await installation.send_all()
    assert installation.mails() == []
    assert await told_at(installation) == [("anna@party.test", "superseded", "not_concerned")]
    assert await installation.pool.fetchval("SELECT invited FROM hearings") == [JUDGE, CLERK]


async def test_who_was_invited_and_has_left_the_case_hears_no_more_of_it_but_that_they_need_not_come(
    installation: Installation,
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    await installation.take(one.rescheduled())
    await installation.take(one.updated(2, parties=(boris := party("Boris"),)))
    await installation.take(one.rescheduled(attendee_ids=(boris.party_id,)))
    await installation.send_all()
    assert sorted(installation.mails()[1:]) == [
        ("anna@party.test", "3", "CANCEL"),
        ("boris@party.test", "3", "REQUEST"),
    ]


async def test_a_language_that_changes_is_the_language_of_what_waits(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    await installation.take(one.updated(2, language="kk"))
    await installation.send_all()
    assert [message["Content-Language"] for message in mail_server.accepted] == ["kk"]


async def test_what_somebody_chooses_holds_for_what_waits(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await rule(installation, '{"topics": [{"topic": "case_allocated", "mandatory": false}]}', "topics")
    one = Matter((party("Anna", contacts=()),))
    await installation.take(*directory(), one.registered(), allocation(one, 1, JUDGE))
    await installation.take(one.scheduled(person_ids=nobody()))
    wanted = {
        "muted": [{"topic": "case_allocated"}],
        "language": "en",
        "quiet": {"ranges": [{"from": "09:00", "until": "11:00"}], "channels": ["email"]},
    }
    async with installation.work.begin() as uow:
        await choose(uow, installation.rules, BY_LINK, COURT, JUDGE, ChoicesBody.model_validate(wanted))
    await installation.send_all()
    assert mail_server.accepted == [], "it is nine in Almaty"
    assert (await told_at(installation))[0][1:] == ("superseded", "muted")
    installation.clock.now = NOW + timedelta(hours=3)
    await installation.send_all()
    assert [message["Content-Language"] for message in mail_server.accepted] == ["en"]


async def test_whoever_changes_contacts_waits_for_what_is_being_decided_by_them(installation: Installation) -> None:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered())
    async with installation.work.begin() as uow:
        await known_people.case_rows(uow.connection, [one.case_id], held=True)
        changing = asyncio.create_task(with_contacts(installation, one, 2, *email("anna@new.test")))
        await asyncio.sleep(0.05)
        assert not changing.done()
    await changing
