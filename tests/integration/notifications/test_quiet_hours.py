"""Quiet hours and choices, as they come to bear on what is queued."""

from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tarazy_notifications.adapters.preferences import store
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.app.timing.quiet_now import quiet_by
from tarazy_shared.contracts.contact import Contact

from tests.integration.notifications.court import FIRST_SITTING, JUDGE, LEASE, Installation, Matter, directory, party

NIGHT = {"ranges": [{"from": "22:00", "until": "07:00"}], "channels": ["email"]}
MIDNIGHT_IN_ALMATY = datetime(2026, 11, 16, 19, tzinfo=UTC)
MORNING_IN_ALMATY = datetime(2026, 11, 17, 2, tzinfo=UTC)


async def chooses(installation: Installation, recipient_id: UUID, **choices: Any) -> None:
    body = ChoicesBody.model_validate(choices)
    async with installation.pool.acquire() as connection, connection.transaction():
        known = await store.locked(connection, recipient_id)
        assert await store.add(connection, recipient_id, known, body, "link", installation.clock.now)


async def test_what_comes_at_night_leaves_in_the_morning_in_the_zone_and_language_of_its_reader(
    installation: Installation,
) -> None:
    one = Matter((party("Anna"), party("Boris")))
    anna, boris = (str(each.party_id) for each in one.parties)
    await chooses(installation, UUID(anna), quiet=NIGHT, language="kk")
    await chooses(installation, UUID(boris), quiet=NIGHT, zone="Asia/Tokyo")
    installation.clock.now = MIDNIGHT_IN_ALMATY - timedelta(hours=4)
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    # 20:00 in Almaty is midnight in Tokyo.
    assert {fact["recipient_id"] for fact in await installation.facts("sent")} & {anna, boris} == {anna}
    installation.clock.now = MIDNIGHT_IN_ALMATY
    await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    waiting = [fact for fact in await installation.facts("queued") if fact.get("reason") == "quiet_hours"]
    assert {fact["recipient_id"] for fact in waiting} == {anna, boris}
    installation.clock.now = MORNING_IN_ALMATY + timedelta(minutes=10)
    await installation.send_all()
    told = [fact for fact in await installation.facts("sent") if fact["recipient_id"] == anna]
    assert [fact["subject_version"] for fact in told] == [1, 2]
    mails = [mail for mail in installation.server.accepted if mail["To"] and "anna" in mail["To"]]
    assert {mail["Content-Language"] for mail in mails} == {"kk"}
    reasons = await installation.pool.fetch("SELECT reason FROM notice_transitions WHERE number = 1 AND reason <> ''")
    assert {row["reason"] for row in reasons} == {"quiet_hours"}


async def test_a_hearing_of_the_next_morning_is_told_at_night(installation: Installation) -> None:
    one = Matter((party("Anna"),))
    await chooses(installation, one.parties[0].party_id, quiet=NIGHT)
    installation.clock.now = MIDNIGHT_IN_ALMATY
    await installation.take(*directory(), one.registered(), one.scheduled(MORNING_IN_ALMATY + timedelta(hours=2)))
    await installation.send_all()
    assert str(one.parties[0].party_id) in {fact["recipient_id"] for fact in await installation.facts("sent")}


async def test_a_reminder_that_waits_for_the_morning_survives_a_version_that_is_no_news(
    installation: Installation,
) -> None:
    one = Matter((party("Anna"),))
    anna = one.parties[0].party_id
    one.rooms = repeat(5)
    # 01:00 in Almaty, with a hearing at 10:00 a week later.
    await installation.take(*directory(), one.registered(), one.scheduled(FIRST_SITTING.replace(hour=20)))
    await installation.send_all()
    await chooses(installation, anna, quiet=NIGHT)
    installation.clock.now = FIRST_SITTING.replace(hour=20) - timedelta(days=7)
    await installation.reminding.step()
    await installation.take(one.rescheduled(FIRST_SITTING.replace(hour=20), reason="request_changed"))
    installation.clock.now += timedelta(seconds=1)
    await installation.reminding.step()
    installation.clock.now += timedelta(hours=8)
    await installation.send_all()
    told = [(fact["topic"], fact["subject_version"]) for fact in await installation.facts("sent")]
    assert told.count(("hearing_reminder_7d", 2)) == 1
    assert ("hearing_reminder_7d", 1) not in told


