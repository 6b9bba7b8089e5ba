"""A crowded court read anew from the database into memory: what a restart, a fail-over or the nightly check costs."""

import time
from uuid import UUID

import asyncpg
from tarazy_scheduling.adapters import case_store, hearing_store, means_writing
from tarazy_scheduling.adapters.hearing_store import Changed
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.working_set.changes import Changes
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.contracts.staff import CourtRegistered

from benchmarks.crowded import HEARINGS, JUDGES, NOW, crowded_court
from benchmarks.report import Result
from benchmarks.servers import Servers

TIMES = 3


async def run(servers: Servers) -> list[Result]:
    """Everything stored once, then read and entered into the diaries; the best of some times."""
    court, asked = crowded_court()
    for request in asked:
        decide(court, request, NOW, "request")
    _, pool = await servers.database(("tarazy_shared", "tarazy_scheduling"))
    await store(pool, court)
    took = min([await _read(pool, court) for _ in range(TIMES)])
    what = f"a court of {JUDGES} judges and {HEARINGS:,} hearings read anew"
    return [Result("rebuild", what, took, "s", target="<= 2 s")]


async def store(pool: asyncpg.Pool, court: Court) -> None:
    """The court as it stands, in a database that has nothing yet."""
    name = LocalText(kk="Сот", ru="Суд", en="Court")
    hearings = [Changed(court.court_id, hearing, None) for hearing in court.hearings.values()]
    cases = [(court.court_id, case) for case in court.cases.values()]
    changes = Changes(rooms=set(court.rooms), posts=set(court.posts))
    async with pool.acquire() as connection, connection.transaction():
        registered = CourtRegistered(court_id=court.court_id, version=1, name=name, zone="Asia/Almaty", language="kk")
        await means_writing.describe(connection, registered)
        await means_writing.save(connection, court, changes)
        await means_writing.revise(connection, [court.court_id])
        await case_store.save(connection, cases)
        await case_store.save_people(connection, cases)
        await hearing_store.save_places(connection, hearings)
        await hearing_store.save(connection, hearings, {})
    await pool.execute("ANALYZE")


async def _read(pool: asyncpg.Pool, court: Court) -> float:
    """Seconds. Void unless all of it is there."""
    sets = WorkingSets()
    async with pool.acquire() as connection, connection.transaction():
        began = time.perf_counter()
        loaded = await sets.take(connection, Touched(courts={court.court_id}), NOW)
        took = time.perf_counter() - began
    fresh = loaded.court(court.court_id)
    standing: set[UUID] = {one.hearing_id for one in fresh.hearings.values() if one.placing}
    if standing != {one.hearing_id for one in court.hearings.values() if one.placing}:
        raise AssertionError("what was read is not what was stored")
    return took
