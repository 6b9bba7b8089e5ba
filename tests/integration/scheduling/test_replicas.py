"""Two processes of scheduling on one database, each with its own memory and clock: nothing is done twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tarazy_scheduling.adapters.draws import draw_export, reallocation_store
from tarazy_scheduling.adapters.draws.draw_secrets import keep_shift
from tarazy_scheduling.adapters.draws.reallocation_store import Reallocation
from tarazy_scheduling.app import reallocations
from tarazy_scheduling.app.awaited_rounds import AwaitedRounds
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.reallocations import Approval, Refused
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.app.self_check import SelfCheck
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.verify_draws import Finding, check
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.database import open_pool
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.schemas import scheduling_tables
from tests.servers import Database

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NOON = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
"""In Almaty."""


@dataclass
class Replica:
    """One process: what takes events, and every loop that may meet the other one's."""

    scheduling: Scheduling
    clock: SteppingClock
    rounds: AwaitedRounds
    sealing: Sealing
    self_check: SelfCheck
    passing: PassingTime

    @classmethod
    def of(cls, pool: asyncpg.Pool, key: str) -> "Replica":
        clock = SteppingClock(NOON)
        work = Work(pool, clock, "/tarazy/scheduling")
        source = DevelopmentBeacon.of(key, clock)
        sets = WorkingSets(source.clock)
        return cls(
            Scheduling(work, pool, sets),
            clock,
            AwaitedRounds(work, sets, source, timedelta(minutes=10)),
            Sealing(work),
            SelfCheck(pool, clock, rest=0),
            PassingTime(work, sets),
        )

    def loops(self) -> list[Awaitable[Any]]:
        """A step of each, all at once."""
        return [self.rounds.step(), self.sealing.step(), self.self_check.step(), self.passing.step()]


@pytest.fixture
async def made(database: CreateDatabase) -> Database:
    return await database(scheduling_tables)


@pytest.fixture
async def both(made: Database) -> AsyncIterator[tuple[Replica, Replica]]:
    pools = [await open_pool(made.runtime_url, name=name) for name in ("one", "other")]
    yield Replica.of(pools[0], "a key"), Replica.of(pools[1], "a key")
    for pool in pools:
        await pool.close()


async def until(made: Database, both: tuple[Replica, Replica], now: datetime, ahead: timedelta = timedelta()) -> None:
    """All clocks: the database's, the first replica's `ahead` of it, the other's the same."""
    await keep_shift(made.owner_url, now - datetime.now(UTC))
    both[0].clock.now, both[1].clock.now = now + ahead, now


async def ledger(replica: Replica, court: ACourt) -> list[bytes]:
    return [line async for line in draw_export.whole(replica.scheduling.pool, court.court_id, 0, date.max)]


async def verified(replica: Replica, court: ACourt) -> Finding:
    return check(await ledger(replica, court))


async def test_two_of_everything_do_everything_once(made: Database, both: tuple[Replica, Replica]) -> None:
    one, other = both
    await until(made, both, NOON)
    courts = [await ACourt().open(one.scheduling) for _ in range(3)]
    cases: list[dict[str, Any]] = []
    for day in range(5):
        for hour in (0, 11.5, 12.1, 20):
            await until(made, both, NOON + day * DAY + timedelta(hours=hour), 40 * MINUTE / 60)
            fresh = [court.case() for court in courts for _ in range(4)]
            cases += fresh
            batches = [[registered(case) for case in fresh[start::2]] for start in (0, 1)]
            takes = [replica.scheduling.take(*batch) for replica, batch in zip(both, batches, strict=True)]
            await asyncio.gather(*takes, *one.loops(), *other.loops())
            await until(made, both, both[1].clock.now + MINUTE)
            await asyncio.gather(*one.loops(), *other.loops(), *one.loops(), *other.loops())
    told = await one.scheduling.told()
    drawn = Counter(record["case_id"] for record in told if record["type"] == "court.case.allocated.v1")
    assert drawn == {case["case_id"]: 1 for case in cases}
    seals = [(record["court_id"], record["day"]) for record in told if record["type"] == "court.draws.sealed.v1"]
    assert Counter(Counter(seals).values()) == {1: len(seals)}, "each day is sealed and told once"
    assert Counter(court_id for court_id, _ in seals) == {court.court_id: 5 for court in courts}
    for court in courts:
        found = await verified(one, court)
        assert (found.draws, found.closed, found.loose) == (80, 0, 0)
    chains = await one.scheduling.pool.fetch("SELECT court_id FROM draw_chains")
    assert len(chains) == len(courts), "one chain a court, whoever asked first"
    wrong = await one.scheduling.pool.fetchval("SELECT count(*) FROM draw_checks WHERE wrong IS NOT NULL")
    assert wrong == 0


