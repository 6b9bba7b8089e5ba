"""A newer version overtakes an older one, wherever that is."""

from datetime import timedelta

from tarazy_notifications.adapters import delivery_queue

from tests.integration.notifications.court import FIRST_SITTING, Installation, Matter, court, directory, party
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice, state


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


async def test_nothing_is_taken_out_of_a_calendar_that_no_invitation_has_reached(installation: Installation) -> None:
    one = await one_notice(installation)
    await installation.take(one.cancelled())
    await installation.send_all()
    assert installation.mails() == [("anna@party.test", "2", "-")]
    await installation.take(one.scheduled())
    await installation.send_all()
    await installation.take(one.cancelled())
    await installation.send_all()
    assert installation.mails()[1:] == [("anna@party.test", "3", "REQUEST"), ("anna@party.test", "4", "CANCEL")]
    await installation.take(one.scheduled(), one.cancelled())
    await installation.send_all()
    assert installation.mails()[3:] == [("anna@party.test", "6", "-")], "it is taken out already"


async def test_an_invitation_that_may_have_left_is_taken_back(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)

    async def calls_off_and_drops() -> str:
        await installation.take(one.cancelled())
        return await mail_server.cut_now()

    mail_server.after_data.append(calls_off_and_drops)
    await installation.send_all(installation.new_lane(timeout=0.3))
    await installation.send_all()
    assert [method for _, _, method in installation.mails()] == ["REQUEST", "CANCEL"]


async def test_an_invitation_that_may_have_left_and_was_then_refused_is_taken_back_too(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await one_notice(installation)
    mail_server.after_data.append(mail_server.cut_now)
    await installation.send_all(installation.new_lane(timeout=0.3))
    mail_server.to_rcpt.append("550 No such user")
    installation.clock.step(timedelta(seconds=5))
    await installation.send_all()
    assert (await state(installation))[0] == "failed"
    await installation.take(one.cancelled())
    await installation.send_all()
    assert [method for _, _, method in installation.mails()] == ["REQUEST", "CANCEL"]


async def test_a_hearing_known_by_its_end_alone_is_taken_out_of_calendars(installation: Installation) -> None:
    """What was sent before this installation knew of it is not known here."""
    one = Matter((party("Anna"),))
    one.scheduled()
    await installation.take(*directory(), one.registered(), one.cancelled())
    await installation.send_all()
    assert {method for _, _, method in installation.mails()} == {"CANCEL"}


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
    waiting = [Matter((party(f"Anna{number}"),)) for number in range(4 * delivery_queue.SPARE)]
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
