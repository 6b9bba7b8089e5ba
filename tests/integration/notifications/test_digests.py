"""Digests: the court's own people told once a day of what can wait, and at once of what cannot."""

import asyncio
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from tarazy_notifications.adapters.delivery.checks import last_told
from tarazy_notifications.adapters.desk import following
from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.adapters.feeds import store as feeds
from tarazy_notifications.adapters.preferences import store
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.app.evidence.sealing import Sealer
from tarazy_notifications.app.timing.digesting import Digesting
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.domain.topics import DIGEST
from tarazy_notifications.verify_notices import check
from tarazy_shared.audit_chain import faults_of

from tests.integration.notifications.court import COURT, FIRST_SITTING, JUDGE, Installation, Matter, directory, party

DAY = timedelta(days=1)


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    """A case in a court whose judge has chosen a digest."""
    body = ChoicesBody.model_validate({"digest": "on", "digest_at": "07:00"})
    async with installation.pool.acquire() as connection, connection.transaction():
        await store.add(connection, JUDGE, None, body, "link", installation.clock.now)
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered())
    return one


def to_judge(installation: Installation) -> list[EmailMessage]:
    return [one for one in installation.server.accepted if "ospanov" in one["To"]]


async def digested(installation: Installation, days: int = 1) -> list[EmailMessage]:
    """What the judge has got by some mornings later."""
    installation.clock.now += days * DAY
    digesting = Digesting(installation.work, installation.rules)
    while await digesting.step():
        pass
    await installation.send_all()
    return to_judge(installation)


def plain(mail: EmailMessage) -> str:
    part = next(one for one in mail.walk() if one.get_content_type() == "text/plain")
    found: Any = part.get_payload(decode=True)
    return str(found.decode())


async def test_changes_wait_for_one_mail_that_says_what_stands(installation: Installation, matter: Matter) -> None:
    await installation.take(matter.scheduled())
    await installation.send_all()
    assert to_judge(installation) == []
    assert ("anna@party.test", "1", "REQUEST") in installation.mails()
    await installation.take(matter.rescheduled(FIRST_SITTING + 2 * DAY))
    other = Matter((party("Boris"),))
    await installation.take(other.registered(number="2-77/2026"), other.scheduled(case_number="2-77/2026"))
    (mail,) = await digested(installation)
    text = plain(mail)
    assert "2-15/2026" in text
    assert "2-77/2026" in text
    # Of a hearing that the judge never heard of nobody says that it has moved.
    assert "Перенесено" not in text
    assert text.count("2-15/2026") == 1
    assert mail["Tarazy-Hearing-Id"] is None
    assert not any(part.get_content_type() == "text/calendar" for part in mail.walk())
    assert await digested(installation) == [mail]


async def test_the_personal_feed_shows_at_once_what_waits_for_the_digest(
    installation: Installation, matter: Matter
) -> None:
    await installation.take(matter.scheduled())
    async with installation.pool.acquire() as connection:
        waiting = await feeds.shown(connection, JUDGE, installation.clock.now)
        await digested(installation)
        told = await feeds.shown(connection, JUDGE, installation.clock.now)
        await installation.take(matter.cancelled())
        off = await feeds.shown(connection, JUDGE, installation.clock.now)
    assert [one.hearing_id for one in waiting] == [one.hearing_id for one in told] == [matter.hearing_id]
    assert off == []


async def test_a_digest_counts_as_word_of_each_hearing_in_it(installation: Installation, matter: Matter) -> None:
    topics = ("hearing_scheduled", "hearing_rescheduled")
    await installation.take(matter.scheduled())
    async with installation.pool.acquire() as connection:
        waiting = (await last_told(connection, [matter.hearing_id], topics))[matter.hearing_id]
        await digested(installation)
        told = (await last_told(connection, [matter.hearing_id], topics))[matter.hearing_id]
        await installation.take(matter.rescheduled(installation.clock.now + DAY))
        near = (await last_told(connection, [matter.hearing_id], topics))[matter.hearing_id]
    assert JUDGE not in waiting
    assert [(one.notice.subject_version, one.notice.topic, one.state) for one in told[JUDGE]] == [
        (1, "hearing_scheduled", "sent")
    ]
    assert [one.notice.subject_version for one in near[JUDGE]] == [2]
    digests = [one for one in await installation.facts("sent") if one["topic"] == "hearing_digest"]
    assert {told["subject_id"] for one in digests for told in one["tells"]} >= {str(matter.hearing_id)}
    assert all("tells" not in one for one in await installation.facts("queued"))