async def test_chains_that_end_are_prolonged_once(made: Database, both: tuple[Replica, Replica]) -> None:
    one, _ = both
    await until(made, both, NOON)
    court = await ACourt().open(one.scheduling)
    await one.scheduling.take(registered(court.case()))
    await until(made, both, NOON + 340 * DAY)
    await asyncio.gather(*[replica.sealing.step() for replica in (*both, *both)])
    chains = await one.scheduling.pool.fetch("SELECT from_on, days FROM draw_chains ORDER BY from_on")
    assert [(row["from_on"], row["days"]) for row in chains] == [(date(2026, 3, 2), 365), (date(2027, 3, 2), 365)]


@pytest.mark.parametrize("ahead", [6 * MINUTE, -6 * MINUTE])
async def test_a_clock_that_is_minutes_off_at_midnight_costs_no_draw_its_chain(
    made: Database, both: tuple[Replica, Replica], ahead: timedelta
) -> None:
    """Whoever is ahead draws with the day's secret until the database gives out the next one, and seals no sooner."""
    one, _ = both
    midnight = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
    await until(made, both, NOON, ahead)
    court = await ACourt().open(one.scheduling)
    for minutes in range(-10, 11):
        await until(made, both, midnight + minutes * MINUTE + timedelta(seconds=30), ahead)
        for replica in both:
            await replica.scheduling.take(registered(court.case()))
        await asyncio.gather(*[loop for replica in both for loop in replica.loops()])
    await until(made, both, midnight + timedelta(hours=1), ahead)
    await asyncio.gather(*[loop for replica in both for loop in replica.loops()])
    rows = await one.scheduling.pool.fetch("SELECT secret_day, count(*) FROM draws GROUP BY 1 ORDER BY 1")
    assert [row["secret_day"] for row in rows] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert all(row["count"] >= 15 for row in rows), "each day has its own draws"
    found = await verified(one, court)
    assert (found.draws, found.loose) == (42, 0)
    sealed_at = await one.scheduling.pool.fetchval("SELECT sealed_at FROM draw_seals WHERE day = '2026-03-02'")
    assert sealed_at - max(ahead, timedelta()) >= midnight - MINUTE, "by the database's clock the day was over"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Europe/London"])
async def test_a_court_whose_zone_changes_has_one_ledger_all_the_same(
    made: Database, both: tuple[Replica, Replica], zone: str
) -> None:
    one, other = both
    await until(made, both, NOON)
    court = await ACourt().open(one.scheduling)
    name = {"kk": "Сот", "ru": "Суд", "en": "Court"}
    for hours in range(0, 24 * 4, 3):
        await until(made, both, NOON + timedelta(hours=hours))
        await one.scheduling.take(registered(court.case()))
        if hours in (12, 45):
            described = {"court_id": court.court_id, "version": hours, "name": name}
            described |= {"zone": zone if hours == 12 else "Asia/Almaty"}
            await other.scheduling.take(record("court.court.updated", described))
        await asyncio.gather(*one.loops(), *other.loops())
        await until(made, both, NOON + timedelta(hours=hours, seconds=5))
        await asyncio.gather(*one.loops(), *other.loops())
    found = await verified(one, court)
    assert (found.draws, found.last) == (32, 32)
    assert found.sealed, "days are sealed"


