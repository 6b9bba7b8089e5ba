"""Cases wait in the database for a round of the beacon, and what is asked for waits with them."""

import json
from datetime import timedelta

import asyncpg
import httpx
from tarazy_scheduling import verify_draws
from tarazy_scheduling.adapters.draws import draw_export
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.awaited_rounds import AwaitedRounds
from tarazy_shared import waiting
from tarazy_shared.beacons import signatures
from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.beacons.development import DevelopmentBeacon

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.beacon.beacons import DUE, beacon_of, drawn


async def test_a_case_waits_visibly_and_is_drawn_when_its_round_is_known(
    scheduling: Scheduling,
    court: ACourt,
    rounds: AwaitedRounds,
    source: DevelopmentBeacon,
    clock: SteppingClock,
    http: httpx.AsyncClient,
) -> None:
    case, event_id, correlation_id = court.case(), new_id(), new_id()
    assert await scheduling.take(registered(case, event_id=event_id, correlation_id=correlation_id)) == []
    found = (await http.get(f"/cases/{case['case_id']}/draws")).json()
    assert found["draws"] == []
    shown = found["waiting"]
    assert (shown["chain"], shown["reason"], shown["version"]) == (source.clock.chain, "registered", 1)
    assert shown["since"] < shown["due_at"]
    assert await drawn(scheduling, rounds) == [], "its round has not come out"
    assert telemetry.cases_waiting._value.get() == 1
    clock.step(DUE)
    [told] = await drawn(scheduling, rounds)
    assert (told["type"], told["cause"], told["correlation"]) == ("court.case.allocated.v1", event_id, correlation_id)
    assert beacon_of(told)["round"] == shown["round"]
    beacon = Beacon(**beacon_of(told))
    assert beacon == signatures.checked(source.clock.chain, source.key, beacon.round, beacon.signature)
    found = (await http.get(f"/cases/{case['case_id']}/draws")).json()
    assert (found["waiting"], len(found["draws"])) == (None, 1)
    assert await drawn(scheduling, rounds) == []
    assert telemetry.cases_waiting._value.get() == 0


async def test_requests_are_answered_after_the_draw_in_order_and_once(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    case, ids = court.case(), [new_id() for _ in range(4)]
    first, second = court.request(case), court.request(case)
    withdrawn = {"hearing_id": first["hearing_id"], "case_id": case["case_id"], "court_id": court.court_id}
    batch = [
        registered(case),
        requested(first, event_id=ids[0]),
        requested(second, event_id=ids[1]),
        record("court.hearing.withdrawn", {**withdrawn, "reason": "settled"}, event_id=ids[2]),
    ]
    assert await scheduling.take(*batch) == []
    assert await scheduling.take(*batch) == [], "known ids are dropped while they wait"
    assert await pool.fetchval("SELECT count(*) FROM waiting") == 3
    async with pool.acquire() as connection:
        assert await waiting.count(connection) == 0, "they wait for what comes by itself"
    assert await scheduling.sweep() == []
    clock.step(DUE)
    assert [told["type"] for told in await drawn(scheduling, rounds)] == ["court.case.allocated.v1"]
    third = requested(court.request(case), event_id=ids[3])
    told = await scheduling.take(third)
    assert [(one["type"].split(".")[2], one["cause"]) for one in told] == [
        ("scheduled", ids[0]),
        ("scheduled", ids[1]),
        ("cancelled", ids[2]),
        ("scheduled", ids[3]),
    ]
    assert await scheduling.sweep() == []
    assert await scheduling.dead() == []


async def test_the_sweep_answers_once_the_case_is_drawn(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    case, event_id = court.case(), new_id()
    await scheduling.take(registered(case), requested(court.request(case), event_id=event_id))
    rung: list[bool] = []
    rounds.look_again = lambda: rung.append(True)
    clock.step(DUE)
    await drawn(scheduling, rounds)
    assert rung == [True]
    [answer] = await scheduling.sweep()
    assert (answer["type"], answer["cause"]) == ("court.hearing.scheduled.v1", event_id)
    await drawn(scheduling, rounds)
    assert rung == [True]


async def test_a_request_is_not_given_up_while_the_round_is_late(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    request = court.request(case := court.case())
    await scheduling.take(requested(request))
    clock.step(timedelta(minutes=14))
    await scheduling.take(registered(case))
    clock.step(timedelta(minutes=9))
    rounds.source = None
    assert await drawn(scheduling, rounds) == []
    assert await scheduling.sweep() == [], "it has waited for longer than any reference may"
    clock.step(timedelta(minutes=2))
    [allocated] = await drawn(scheduling, rounds)
    assert beacon_of(allocated) is None
    [answer] = await scheduling.sweep()
    assert (answer["type"], answer["hearing_id"]) == ("court.hearing.scheduled.v1", request["hearing_id"])
    assert await scheduling.dead() == []


async def test_courts_are_drawn_each_with_the_round_of_its_case(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    other = await ACourt().open(scheduling)
    cases = [court.case(), other.case(), court.case()]
    for case in cases:
        await scheduling.take(registered(case))
        clock.step(timedelta(seconds=1))
    clock.step(DUE)
    told = {one["case_id"]: one for one in await drawn(scheduling, rounds)}
    numbers = [beacon_of(told[case["case_id"]])["round"] for case in cases]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


async def test_a_case_that_closes_while_it_waits_is_not_drawn_and_its_requests_are_answered(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    case = court.case()
    request = court.request(case)
    await scheduling.take(registered(case), requested(request))
    closed = {"case_id": case["case_id"], "court_id": court.court_id, "outcome": "withdrawn"}
    told = await scheduling.take(record("court.case.closed", {**closed, "closed_at": "2026-03-02T14:31:00+05:00"}))
    assert [(one["type"], one["hearing_id"]) for one in told] == [("court.hearing.unlisted.v1", request["hearing_id"])]
    assert [conflict["code"] for conflict in told[0]["conflicts"]] == ["case_closed"]
    clock.step(DUE)
    assert await drawn(scheduling, rounds) == []
    assert await pool.fetchval("SELECT count(*) FROM awaited_rounds") == 0


async def test_everybody_who_checks_the_export_finds_the_rounds_right(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    for _ in range(3):
        await scheduling.take(*[registered(court.case()) for _ in range(2)])
        clock.step(DUE)
        await drawn(scheduling, rounds)
    tomorrow = clock().date() + timedelta(days=2)
    lines = [line async for line in draw_export.whole(pool, court.court_id, 0, tomorrow)]
    draws = [data for line in lines if "proof" in (data := json.loads(line)["data"])]
    assert all(data["proof"]["seed"]["beacon"]["chain"].startswith("development-") for data in draws)
    assert verify_draws.check(lines).last == 6
