"""From a hearing event in Kafka to mails that a mail server has accepted: notifications alone, at a steady rate."""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

import asyncpg
import uvloop
from aiokafka import AIOKafkaProducer
from pydantic import BaseModel, SecretStr
from tarazy_local import ports
from tarazy_notifications.main import make_service
from tarazy_notifications.settings import Settings
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.cases import CaseRegistered
from tarazy_shared.contracts.hearings import HearingScheduled
from tarazy_shared.contracts.staff import StaffAppointed
from tarazy_shared.kafka import ensure_topics, make_producer
from tarazy_shared.lifecycle import running

from benchmarks.bench_notifications import a_hearing
from benchmarks.bench_sender import slow_server
from benchmarks.district import District, publish
from benchmarks.measuring import rate
from benchmarks.report import Result
from benchmarks.servers import Servers

T = TypeVar("T", bound=BaseModel)

COURTS, CASES = 20, 200
PER_SECOND, SECONDS = 200, 20
LEFT_OUT = 400
"""Events at the beginning that warm everything up and are not counted."""
SETTLES = 5.0


async def run(servers: Servers) -> list[Result]:
    """Each event concerns one person who has an address, then two, then four, as hearings commonly do."""
    found = []
    for told in (1, 2, 4):
        pace, times = await _measure(servers, told)
        what = f"event published to its last mail accepted, {pace:.0f} events/s, {told * pace:.0f} mails/s"
        cuts = quantiles(times, n=100, method="inclusive")
        found.append(Result("reaction p50", what, cuts[49], "ms"))
        found.append(Result("reaction p99", what, cuts[98], "ms", target="<= 150"))
    return found


async def _measure(servers: Servers, told: int) -> tuple[float, list[float]]:
    """At how many events a second, and milliseconds for each. Whoever publishes has a process of its own."""
    database, pool = await servers.database(("tarazy_shared", "tarazy_notifications"))
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    (http,) = ports.choose(("http",), {}).values()
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        mails = Path(folder, "mails")
        async with slow_server(0.0, mails) as port:
            settings = Settings(
                database_url=SecretStr(database.runtime_url),
                token=SecretStr(secrets.token_hex(16)),
                kafka_bootstrap_servers=servers.kafka,
                mail_from="notices@tarazy.test",
                smtp_url=SecretStr(f"smtp://{ports.LOOPBACK}:{port}"),
                http_port=http,
            )
            producer = make_producer(servers.kafka, client_id="bench")
            await producer.start()
            try:
                async with running(make_service(settings)):
                    hearings = await _prepare(producer, pool, told)
                    with ProcessPoolExecutor(1, get_context("spawn")) as other:
                        publishing = asyncio.get_running_loop().run_in_executor
                        published = await publishing(other, publish_steadily, servers.kafka, hearings)
                    await asyncio.sleep(SETTLES)
            finally:
                await producer.stop()
        first, *_, last = published.values()
        return (len(published) - 1) / (last - first), _times(published, mails, told)


async def _prepare(producer: AIOKafkaProducer, pool: asyncpg.Pool, told: int) -> list[HearingScheduled]:
    """Let notifications learn of courts, people and cases; of the people of a hearing so many have an address."""
    district = District(tuple(f"react-{secrets.token_hex(3)}" for _ in range(COURTS)))
    staff = list(district.staff())
    people = [data for data in staff if isinstance(data, StaffAppointed)]
    cases = [data for data in district.work(CASES, 0) if isinstance(data, CaseRegistered)]
    reachable, parties = ("judge", "clerk")[:told], max(0, told - 2)
    staff = [_mute(data) if isinstance(data, StaffAppointed) and data.role not in reachable else data for data in staff]
    cases = [data.model_copy(update={"parties": _told_first(data.parties, parties)}) for data in cases]
    await publish(producer, [*staff, *cases])
    await rate(lambda: pool.fetchval("SELECT count(*) FROM cases"), CASES)
    await rate(lambda: pool.fetchval("SELECT count(*) FROM staff"), len(people))
    judges = {person.court_id: person.person_id for person in people if person.role == "judge"}
    clerks = {person.court_id: person.person_id for person in people if person.role == "clerk"}
    return [a_hearing(cases[number % CASES], judges, clerks, number) for number in range(PER_SECOND * SECONDS)]


def _told_first(parties: Sequence[T], told: int) -> tuple[T, ...]:
    return (*parties[:told], *map(_mute, parties[told:]))


def _mute(whoever: T) -> T:
    """The same without an address."""
    return whoever.model_copy(update={"contacts": ()})


def publish_steadily(kafka: str, hearings: list[HearingScheduled]) -> dict[str, float]:
    """At an even pace; when each was published, in seconds since 1970."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_publish(kafka, hearings))


async def _publish(kafka: str, hearings: list[HearingScheduled]) -> dict[str, float]:
    producer = make_producer(kafka, client_id="bench")
    await producer.start()
    try:
        published, started = dict[str, float](), time.monotonic()
        for number, hearing in enumerate(hearings):
            await asyncio.sleep(max(0.0, started + number / PER_SECOND - time.monotonic()))
            published[str(hearing.hearing_id)] = time.time()
            await publish(producer, [hearing])
        return published
    finally:
        await producer.stop()


def _times(published: dict[str, float], mails: Path, told: int) -> list[float]:
    """Milliseconds until the last mail about each hearing; what never came counts as the whole time that was waited."""
    accepted: dict[str, list[float]] = {}
    for line in mails.read_text(encoding="utf-8").splitlines():
        at, _, hearing = line.partition(" ")
        accepted.setdefault(hearing, []).append(float(at))
    whole = {hearing: max(times) for hearing, times in accepted.items() if len(times) >= told}
    counted = list(published.items())[LEFT_OUT:]
    return [(whole.get(hearing, at + SETTLES) - at) * 1000 for hearing, at in counted]