async def test_a_day_of_23_and_one_of_25_hours_are_sealed_like_others(
    made: Database, both: tuple[Replica, Replica]
) -> None:
    one, _ = both
    for year, month, day in ((2026, 3, 28), (2026, 10, 24)):
        start = datetime(year, month, day, 12, 0, tzinfo=UTC)
        await until(made, both, start)
        court = ACourt()
        name = {"kk": "Сот", "ru": "Суд", "en": "Court"}
        described = {"court_id": court.court_id, "version": 1, "name": name, "zone": "Europe/London"}
        await one.scheduling.take(record("court.court.registered", described), *list(court.events())[1:])
        for hours in range(61):
            await until(made, both, start + timedelta(hours=hours))
            await one.scheduling.take(registered(court.case()))
            await until(made, both, start + timedelta(hours=hours, seconds=5))
            await asyncio.gather(*[loop for replica in both for loop in replica.loops()])
        found = await verified(one, court)
        rows = await one.scheduling.pool.fetch(
            "SELECT secret_day - $2::date, count(*) FROM draws WHERE court_id = $1 GROUP BY 1 ORDER BY 1",
            court.court_id, start.date(),
        )  # fmt: skip
        long = {3: 23, 10: 25}[month]
        assert (found.loose, [row[1] for row in rows][1]) == (0, long)


async def test_of_two_who_approve_at_once_one_takes_the_cases(made: Database, both: tuple[Replica, Replica]) -> None:
    one, other = both
    await until(made, both, NOON)
    court = await ACourt().open(one.scheduling)
    cases = [court.case() for _ in range(30)]
    await one.scheduling.take(
        *map(registered, cases), *(requested(court.request(case, judges=3)) for case in cases[:9])
    )
    await until(made, both, NOON + timedelta(seconds=9))
    for _ in range(3):
        await asyncio.gather(*one.loops(), *other.loops())
        await one.scheduling.sweep()
        await until(made, both, one.clock.now + timedelta(seconds=9))
    await one.scheduling.take(court.appointed(new_id(), "judge"))
    judge_id, clerks = UUID(court.judges[0]), [UUID(one) for one in court.clerks]
    shown = await reallocations.preview(one.scheduling.work, court.court_id, judge_id, "all", ())
    assert {planned.beside for planned in shown.plan.moving} == {True, False}
    ids = [UUID(new_id()) for _ in range(2)]
    for reallocation_id in ids:
        async with one.scheduling.work.begin() as uow:
            await reallocation_store.add(uow.connection, court.court_id, reallocation_id, judge_id, which="all",
                                         case_ids=(), stated="Leaves", proposed_by=None, now=uow.now)  # fmt: skip
            known = await reallocation_store.one(uow.connection, court.court_id, reallocation_id)
            assert known
            await reallocation_store.show(uow.connection, known, preview=shown.document, plan=shown.plan, now=uow.now)
    approvals = [
        reallocations.approve(replica.scheduling.work, replica.scheduling.sets, court.court_id, of,
                              Approval(1, clerk, None, frozenset()))
        for replica in both for of, clerk in zip(ids, clerks, strict=True)
    ]  # fmt: skip
    done = await asyncio.gather(*approvals, *one.loops(), *other.loops(), return_exceptions=True)
    for _ in range(3):
        await until(made, both, one.clock.now + timedelta(seconds=9))
        await asyncio.gather(*one.loops(), *other.loops())
    assert {type(outcome) for outcome in done[:4]} == {Reallocation, Refused}, done[:4]
    states = await one.scheduling.pool.fetch("SELECT state, count(*) FROM reallocations GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in states] == [("approved", 1), ("proposed", 1)]
    taken = await one.scheduling.pool.fetchval("SELECT count(*) FROM redraws")
    assert taken == len(shown.plan.moving), "each case and each seat is taken once"
    held = await one.scheduling.pool.fetchval("SELECT count(*) FROM cases WHERE judge_id = $1", judge_id)
    assert held == 0
    assert (await verified(one, court)).last == await one.scheduling.pool.fetchval("SELECT max(number) FROM draws")
