"""Waiting until the other services have read from Kafka what HR recorded: an import that ends is in effect."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2
from tarazy_shared.contracts import topics
from tarazy_shared.kafka import consumer_group

from tarazy_local.importing.installation import Installation, NoAnswerError
from tarazy_local.importing.patience import patience

WAIT = 60.0
"""Seconds without any progress after which nobody waits on."""
READERS = ("scheduling", "notifications")
_GAUGE_AGE = 1.5
"""Seconds after which a gauge that is refreshed every second tells of now."""

Tell = Callable[[str], None]


async def until_known(installation: Installation, court_id: str, tell: Tell) -> None:
    """Until scheduling knows the court. Raises `NoAnswerError` after a minute."""
    day = date.today()  # noqa: DTZ011  any day will do
    path = f"/courts/{court_id}/calendar"
    span = {"from": day.isoformat(), "to": (day + timedelta(days=1)).isoformat()}

    async def unknown() -> int:
        answer = await installation.ask("scheduling", "GET", path, params=span)
        return int(answer.status_code != httpx.codes.OK)

    if not await _until_none(unknown, "Scheduling reads of the court", tell):
        raise NoAnswerError(
            f"Scheduling has not read of the court {court_id} within {WAIT:.0f} s: see its log, then import again."
        )


async def until_taken_over(installation: Installation, court_id: str, tell: Tell) -> bool:
    """Until HR has told all it recorded and the readers of `court.staff` have taken it.

    False after a minute in which nothing moved. Nothing is lost then: the readers go on by themselves.
    """
    await asyncio.sleep(_GAUGE_AGE)

    async def untold() -> int:
        return await _outbox_rows(installation)

    if not await _until_none(untold, "HR tells the others", tell):
        return False
    try:
        return await _until_read(installation, court_id, tell)
    except (KafkaError, OSError):
        return False


def partition_of(court_id: str) -> int:
    """The partition of each topic in which everything about a court stands."""
    return int(murmur2(court_id.encode()) & 0x7FFFFFFF) % topics.PARTITIONS


async def _until_read(installation: Installation, court_id: str, tell: Tell) -> bool:
    consumer = AIOKafkaConsumer(bootstrap_servers=installation.bootstrap_servers)
    admin = AIOKafkaAdminClient(bootstrap_servers=installation.bootstrap_servers)
    await consumer.start()
    try:
        await admin.start()
        partition = TopicPartition(topics.STAFF, partition_of(court_id))
        end = (await consumer.end_offsets([partition]))[partition]

        async def unread() -> int:
            left = 0
            for reader in READERS:
                taken = (await admin.list_consumer_group_offsets(consumer_group(reader, topics.STAFF))).get(partition)
                left += end if taken is None else max(0, end - taken.offset)
            return left

        return await _until_none(unread, f"The others read of {court_id}", tell)
    finally:
        await consumer.stop()
        await admin.close()


async def _outbox_rows(installation: Installation) -> int:
    answer = await installation.ask("hr", "GET", "/metrics")
    for line in answer.text.splitlines():
        if line.startswith("tarazy_outbox_rows{"):
            return int(float(line.rpartition(" ")[2]))
    return 0


async def _until_none(left: Callable[[], Awaitable[int]], what: str, tell: Tell) -> bool:
    """Wait until nothing is left; False when what is left has not become less for long."""
    began = told = moved = time.monotonic()
    least: int | None = None
    while True:
        async with patience(what, tell):
            rest = await left()
        if rest == 0:
            return True
        now = time.monotonic()
        if least is None or rest < least:
            least, moved = rest, now
        if now - moved > WAIT:
            return False
        if now - told > 2:
            told = now
            tell(f"{what}: {rest:,} to go ({now - began:.0f} s)")
        await asyncio.sleep(0.1)
