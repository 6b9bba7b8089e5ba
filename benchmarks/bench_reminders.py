"""A million future reminders armed by another ladder, against a bare COPY of the same rows; and what is due found."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from tarazy_notifications.adapters.directory import CourtRow, save_courts
from tarazy_notifications.adapters.documents import write_matter, write_placing
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.timing import reminder_store
from tarazy_notifications.app.timing.rearming import Rearming
from tarazy_notifications.domain.hearings import Matter, Placing, Sitting
from tarazy_notifications.domain.people import Court
from tarazy_shared.clock import system_clock
from tarazy_shared.unit_of_work import Work

from benchmarks.report import Result
from benchmarks.servers import Servers

COURTS, HEARINGS = 20, 500_000
REMINDERS = 2 * HEARINGS
"""A week and a day before each."""
LOOKS = 300
COLUMNS = ("hearing_id", "tier", "version", "due_at")
BARE = "CREATE TABLE bare_reminders (LIKE reminders INCLUDING ALL)"
CLEARED = datetime(2000, 1, 1, tzinfo=UTC)


async def run(servers: Servers) -> list[Result]:
    """Arming as the service does it when a ladder changes, then the look that it takes each second."""
    database, pool = await servers.database(["tarazy_shared", "tarazy_notifications"])
    work = Work(pool, system_clock(), "/tarazy/notifications")
    alone = await _look_seconds(pool)
    await _hearings_standing(work)
    ours = await _arm(work)
    crowded = await _look_seconds(pool)
    await servers.execute(database, f"{BARE}; ALTER TABLE bare_reminders OWNER TO CURRENT_USER")
    theirs = await _copy(await asyncpg.connect(database.owner_url), pool)
    return [
        Result(
            "reminders", f"{REMINDERS:,} reminders armed by another ladder", ours, "s", theirs, theirs / ours, "<= 60 s"
        ),
        Result(
            "reminders due",
            f"what is due found among {REMINDERS:,} to come, and among none",
            crowded * 1000,
            "ms",
            alone * 1000,
            alone / crowded,
            "<= 1 ms",
        ),
    ]


async def _hearings_standing(work: Work) -> None:
    """Hearings of the coming months, in courts that have not armed any reminder yet."""
    names = [f"bench-{number}" for number in range(COURTS)]
    async with work.begin() as uow:
        courts = [CourtRow(Court(name, {"ru": "Суд"}), 1) for name in names]
        await save_courts(uow.connection, courts)
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    matter, records = write_matter(Matter("main", "2-1/2026")), list[tuple[Any, ...]]()
    for number in range(HEARINGS):
        start = first + timedelta(minutes=number % 100_000)
        placing = Placing((Sitting(start, start + timedelta(minutes=30), "Зал 1"),), (uuid4(),), None, (), ())
        records.append((uuid4(), names[number % COURTS], uuid4(), 1, True, write_placing(placing), matter, []))
    columns = ("hearing_id", "court_id", "case_id", "version", "stands", "placed", "matter", "invited")
    async with work.pool.acquire() as connection:
        await connection.copy_records_to_table("hearings", records=records, columns=columns)
        await connection.execute("ANALYZE hearings")


async def _arm(work: Work) -> float:
    rearming = Rearming(work, Rules(KINDS))
    started = time.perf_counter()
    while await rearming.step():
        pass
    seconds = time.perf_counter() - started
    found = await work.pool.fetchval("SELECT count(*) FROM reminders")
    if found != REMINDERS:
        raise RuntimeError(f"{found} reminders instead of {REMINDERS}")
    return seconds


async def _copy(owner: asyncpg.Connection, pool: asyncpg.Pool) -> float:
    """The same rows with the same indexes, in one statement."""
    rows = [tuple(row) for row in await pool.fetch("SELECT hearing_id, tier, version, due_at FROM reminders")]
    started = time.perf_counter()
    await owner.copy_records_to_table("bare_reminders", records=rows, columns=COLUMNS)
    seconds = time.perf_counter() - started
    await owner.close()
    return seconds


async def _look_seconds(pool: asyncpg.Pool) -> float:
    """Of one look for what is due, which is the same hundred reminders each time."""
    due = [(UUID(int=number), "1d", 1, CLEARED + timedelta(minutes=number)) for number in range(100)]
    async with pool.acquire() as connection:
        await connection.copy_records_to_table("reminders", records=due, columns=COLUMNS)
        await connection.execute("ANALYZE reminders")
        looks = []
        for _ in range(LOOKS):
            started = time.perf_counter()
            found = await reminder_store.hearings_to_remind_of(connection, datetime.now(UTC), 100)
            looks.append(time.perf_counter() - started)
            if len(found) != len(due):
                raise RuntimeError(f"{len(found)} hearings due instead of {len(due)}")
        await connection.execute("DELETE FROM reminders WHERE due_at < $1", CLEARED + timedelta(days=1))
    return median(looks)
