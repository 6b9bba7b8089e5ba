"""What is above a limit waits, in turn; what is urgent does not wait behind it."""

import asyncio
from datetime import timedelta

from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.delivery import transitions
from tarazy_notifications.domain.delivery.limits import DAY, HOUR, SECOND, Limit

from tests.integration.notifications.court import LEASE, Installation, Matter, court, directory, party
from tests.integration.notifications.one_notice import one_notice


async def taken(installation: Installation, *limits: Limit, lanes: int = 100) -> list[str]:
    """The addresses of those that may leave now."""
    async with installation.pool.acquire() as connection:
        now = installation.clock.now
        found = await delivery_queue.claim(connection, now, now + LEASE, lanes, limits)
    return [one.notice.address for one in found.notices]


async def copies(installation: Installation, number: int, address: str, urgency: int = 1) -> None:
    """So many notices more, each about a hearing of its own."""
    await installation.pool.execute(_VERSIONS, number)
    await installation.pool.execute(_COPIES, address, urgency)


async def alone(installation: Installation) -> None:
    """Nothing is due yet."""
    await one_notice(installation)
    await installation.pool.execute("UPDATE notices SET due_at = due_at + interval '30 days'")


async def test_an_address_gets_no_more_an_hour_and_the_rest_later(installation: Installation) -> None:
    await alone(installation)
    await copies(installation, 10, "many@party.test")
    limit = Limit("email", "recipient", 4, HOUR)
    assert len(await taken(installation, limit)) == 4
    await copies(installation, 1, "other@party.test")
    assert await taken(installation, limit) == ["other@party.test"]
    rows = await installation.pool.fetch("SELECT notice_id, due_at FROM notices WHERE reason = 'limit' ORDER BY due_at")
    assert len(rows) == 6
    assert rows[0]["due_at"] > installation.clock.now
    async with installation.pool.acquire() as connection:
        ways = await transitions.of_notices(connection, [rows[0]["notice_id"]])
    assert [(one.state, one.reason) for one in ways[rows[0]["notice_id"]]] == [("queued", "limit")]
    left = 0
    for _ in range(30):
        installation.clock.step(timedelta(minutes=10))
        left += len([one for one in await taken(installation, limit) if one == "many@party.test"])
    assert left >= 6, "all of them leave in time"


async def test_no_hour_holds_many_more_than_the_limit(installation: Installation) -> None:
    await alone(installation)
    await copies(installation, 60, "many@party.test")
    limit, left = Limit("email", "recipient", 6, HOUR), list[int]()
    for _ in range(36):
        left.append(len(await taken(installation, limit)))
        installation.clock.step(timedelta(minutes=5))
    hours = [sum(left[start : start + 12]) for start in range(len(left) - 12)]
    assert max(hours) <= 6 + 3
    assert sum(left) >= 12, "it goes on"


async def test_equal_texts_for_people_who_share_an_address_are_limited_apart(installation: Installation) -> None:
    shared = Matter(tuple(party(f"P{number}") for number in range(6)))
    other = Matter((party("Anna"),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    matters = [shared, other]
    await installation.take(court(), *people, *(one.registered() for one in matters))
    await installation.take(*(one.scheduled() for one in matters))
    await installation.pool.execute("UPDATE notices SET address = 'home@party.test'")
    limits = (Limit("email", "equal", 2, HOUR), Limit("email", "recipient", 100, HOUR))
    assert len(await taken(installation, *limits)) == 3


async def test_a_gateway_is_given_no_more_than_it_takes_by_all_senders_together(installation: Installation) -> None:
    await alone(installation)
    for number in range(40):
        await copies(installation, 1, f"p{number}@party.test")
    limits = (Limit("email", "gateway", 20, SECOND), Limit("email", "gateway", 30, DAY))
    assert len(await taken(installation, *limits, lanes=1)) == 1
    at_once = await asyncio.gather(*(taken(installation, *limits, lanes=7) for _ in range(8)))
    assert sum(map(len, at_once)) == 17, "a tenth of it is kept for what is urgent"
    assert not set(at_once[0]) & set(at_once[1])
    assert await installation.pool.fetchval("SELECT count(*) FROM notices WHERE reason = 'limit'") == 0
    await copies(installation, 3, "urgent@party.test", urgency=0)
    assert await taken(installation, *limits) == ["urgent@party.test"] * 2
    installation.clock.step(timedelta(seconds=2))
    assert len(await taken(installation, *limits)) == 10, "the day has no more"
    installation.clock.step(timedelta(days=2))
    assert len(await taken(installation, *limits)) > 0


async def test_what_is_urgent_overtakes_whatever_waits(installation: Installation) -> None:
    await alone(installation)
    await copies(installation, 300, "routine@party.test", urgency=2)
    installation.clock.step(timedelta(seconds=1))
    await copies(installation, 1, "urgent@party.test", urgency=0)
    assert await taken(installation, lanes=1) == ["urgent@party.test"]


async def test_hearings_called_off_are_told_before_those_set(installation: Installation) -> None:
    one, other = Matter((party("Anna"),)), Matter((party("Boris"),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), other.registered())
    await installation.take(one.scheduled())
    await installation.send_all()
    await installation.take(other.scheduled(), one.cancelled())
    assert await taken(installation, lanes=1) == ["anna@party.test"]


_VERSIONS = """
INSERT INTO subject_versions (subject_id, version, court_id, story, event_id, correlation_id)
SELECT gen_random_uuid(), 1, court_id, story, event_id, correlation_id
FROM (SELECT * FROM subject_versions LIMIT 1) AS known, generate_series(1, $1)
"""
_COPIES = """
INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name, language,
                     address, expires_at, urgency, state, queued_at, due_at, changed_at, step)
SELECT gen_random_uuid(), n.court_id, v.subject_id, 1, n.recipient_id, n.channel, n.topic, n.name, n.language,
       $1, n.expires_at, $2, 'queued', n.queued_at, n.queued_at, n.changed_at, 0
FROM (SELECT * FROM notices ORDER BY place LIMIT 1) AS n, subject_versions v
WHERE NOT EXISTS (SELECT FROM notices had WHERE had.subject_id = v.subject_id)
"""
