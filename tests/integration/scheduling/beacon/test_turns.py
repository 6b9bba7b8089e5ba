"""Which process draws, and in which order, whoever was killed or failed."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_scheduling.app import awaited_rounds
from tarazy_scheduling.app.awaited_rounds import ANYBODY_AFTER, MOST_ROUNDS, AwaitedRounds
from tarazy_shared.beacons.beacon import Beacon, BeaconClock
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.beacons.source import RoundRefused

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.beacon.beacons import DUE, Refusing, beacon_of, drawn, restarted


@dataclass(slots=True)
class Without:
    """A beacon that some rounds of cannot be had."""

    source: DevelopmentBeacon
    missing: set[int]
    public_key: None = None

    @property
    def clock(self) -> BeaconClock:
        return self.source.clock

    async def fetch(self, number: int) -> Beacon:
        if number in self.missing:
            raise RoundRefused(number, ("not_there", "as the test wants it"))
        return await self.source.fetch(number)


async def test_who_is_restarted_meanwhile_draws_with_the_round_that_was_fixed(
    scheduling: Scheduling,
    court: ACourt,
    source: DevelopmentBeacon,
    clock: SteppingClock,
    http: httpx.AsyncClient,
) -> None:
    case = court.case()
    await scheduling.take(registered(case), requested(court.request(case)))
    fixed = (await http.get(f"/cases/{case['case_id']}/draws")).json()["waiting"]["round"]
    other, rounds = restarted(scheduling, source)
    clock.step(timedelta(minutes=5))
    [allocated] = await drawn(other, rounds)
    assert beacon_of(allocated)["round"] == fixed
    [answer] = await other.sweep()
    assert answer["person_ids"]["judges"] == [allocated["person_id"]]


async def test_the_process_that_has_the_court_in_memory_draws_and_any_other_if_it_does_not(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    first, second = court.case(), court.case()
    other, others_rounds = restarted(scheduling, source)
    await scheduling.take(registered(first))
    clock.step(timedelta(seconds=1.3))
    assert await drawn(other, others_rounds) == []
    [told] = await drawn(scheduling, rounds)
    assert told["case_id"] == first["case_id"]
    await scheduling.take(registered(second))
    clock.step(ANYBODY_AFTER + DUE)
    [told] = await drawn(other, others_rounds)
    assert told["case_id"] == second["case_id"]


async def test_two_processes_at_once_draw_once(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    cases = [court.case() for _ in range(5)]
    requests = [requested(court.request(case)) for case in cases]
    await scheduling.take(*map(registered, cases), *requests)
    other, others_rounds = restarted(scheduling, source)
    clock.step(ANYBODY_AFTER + DUE)
    before = await scheduling.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
    await asyncio.gather(rounds.step(), others_rounds.step(), rounds.step())
    await asyncio.gather(scheduling.sweep(), other.sweep(), scheduling.sweep())
    told = await scheduling.told(before)
    drawn_for = [one["case_id"] for one in told if one["type"] == "court.case.allocated.v1"]
    assert drawn_for == [case["case_id"] for case in cases], "in the order in which they were registered"
    answered = [one["hearing_id"] for one in told if one["type"] == "court.hearing.scheduled.v1"]
    assert sorted(answered) == sorted(json.loads(one.value or b"")["hearing_id"] for one in requests)
    assert len(told) == 10


async def test_the_alarm_rings_when_the_next_round_is_due(rounds: AwaitedRounds, clock: SteppingClock) -> None:
    clock.now = clock.now.replace(microsecond=900_000)
    await rounds.step()
    rang = False
    with suppress(TimeoutError):
        async with asyncio.timeout(30):
            await rounds.alarm.wait(600)
            rang = True
    assert rang


async def test_a_court_that_fails_does_not_keep_the_others_waiting(
    scheduling: Scheduling, court: ACourt, source: DevelopmentBeacon, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    other = await ACourt().open(scheduling)
    broken, whole = court.case(), other.case()
    await scheduling.take(registered(broken))
    await scheduling.take(registered(whole))
    document = await pool.fetchval("SELECT document FROM cases WHERE case_id = $1", UUID(broken["case_id"]))
    await pool.execute(
        "UPDATE cases SET document = '{\"related_case_ids\": []}' WHERE case_id = $1", UUID(broken["case_id"])
    )
    restart, rounds = restarted(scheduling, source)
    rounds.courts.first_rest = 0.0
    clock.step(ANYBODY_AFTER + DUE)
    [told] = await drawn(restart, rounds)
    assert told["case_id"] == whole["case_id"]
    await pool.execute("UPDATE cases SET document = $2 WHERE case_id = $1", UUID(broken["case_id"]), document)
    [told] = await drawn(restart, rounds)
    assert told["case_id"] == broken["case_id"]


async def test_slow_relays_keep_no_case_waiting_whose_patience_is_over(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaited_rounds, "LONGEST_ASKING", -1.0)
    await scheduling.take(registered(court.case()))
    clock.step(DUE)
    assert await drawn(scheduling, rounds) == [], "no time was left to ask"
    clock.step(rounds.patience)
    [told] = await drawn(scheduling, rounds)
    assert "beacon" not in told["proof"]["seed"]


async def test_of_one_court_no_later_round_is_drawn_before_an_earlier_one_and_no_other_court_waits(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    other = await ACourt().open(scheduling)
    cases = []
    for _ in range(3):
        cases.append(court.case())
        await scheduling.take(registered(cases[-1]))
        clock.step(timedelta(seconds=1))
    elsewhere = other.case()
    await scheduling.take(registered(elsewhere))
    clock.step(DUE)
    numbers = [row[0] for row in await scheduling.pool.fetch("SELECT round FROM awaited_rounds ORDER BY turn")]
    without_second = Without(source, {numbers[1]})
    rounds.source = without_second
    told = await drawn(scheduling, rounds)
    assert [one["case_id"] for one in told] == [cases[0]["case_id"], elsewhere["case_id"]]
    clock.step(timedelta(seconds=5))
    assert await drawn(scheduling, rounds) == []
    without_second.missing.clear()
    told = await drawn(scheduling, rounds)
    assert [one["case_id"] for one in told] == [case["case_id"] for case in cases[1:]]


async def test_what_has_waited_while_the_beacon_was_away_is_drawn_in_order_when_it_is_back(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    cases = []
    for _ in range(MOST_ROUNDS + 20):
        cases.append(court.case())
        await scheduling.take(registered(cases[-1]))
        clock.step(timedelta(seconds=1))
    rounds.source = Refusing(source.clock, "unreachable")
    assert await drawn(scheduling, rounds) == []
    rounds.source = source
    clock.step(DUE)
    before = await scheduling.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
    assert await rounds.step(), "as many rounds as one look asks for"
    assert not await rounds.step()
    assert [one["case_id"] for one in await scheduling.told(before)] == [case["case_id"] for case in cases]
