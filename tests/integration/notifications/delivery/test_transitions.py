"""Each change of state is a row that stays."""

from datetime import timedelta
from hashlib import sha256

import asyncpg
import pytest
from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.delivery import transitions
from tarazy_notifications.domain.delivery.states import FOLLOWS, State
from tarazy_notifications.domain.delivery.transitions import Transition

from tests.integration.notifications.court import FIRST_SITTING, NOW, Installation
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice


async def way(installation: Installation, place: int = 0) -> list[Transition]:
    """All that has happened to one notice."""
    ids = [row[0] for row in await installation.pool.fetch("SELECT notice_id FROM notices ORDER BY place")]
    async with installation.pool.acquire() as connection:
        found = await transitions.of_notices(connection, ids)
    return found[ids[place]]


async def test_every_change_of_state_is_written_down(installation: Installation, mail_server: MailServerStub) -> None:
    await one_notice(installation)
    mail_server.to_rcpt.append("451 later")
    await installation.send_all()
    installation.clock.step(timedelta(minutes=2))
    await installation.send_all()
    found = await way(installation)
    assert [(one.number, one.state, one.attempt, one.reason) for one in found] == [
        (1, State.QUEUED, 0, None),
        (2, State.SENDING, 1, None),
        (3, State.QUEUED, 1, "smtp_451"),
        (4, State.SENDING, 2, None),
        (5, State.SENT, 2, None),
    ]
    assert [one.at for one in found] == [NOW] * 3 + [installation.clock.now] * 2
    (queued,) = await installation.facts("queued")
    assert found[0].cause == queued["cause"]
    assert found[-1].provider_reference == "OK queued as 1"
    assert found[-1].sent is not None
    assert found[-1].sent.sha256 == sha256(mail_server.raw[0]).hexdigest()


async def test_what_a_newer_version_ends_names_its_event(installation: Installation) -> None:
    one = await one_notice(installation)
    (newer,) = await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    last = (await way(installation))[-1]
    assert (last.number, last.state, last.cause) == (2, State.SUPERSEDED, newer.id)


async def test_a_lease_that_ran_out_is_a_step_of_its_own(installation: Installation) -> None:
    await one_notice(installation)
    async with installation.work.begin() as uow:
        await delivery_queue.claim(uow.connection, uow.now, uow.now + timedelta(seconds=30), 8)
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert [(one.state, one.reason) for one in await way(installation)] == [
        (State.QUEUED, None),
        (State.SENDING, None),
        (State.SENDING, "lease_ran_out"),
        (State.SENT, None),
    ]


async def test_an_event_that_comes_again_writes_nothing(installation: Installation) -> None:
    one = await one_notice(installation)
    one.versions = iter([1])
    await installation.take(one.scheduled())
    assert await installation.pool.fetchval("SELECT count(*) FROM notice_transitions") == 1


async def test_what_was_written_down_stays(installation: Installation) -> None:
    await one_notice(installation)
    for change in ("UPDATE notice_transitions SET state = 'read'", "DELETE FROM notice_transitions"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await installation.pool.execute(change)


async def test_the_database_refuses_what_may_not_follow(installation: Installation) -> None:
    await one_notice(installation)
    for number, before in enumerate(State):
        await installation.pool.execute(_COPY, number, before)
        for following in set(State) - {before}:
            change = installation.pool.execute(_CHANGE, number, following)
            if following in FOLLOWS[before]:
                await change
                await installation.pool.execute("DELETE FROM notices WHERE topic = $1", f"copy {number}")
                await installation.pool.execute(_COPY, number, before)
            else:
                with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=f"{following} after {before}"):
                    await change


_COPY = """
INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name, language,
                     address, expires_at, state, queued_at, due_at, changed_at)
SELECT gen_random_uuid(), court_id, subject_id, subject_version, recipient_id, channel, 'copy ' || $1::int, name,
       language, address, expires_at, $2, queued_at, CASE WHEN $2 IN ('queued', 'sending') THEN due_at END, changed_at
FROM notices ORDER BY place LIMIT 1
"""
_CHANGE = """
UPDATE notices SET state = $2, due_at = CASE WHEN $2 IN ('queued', 'sending') THEN now() END
WHERE topic = 'copy ' || $1::int
"""
