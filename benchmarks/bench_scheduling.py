"""Scheduling's whole pipeline, from `court.cases` to `court.hearings`, against a bare loop that stores as many rows."""

import asyncio
import secrets

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer
from pydantic import SecretStr
from tarazy_scheduling.main import compose
from tarazy_scheduling.settings import Settings
from tarazy_shared import telemetry
from tarazy_shared.contracts import topics
from tarazy_shared.kafka import ensure_topics, make_producer
from tarazy_shared.lifecycle import Service, running

from benchmarks import bare
from benchmarks.district import District, publish, room_ids
from benchmarks.measuring import rate
from benchmarks.report import Result
from benchmarks.servers import Servers

COURTS, CASES, HEARINGS_A_CASE = 20, 1500, 4
EVENTS = CASES * (1 + HEARINGS_A_CASE)
ROWS_EACH = 6
"""Beside the hearing itself: its sitting, and the bookings of room, judge, clerk and two parties."""
TOKEN = secrets.token_hex(16)


async def run(servers: Servers) -> list[Result]:
    """The service as it is deployed, and the bare consumer with the bare relay; both in one process each."""
    district = District(tuple(f"bench-{number}" for number in range(COURTS)))
    database, pool = await servers.database(["tarazy_shared", "tarazy_scheduling"])
    service = _service(servers.kafka, database.runtime_url)
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    await _prepare(servers.kafka, service, district, pool)
    # The first consumer takes records while the second still joins its group: watch from before the start.
    watching = asyncio.create_task(rate(lambda: _handled_and_sent(pool), EVENTS))
    async with running(service):
        ours = await watching
    theirs = await _bare_rate(servers)
    await _say_answers(pool)
    what = "records taken, decided, stored, answered, sent"
    return [Result("scheduling pipeline", what, ours, "events/s", theirs, ours / theirs, ">= 0.5")]


def _service(kafka: str, url: str) -> Service:
    return compose(
        Settings(
            database_url=SecretStr(url),
            token=SecretStr(TOKEN),
            intake_token=SecretStr(TOKEN),
            kafka_bootstrap_servers=kafka,
        )
    )


async def _prepare(kafka: str, service: Service, district: District, pool: asyncpg.Pool) -> None:
    """Let scheduling learn of the courts, then lay the work out while it is stopped."""
    producer = make_producer(kafka, client_id="bench")
    await producer.start()
    try:
        await publish(producer, list(district.staff()))
        async with running(service) as app:
            people = len(list(district.staff())) - COURTS
            await rate(lambda: pool.fetchval("SELECT count(*) FROM posts"), people)
            transport = httpx.ASGITransport(app=app)
            headers = {"Authorization": f"Bearer {TOKEN}"}
            async with httpx.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as http:
                for court_id in district.courts:
                    for room_id in room_ids():
                        answer = await http.put(f"/courts/{court_id}/rooms/{room_id}", json={"name": "Room"})
                        answer.raise_for_status()
        await publish(producer, list(district.work(CASES, HEARINGS_A_CASE)))
    finally:
        await producer.stop()


async def _handled_and_sent(pool: asyncpg.Pool) -> int:
    """Events of `court.cases` that took effect; not all of them before the outbox is empty."""
    handled = sum(
        sample.value
        for metric in telemetry.events_handled.collect()
        for sample in metric.samples
        if sample.name == "tarazy_events_handled_total"
        and sample.labels["service"] == "scheduling"
        and sample.labels["topic"] == topics.CASES
    )
    if handled == EVENTS and await pool.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
        return EVENTS - 1
    return int(handled)


async def _bare_rate(servers: Servers) -> float:
    database, pool = await servers.database(["tarazy_shared"])
    await servers.execute(database, bare.TABLES)
    tells = await servers.topic()
    consumer = AIOKafkaConsumer(
        topics.CASES,
        bootstrap_servers=servers.kafka,
        group_id=f"bare-{secrets.token_hex(4)}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = make_producer(servers.kafka, client_id="bare")
    await consumer.start()
    await producer.start()
    try:
        loop = bare.BareConsumer(pool, consumer, "hearing_id", tells, bookings=ROWS_EACH)
        return await bare.pipeline_rate(loop, producer, EVENTS)
    finally:
        await consumer.stop()
        await producer.stop()


async def _say_answers(pool: asyncpg.Pool) -> None:
    """A pipeline that answers nothing would be fast: the benchmark is void unless nearly all were placed."""
    placed = await pool.fetchval("SELECT count(*) FROM hearings WHERE state = 'listed'")
    if placed < 0.95 * CASES * HEARINGS_A_CASE:
        raise RuntimeError(f"only {placed} of {CASES * HEARINGS_A_CASE} hearings were placed: the figure says nothing")