async def test_a_digest_stands_in_the_proof_of_each_hearing_in_it(installation: Installation, matter: Matter) -> None:
    other = Matter((party("Boris"),))
    await installation.take(matter.scheduled(), other.registered(number="2-77/2026"))
    await installation.take(other.scheduled(case_number="2-77/2026"))
    await digested(installation)
    sealer = Sealer(installation.work, lambda size: b"0" * size, patience=timedelta())
    await sealer.step()
    [digest_id] = await installation.pool.fetchval("SELECT array_agg(notice_id) FROM notices WHERE topic = $1", DIGEST)
    await installation.pool.execute("INSERT INTO notice_unsealed (notice_id) VALUES ($1)", digest_id)
    await sealer.step()
    for one, own, others in ((matter, "2-15/2026", "2-77/2026"), (other, "2-77/2026", "2-15/2026")):
        async with installation.pool.acquire() as connection, connection.transaction():
            assert list(faults_of([link async for link in seals.in_order(connection, None)])) == []
            found = await seals.of_subject(connection, one.hearing_id)
            followed = await following.of_hearing(connection, COURT, one.hearing_id, 10)
        at_desk = [each.notice for each in followed.notices if each.in_digest]
        assert [(each.notice_id, each.subject_version) for each in at_desk] == [(digest_id, 1)]
        document = written(proof_of(COURT, one.hearing_id, found))
        proof = check(document)
        [digest] = [notice for notice in proof.notices.values() if notice.digest_id]
        assert (digest.notice_id, digest.said["recipient_id"]) == (str(digest_id), str(JUDGE))
        assert (digest.said["topic"], digest.said["subject_version"]) == ("hearing_scheduled", 1)
        assert [state for state, _ in digest.times] == ["queued", "sending", "sent"]
        assert own in digest.words[0]["text"]
        assert others.encode() not in document
    for change in (
        "UPDATE digest_items SET version = 2",
        "UPDATE digest_items SET subject_id = gen_random_uuid()",
        "DELETE FROM digest_items",
    ):
        async with installation.pool.acquire() as connection:
            held = connection.transaction()
            await held.start()
            await connection.execute(change)
            assert list(faults_of([link async for link in seals.in_order(connection, None)])) != [], change
            await held.rollback()


async def test_what_is_over_before_a_digest_leaves_is_told_by_none(installation: Installation, matter: Matter) -> None:
    await installation.take(matter.scheduled(), matter.rescheduled(FIRST_SITTING + DAY))
    other = Matter((party("Boris"),))
    await installation.take(other.registered(), other.scheduled(FIRST_SITTING + 90 * DAY))
    await digested(installation, days=60)
    rows = await installation.pool.fetch("SELECT subject_id FROM digest_items WHERE digest_id IS NOT NULL")
    assert [row[0] for row in rows] == [other.hearing_id]
    assert await installation.pool.fetchval("SELECT count(*) FROM digest_items") == 1


async def test_where_days_are_promised_it_names_no_hour(installation: Installation, matter: Matter) -> None:
    week: dict[str, Any] = {"promised_from_on": date(2026, 11, 30), "promised_to_on": date(2026, 12, 4)}
    await installation.take(matter.scheduled(**week))
    (mail,) = await digested(installation)
    assert "30 ноября 2026" in plain(mail)
    assert "10:00" not in plain(mail)


async def test_it_lists_what_the_day_holds(installation: Installation, matter: Matter) -> None:
    tomorrow = installation.clock.now.replace(hour=5) + DAY
    today = Matter((party("Boris"),))
    await installation.take(today.registered(number="2-77/2026"), today.scheduled(tomorrow, case_number="2-77/2026"))
    await installation.take(matter.scheduled())
    *_, mail = await digested(installation)
    assert "10:00–12:00, Зал 5, 2-77/2026" in plain(mail)


async def test_what_is_near_is_told_at_once_and_waits_no_more(installation: Installation, matter: Matter) -> None:
    await installation.take(matter.scheduled())
    await installation.take(matter.rescheduled(installation.clock.now + DAY))
    await installation.send_all()
    (mail,) = to_judge(installation)
    assert mail["Tarazy-Hearing-Version"] == "2"
    assert await digested(installation) == [mail]


async def test_a_hearing_set_and_called_off_between_two_digests_is_told_nobody_who_reads_them(
    installation: Installation, matter: Matter
) -> None:
    await installation.take(matter.scheduled())
    await installation.take(matter.cancelled())
    assert await digested(installation) == []
    assert await installation.pool.fetchval("SELECT count(*) FROM digest_items") == 0


async def test_a_cancellation_that_can_wait_names_what_was(installation: Installation, matter: Matter) -> None:
    await installation.take(matter.scheduled())
    await digested(installation)
    await installation.take(matter.cancelled())
    *_, mail = await digested(installation)
    assert "Отменено, 2-15/2026" in plain(mail)
    assert "1 декабря 2026" in plain(mail)


async def test_two_processes_write_one_digest(installation: Installation, matter: Matter) -> None:
    await installation.take(matter.scheduled())
    installation.clock.now += DAY
    both = [Digesting(installation.work, installation.rules) for _ in range(2)]
    await asyncio.gather(*(one.step() for one in both))
    assert await installation.pool.fetchval("SELECT count(*) FROM notices WHERE topic = 'hearing_digest'") == 1
    row = (await installation.pool.fetch("SELECT digest_id, version FROM digest_items"))[0]
    assert row["digest_id"] == await installation.pool.fetchval(
        "SELECT subject_id FROM notices WHERE topic = 'hearing_digest'"
    )


async def test_whoever_gives_the_digest_up_is_told_at_once_and_not_twice(
    installation: Installation, matter: Matter
) -> None:
    await installation.take(matter.scheduled())
    async with installation.pool.acquire() as connection, connection.transaction():
        known = await store.locked(connection, JUDGE)
        await store.add(connection, JUDGE, known, ChoicesBody(digest="off"), "link", installation.clock.now)
    await installation.take(matter.rescheduled(FIRST_SITTING + DAY))
    await installation.send_all()
    first = to_judge(installation)
    assert [mail["Tarazy-Hearing-Version"] for mail in first] == ["2"]
    assert await digested(installation) == first