async def test_what_is_still_there_at_night_waits_for_the_morning_and_was_no_attempt(
    installation: Installation,
) -> None:
    one = Matter((party("Anna", contacts=(Contact(channel="sms", address="+77010000001"),)),))
    installation.clock.now = MIDNIGHT_IN_ALMATY - timedelta(hours=4)
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.pool.execute("UPDATE notices SET due_at = NULL, state = 'expired' WHERE channel <> 'sms'")
    attempts = Attempts(installation.work, LEASE, quiet=quiet_by(installation.rules))
    installation.clock.now = MIDNIGHT_IN_ALMATY
    assert await attempts.claim() is None
    (row,) = await installation.pool.fetch(
        "SELECT state, due_at, attempts, reason FROM notices WHERE due_at IS NOT NULL"
    )
    assert (row["state"], row["attempts"], row["reason"]) == ("queued", 0, "quiet_hours")
    morning = MIDNIGHT_IN_ALMATY + timedelta(hours=8)
    assert morning <= row["due_at"] <= morning + timedelta(minutes=10)
    installation.clock.now = morning + timedelta(minutes=10)
    claimed = await attempts.claim()
    assert claimed is not None
    assert claimed.attempt == 1


async def test_a_judge_does_without_reminders_and_not_without_word_of_the_hearing(installation: Installation) -> None:
    await chooses(installation, JUDGE, muted=[{"topic": "hearing_reminder_*"}, {"topic": "training_*"}])
    one = Matter((party("Anna"),))
    await chooses(installation, one.parties[0].party_id, muted=[{"topic": "hearing_reminder_*"}])
    await installation.take(*directory(), one.registered(), one.scheduled())
    installation.clock.now = FIRST_SITTING - timedelta(days=1)
    await installation.reminding.step()
    await installation.send_all()
    told = [(fact["topic"], fact["recipient_id"]) for fact in await installation.facts("sent")]
    assert ("hearing_scheduled", str(JUDGE)) in told
    assert ("hearing_reminder_1d", str(JUDGE)) not in told
    # To a party reminders are no news that one does without.
    assert ("hearing_reminder_1d", str(one.parties[0].party_id)) in told


@pytest.mark.parametrize(
    "topic",
    ["hearing_scheduled", "hearing_cancelled", "hearing_*", "hearing_r*", "h*", "*", "discipline_*", "evaluation_due"],
)
async def test_nobody_can_mute_word_of_hearings_not_even_by_hand(installation: Installation, topic: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await installation.pool.execute(
            "INSERT INTO preferences (recipient_id, version, choices, entered_by, recorded_at)"
            " VALUES ($1, 1, jsonb_build_object('muted', jsonb_build_array(jsonb_build_object('topic', $2::text))),"
            " 'link', now())",
            uuid4(),
            topic,
        )


async def test_whoever_reads_in_the_inbox_here_gets_no_mail_and_parties_do(installation: Installation) -> None:
    one = Matter((party("Anna"),))
    await chooses(installation, JUDGE, inbox=True)
    await chooses(installation, one.parties[0].party_id, inbox=True)
    await installation.take(*directory(), one.registered(), one.scheduled())
    rows = await installation.pool.fetch("SELECT recipient_id, channel, address FROM notices")
    found = {row["recipient_id"]: (row["channel"], row["address"]) for row in rows}
    assert found[JUDGE] == ("inbox", str(JUDGE))
    assert found[one.parties[0].party_id] == ("email", "anna@party.test")


async def test_choices_keep_their_history(installation: Installation) -> None:
    somebody = uuid4()
    await chooses(installation, somebody, language="en")
    await chooses(installation, somebody, language="kk")
    async with installation.pool.acquire() as connection:
        found = await store.history(connection, somebody)
        standing = await store.standing(connection, [somebody])
    assert [(one.version, one.body.language, one.superseded_at is None) for one in found] == [
        (2, "kk", True),
        (1, "en", False),
    ]
    assert standing[somebody].language == "kk"
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await installation.pool.execute("DELETE FROM preferences")
