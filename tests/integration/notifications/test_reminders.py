"""Reminders: the day before, bound to the version of the hearing."""

from datetime import timedelta

from tests.integration.notifications.court import FIRST_SITTING, Installation, Matter, directory, party

DAY = timedelta(days=1)


async def scheduled(installation: Installation) -> Matter:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    return one


async def reminded(installation: Installation) -> list[tuple[str, str]]:
    """Recipients and versions of the reminders that have left by now."""
    while await installation.reminding.step():
        pass
    await installation.send_all()
    return [
        (fact["recipient_id"], str(fact["subject_version"]))
        for fact in await installation.facts("sent")
        if fact["topic"] == "hearing_reminder_1d"
    ]


async def test_everybody_is_reminded_once_a_day_before_the_first_sitting(installation: Installation) -> None:
    one = await scheduled(installation)
    installation.clock.now = FIRST_SITTING - DAY - timedelta(seconds=1)
    assert await reminded(installation) == []
    installation.clock.now = FIRST_SITTING - DAY
    found = await reminded(installation)
    assert len(found) == 3
    assert (str(one.parties[0].party_id), "1") in found
    assert len(await reminded(installation)) == 3
    mail = installation.server.accepted[-1]
    assert mail["Tarazy-Hearing-Id"] == str(one.hearing_id)
    assert not any(part.get_content_type() == "text/calendar" for part in mail.walk())


async def test_a_reminder_names_the_hearing_event_as_its_cause(installation: Installation) -> None:
    one = Matter((party("Anna"),))
    told = await installation.take(*directory(), one.registered(), one.scheduled())
    installation.clock.now = FIRST_SITTING - DAY
    await reminded(installation)
    assert {fact["cause"] for fact in await installation.facts()} == {told[-1].id}


async def test_a_moved_hearing_is_reminded_of_at_its_new_time_only(installation: Installation) -> None:
    one = await scheduled(installation)
    await installation.take(one.rescheduled(FIRST_SITTING + 3 * DAY))
    installation.clock.now = FIRST_SITTING - DAY
    assert await reminded(installation) == []
    installation.clock.now = FIRST_SITTING + 2 * DAY
    assert {version for _, version in await reminded(installation)} == {"2"}


async def test_nobody_is_reminded_of_a_hearing_called_off(installation: Installation) -> None:
    one = await scheduled(installation)
    await installation.take(one.cancelled())
    installation.clock.now = FIRST_SITTING - DAY
    assert await reminded(installation) == []


async def test_a_hearing_set_within_the_last_day_has_no_reminder(installation: Installation) -> None:
    installation.clock.now = FIRST_SITTING - timedelta(hours=20)
    await scheduled(installation)
    assert await reminded(installation) == []


async def test_a_reminder_that_comes_due_after_the_hearing_has_begun_is_left_out(installation: Installation) -> None:
    await scheduled(installation)
    installation.clock.now = FIRST_SITTING + timedelta(minutes=1)
    assert await reminded(installation) == []


async def test_a_reminder_overtaken_before_it_left_never_leaves(installation: Installation) -> None:
    one = await scheduled(installation)
    installation.clock.now = FIRST_SITTING - DAY
    while await installation.reminding.step():
        pass
    await installation.take(one.rescheduled(FIRST_SITTING + DAY))
    await installation.send_all()
    topics = [fact["topic"] for fact in await installation.facts("sent")]
    assert topics == ["hearing_scheduled"] * 3 + ["hearing_rescheduled"] * 3


async def test_people_are_reminded_at_the_address_they_have_now(installation: Installation) -> None:
    one = await scheduled(installation)
    moved = one.parties[0].model_copy(update={"contacts": party("moved").contacts})
    await installation.take(one.updated(2, parties=(moved,)))
    installation.clock.now = FIRST_SITTING - DAY
    await reminded(installation)
    assert ("moved@party.test", "1", "-") in installation.mails()
