"""Reminders: by the ladder of the court, bound to the version of the hearing."""

from datetime import date, datetime, timedelta
from typing import Any

from tarazy_notifications.adapters.rules import store
from tarazy_notifications.adapters.rules.reminder_rules import ReminderBody
from tarazy_notifications.adapters.rules.store import Entered
from tarazy_notifications.adapters.timing import reminder_store
from tarazy_notifications.adapters.timing.armed_courts import CourtToArm
from tarazy_notifications.app.timing.rearming import SETTLED, Rearming
from tarazy_notifications.domain.timing.reminders import Reminder
from tarazy_shared.contracts.premises import CalendarChanged
from tarazy_shared.contracts.staff import Weekday

from tests.integration.notifications.court import COURT, FIRST_SITTING, NOW, Installation, Matter, directory, party

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


async def ladder_of(installation: Installation, day: date, *tiers: dict[str, Any]) -> None:
    """Lay down a ladder for all courts, long enough ago that every process knows it."""
    async with installation.pool.acquire() as connection:
        body = ReminderBody.model_validate({"tiers": tiers}).model_dump_json()
        entered = Entered(day, 0, body, installation.clock.now - timedelta(minutes=1), None, None)
        await store.add(connection, "reminders", None, entered, day)
    installation.rules.forget()


async def armed(installation: Installation) -> dict[str, datetime]:
    return {row["tier"]: row["due_at"] for row in await installation.pool.fetch("SELECT tier, due_at FROM reminders")}


async def test_parties_are_reminded_a_week_before_too_and_the_courts_people_are_not(installation: Installation) -> None:
    one = await scheduled(installation)
    installation.clock.now = FIRST_SITTING - 7 * DAY
    await installation.reminding.step()
    rows = await installation.pool.fetch("SELECT recipient_id FROM notices WHERE topic = 'hearing_reminder_7d'")
    assert [row["recipient_id"] for row in rows] == [one.parties[0].party_id]


async def test_whoever_acts_for_a_party_by_now_is_reminded_in_their_place(installation: Installation) -> None:
    one = await scheduled(installation)
    party_id = one.parties[0].party_id
    lawyer = party("Lawyer", role="representative", represents=party_id)
    await installation.take(one.updated(2, parties=(*one.parties, lawyer)))
    installation.clock.now = FIRST_SITTING - DAY
    told = {who for who, _ in await reminded(installation)}
    assert str(lawyer.party_id) in told
    assert str(party_id) not in told


async def test_who_has_left_the_case_is_not_reminded(installation: Installation) -> None:
    one = await scheduled(installation)
    other = party("Boris")
    await installation.take(one.updated(2, parties=(other,)))
    installation.clock.now = FIRST_SITTING - DAY
    assert {str(one.parties[0].party_id), str(other.party_id)}.isdisjoint(
        {who for who, _ in await reminded(installation)}
    )


async def test_a_change_of_the_ladder_arms_what_is_to_come_anew_some_hearings_at_a_time(
    installation: Installation,
) -> None:
    rearming = Rearming(installation.work, installation.rules, at_once=2)
    matters = [await scheduled(installation)]
    for _ in range(4):
        matters.append(Matter((party("Anna"),)))
        await installation.take(matters[-1].registered(), matters[-1].scheduled())
    while await rearming.step():
        pass
    assert await armed(installation) == {"7d": FIRST_SITTING - 7 * DAY, "1d": FIRST_SITTING - DAY}
    await ladder_of(installation, NOW.date(), {"before": "2d"}, {"before": "1d"})
    rounds = [await rearming.step() for _ in range(4)]
    assert rounds == [True, True, True, False]
    assert await armed(installation) == {"2d": FIRST_SITTING - 2 * DAY, "1d": FIRST_SITTING - DAY}
    assert await installation.pool.fetchval("SELECT count(*) FROM reminders") == 2 * len(matters)


async def settled(installation: Installation) -> None:
    """Every process knows what was told."""
    installation.clock.step(SETTLED)
    installation.rules.forget()
    rearming = Rearming(installation.work, installation.rules)
    while await rearming.step():
        pass


async def test_working_days_are_those_of_the_courts_calendar_in_scheduling(installation: Installation) -> None:
    # The hearing is on a Tuesday.
    await ladder_of(installation, NOW.date(), {"before": "2wd"})
    await scheduled(installation)
    assert await armed(installation) == {"2wd": FIRST_SITTING - 4 * DAY}
    monday = FIRST_SITTING.date() - DAY
    week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    days: dict[str, Any] = {"court_id": COURT, "from_on": monday, "to_on": monday}
    await installation.take(CalendarChanged(version=2, weekdays=week, closed=(monday,), **days))
    await installation.take(CalendarChanged(version=1, weekdays=("sun",), **days), CalendarChanged(version=3, **days))
    await settled(installation)
    assert await armed(installation) == {"2wd": FIRST_SITTING - 5 * DAY}, "Friday and Thursday"
    await installation.take(CalendarChanged(version=4, weekdays=(*week, "sat"), closed=(monday,), **days))
    await settled(installation)
    assert await armed(installation) == {"2wd": FIRST_SITTING - 4 * DAY}, "Saturday and Friday"
    rows = await installation.pool.fetch("SELECT version FROM court_calendars ORDER BY version")
    assert [row[0] for row in rows] == [2, 4]


async def test_arming_anew_goes_on_where_it_ended_and_begins_again_with_another_ladder(
    installation: Installation,
) -> None:
    for number in range(3):
        one = Matter((party("Anna"),))
        await installation.take(*(directory() if number == 0 else ()), one.registered(), one.scheduled())
    await ladder_of(installation, NOW.date(), {"before": "2d"})
    await Rearming(installation.work, installation.rules, at_once=1).step()
    await ladder_of(installation, NOW.date(), {"before": "3d"})
    after_restart = Rearming(installation.work, installation.rules, at_once=2)
    while await after_restart.step():
        pass
    assert await armed(installation) == {"3d": FIRST_SITTING - 3 * DAY}


async def test_a_tier_that_was_taken_out_before_it_was_armed_anew_reminds_nobody(installation: Installation) -> None:
    await scheduled(installation)
    await ladder_of(installation, NOW.date(), {"before": "2d"})
    installation.clock.now = FIRST_SITTING - DAY
    assert await reminded(installation) == []


async def test_a_ladder_that_begins_later_arms_nothing_before_its_day(installation: Installation) -> None:
    first_day = FIRST_SITTING.date() - timedelta(days=3)
    await ladder_of(installation, first_day, {"before": "5d"}, {"before": "2d"})
    await scheduled(installation)
    assert await armed(installation) == {"7d": FIRST_SITTING - 7 * DAY, "2d": FIRST_SITTING - 2 * DAY}


async def test_a_version_that_comes_while_others_are_armed_anew_keeps_its_own_reminders(
    installation: Installation,
) -> None:
    one = await scheduled(installation)
    court = CourtToArm(COURT, "Asia/Almaty", "0/0/another", None)
    async with installation.pool.acquire() as connection:
        before = await reminder_store.standing_after(connection, court, 10)
        await installation.take(one.rescheduled(FIRST_SITTING + DAY))
        stale = [Reminder(one.hearing_id, 1, tier, FIRST_SITTING - DAY) for tier in ("1d", "2d")]
        await reminder_store.arm_anew(connection, before, stale, installation.clock.now)
    found = await armed(installation)
    assert found["1d"] == FIRST_SITTING
    # What is left of the older version reminds nobody.
    installation.clock.now = FIRST_SITTING - DAY
    assert await reminded(installation) == []
