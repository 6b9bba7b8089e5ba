"""Notifications' consumer: from `court.hearings` to notices stored and told, against a bare loop with the same I/O."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

import asyncpg
from pydantic import SecretStr
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app import case_events, hearing_events, staff_events
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.settings import Settings
from tarazy_shared.contracts import hearings, topics
from tarazy_shared.contracts.cases import CaseRegistered
from tarazy_shared.contracts.hearings import HearingScheduled, PersonIds, Sitting
from tarazy_shared.contracts.staff import StaffAppointed
from tarazy_shared.kafka import ensure_topics, make_producer
from tarazy_shared.lifecycle import Parts, Running, Service, running
from tarazy_shared.subscription import Subscription

from benchmarks import bare
from benchmarks.district import District, publish
from benchmarks.measuring import handled_and_sent, rate
from benchmarks.report import Result
from benchmarks.same_io import noted
from benchmarks.servers import Servers, start_servers

T = TypeVar("T")

COURTS, CASES, HEARINGS = 20, 500, 20_000
TOLD_EACH = 4
"""Judge, clerk, claimant, defendant."""
PACKAGES = ("tarazy_shared", "tarazy_notifications")
CHANNELS: frozenset[ChannelName] = frozenset({"email"})

RULES = Rules(KINDS)


async def run(servers: Servers) -> list[Result]:
    """The consumers and the relay as they are deployed, without the sender; then the bare loop."""
    async with start_servers() as apart:
        ours, *_ = await _play(apart, nullcontext)
    _, before, during = await _play(servers, noted)
    theirs = await bare.rate_of_the_same(servers, PACKAGES, topics.HEARINGS, before, during)
    what = f"hearing events to {TOLD_EACH} notices each, stored and told"
    return [Result("notifications consumer", what, ours, "events/s", theirs, ours / theirs, ">= 0.6")]


async def _play(servers: Servers, noting: Callable[[], AbstractContextManager[T]]) -> tuple[float, T, T]:
    """Events per second, and what was noted before and during."""
    database, pool = await servers.database(PACKAGES)
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    settings = Settings(
        database_url=SecretStr(database.runtime_url),
        token=SecretStr(secrets.token_hex(16)),
        kafka_bootstrap_servers=servers.kafka,
    )
    service = Service("notifications", "tarazy_notifications", settings, hearings.EVENTS, _consumers, "Bench", "")
    with noting() as before:
        await _prepare(servers.kafka, service, pool)
    # The first consumer takes records while another still joins its group: watch from before the start.
    watching = asyncio.create_task(rate(handled_and_sent(pool, "notifications", topics.HEARINGS, HEARINGS), HEARINGS))
    with noting() as during:
        async with running(service):
            return await watching, before, during


def _consumers(_: Running) -> Parts:
    return Parts(
        subscriptions=[
            Subscription(
                topics.CASES, case_events.USES, first_reader=False, handler=case_events.CaseEvents(CHANNELS, RULES)
            ),
            Subscription(
                topics.STAFF, staff_events.USES, first_reader=False, handler=staff_events.StaffEvents(CHANNELS, RULES)
            ),
            Subscription(
                topics.HEARINGS,
                hearing_events.USES,
                first_reader=True,
                handler=hearing_events.HearingEvents(CHANNELS, RULES),
            ),
        ]
    )


async def _prepare(kafka: str, service: Service, pool: asyncpg.Pool) -> None:
    """Let notifications learn of courts, people and cases, then lay hearings out while it is stopped."""
    district = District(tuple(f"notes-{number}" for number in range(COURTS)))
    staff = list(district.staff())
    cases = [data for data in district.work(CASES, 0) if isinstance(data, CaseRegistered)]
    people = [data for data in staff if isinstance(data, StaffAppointed)]
    judges = {person.court_id: person.person_id for person in people if person.role == "judge"}
    clerks = {person.court_id: person.person_id for person in people if person.role == "clerk"}
    producer = make_producer(kafka, client_id="bench")
    await producer.start()
    try:
        await publish(producer, [*staff, *cases])
        async with running(service):
            await rate(lambda: pool.fetchval("SELECT count(*) FROM cases"), CASES)
            await rate(lambda: pool.fetchval("SELECT count(*) FROM staff"), len(people))
        told = [a_hearing(cases[number % CASES], judges, clerks, number) for number in range(HEARINGS)]
        await publish(producer, told)
    finally:
        await producer.stop()


def a_hearing(case: CaseRegistered, judges: dict[str, UUID], clerks: dict[str, UUID], number: int) -> HearingScheduled:
    """A hearing that was set, for all people of the case."""
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20, minutes=30 * number)
    sitting = Sitting(
        sequence=1, starts_at=start, ends_at=start + timedelta(minutes=30), room_id=uuid4(), room_name="Зал 1"
    )
    people = PersonIds(judges=(judges[case.court_id],), clerk=clerks[case.court_id], interpreters=())
    return HearingScheduled(
        hearing_id=uuid4(),
        case_id=case.case_id,
        court_id=case.court_id,
        version=1,
        request_version=1,
        sittings=(sitting,),
        person_ids=people,
        attendee_ids=tuple(party.party_id for party in case.parties),
        channel="in_person",
        hearing_type="main",
        category=case.category,
        case_number=case.number,
        confidential=False,
    )
