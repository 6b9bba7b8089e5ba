"""Cases wait in the database for a round of the beacon: drawn with it when it is known, whoever was killed."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_scheduling import verify_draws
from tarazy_scheduling.adapters.beacons import signatures
from tarazy_scheduling.adapters.beacons.development import DevelopmentBeacon
from tarazy_scheduling.adapters.beacons.source import RoundRefused
from tarazy_scheduling.adapters.draws import draw_export
from tarazy_scheduling.adapters.draws.awaited_rounds import AT_ONCE
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.awaited_rounds import ANYBODY_AFTER, MOST_ROUNDS, AwaitedRounds
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.model.drawing import Beacon, BeaconClock
from tarazy_scheduling.settings import Settings
from tarazy_shared import waiting
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.dockets import Docket, client_of_reallocations, draws, judges_of
from tests.integration.scheduling.serving import client_of_redraws

PATIENCE = timedelta(minutes=10)
DUE = timedelta(seconds=2)
"""Longer than any wait for the development beacon."""


@dataclass(slots=True)
class Refusing:
    """A beacon that has its rounds wrong, or none."""

    clock: BeaconClock
    fault: Any
    public_key: None = None
    asked: list[int] = field(default_factory=list)

    async def fetch(self, number: int) -> Beacon:
        self.asked.append(number)
        raise RoundRefused(number, (self.fault, "as the test wants it"))


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


@pytest.fixture
def source(clock: SteppingClock) -> DevelopmentBeacon:
    return DevelopmentBeacon.of("the key of a test", clock)


@pytest.fixture
def scheduling(work: Work, pool: asyncpg.Pool, source: DevelopmentBeacon) -> Scheduling:
    return Scheduling(work, pool, WorkingSets(source.clock))


@pytest.fixture
def rounds(scheduling: Scheduling, source: DevelopmentBeacon) -> AwaitedRounds:
    return AwaitedRounds(scheduling.work, scheduling.sets, source, PATIENCE)


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of_redraws(running, settings, scheduling.sets) as client:
        yield client


def restarted(scheduling: Scheduling, source: Any) -> tuple[Scheduling, AwaitedRounds]:
    """Another process on the same database: it remembers nothing."""
    other = Scheduling(scheduling.work, scheduling.pool, WorkingSets(source.clock))
    return other, AwaitedRounds(other.work, other.sets, source, PATIENCE)


async def drawn(scheduling: Scheduling, rounds: AwaitedRounds) -> list[dict[str, Any]]:
    """What the loop tells in one look."""
    before = await scheduling.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
    assert await rounds.step() is False
    return await scheduling.told(before)


def beacon_of(told: dict[str, Any]) -> Any:
    return told["proof"]["seed"].get("beacon")


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


@pytest.mark.parametrize("fault", ["wrong_signature", "timed_out"])
async def test_a_round_that_is_wrong_or_away_is_counted_and_never_used(
    scheduling: Scheduling,
    court: ACourt,
    rounds: AwaitedRounds,
    source: DevelopmentBeacon,
    clock: SteppingClock,
    fault: str,
) -> None:
    refusing = rounds.source = Refusing(source.clock, fault)
    case = court.case()
    await scheduling.take(registered(case))
    refused = telemetry.rounds_refused.labels(fault)._value.get()
    without = telemetry.draws_without_beacon._value.get()
    clock.step(DUE)
    assert await drawn(scheduling, rounds) == []
    assert telemetry.rounds_refused.labels(fault)._value.get() == refused + 1
    rounds.source = source
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told)["round"] == refusing.asked[0]
    assert telemetry.draws_without_beacon._value.get() == without


async def test_when_patience_is_over_the_case_is_drawn_without_a_round_and_counted(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    rounds.source = Refusing(source.clock, "unreachable")
    await scheduling.take(registered(court.case()))
    without = telemetry.draws_without_beacon._value.get()
    clock.step(PATIENCE)
    assert await drawn(scheduling, rounds) == []
    clock.step(DUE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is None
    assert telemetry.draws_without_beacon._value.get() == without + 1


async def test_a_round_that_is_known_at_last_is_used_however_late(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    await scheduling.take(registered(court.case()))
    clock.step(2 * PATIENCE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is not None


async def test_a_round_of_a_beacon_that_is_in_use_no_more_is_waited_for_in_vain(
    scheduling: Scheduling, court: ACourt, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    await scheduling.take(registered(court.case()))
    _, rounds = restarted(scheduling, DevelopmentBeacon.of("another key", clock))
    clock.step(PATIENCE - DUE)
    assert await drawn(scheduling, rounds) == []
    clock.step(2 * DUE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is None


async def test_without_a_beacon_a_case_is_drawn_at_once_and_counted(scheduling: Scheduling, court: ACourt) -> None:
    scheduling.sets = WorkingSets()
    without = telemetry.draws_without_beacon._value.get()
    [told] = await scheduling.take(registered(court.case()))
    assert beacon_of(told) is None
    assert telemetry.draws_without_beacon._value.get() == without + 1


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


async def test_a_recusal_is_drawn_with_a_round_of_its_own_and_told_as_its_effect(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    case, event_id = court.case(), new_id()
    await scheduling.take(registered(case), requested(court.request(case)))
    clock.step(DUE)
    [allocated] = await drawn(scheduling, rounds)
    [scheduled] = await scheduling.sweep()
    recused = {"case_id": case["case_id"], "court_id": court.court_id, "person_id": allocated["person_id"]}
    granted = record("court.recusal.granted", {**recused, "reason": "kinship"}, event_id=event_id)
    assert await scheduling.take(granted) == []
    clock.step(DUE)
    told, moved = await drawn(scheduling, rounds)
    assert (told["type"], told["reason"], told["cause"]) == ("court.case.reallocated.v1", "judge_recused", event_id)
    assert beacon_of(told)["round"] > beacon_of(allocated)["round"]
    assert (moved["type"], moved["reason"], moved["cause"]) == (
        "court.hearing.rescheduled.v1",
        "judge_recused",
        event_id,
    )
    assert moved["sittings"] == scheduled["sittings"]


async def test_a_case_drawn_by_hand_waits_for_its_round_with_its_reason_and_its_approver(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock, http: httpx.AsyncClient
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    clock.step(DUE)
    await drawn(scheduling, rounds)
    body = {"reason": "A trial of months", "approver": court.clerks[0], "allocation_version": 1}
    accepted = await http.post(f"/cases/{case['case_id']}/draws", json=body)
    assert accepted.status_code == 202
    assert (accepted.json()["version"], accepted.json()["taken"]["approver"]) == (2, court.clerks[0])
    again = await http.post(f"/cases/{case['case_id']}/draws", json=body)
    assert (again.status_code, again.json()) == (202, accepted.json())
    clock.step(DUE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told)["round"] == accepted.json()["round"]
    made = await http.post(f"/cases/{case['case_id']}/draws", json=body)
    assert (made.status_code, made.json()["draw_id"]) == (200, told["draw_id"])


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


async def test_the_alarm_rings_when_the_next_round_is_due(rounds: AwaitedRounds, clock: SteppingClock) -> None:
    clock.now = clock.now.replace(microsecond=900_000)
    await rounds.step()
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await rounds.alarm.wait(5)
    assert loop.time() - begun < 1


async def test_cases_that_an_approval_takes_from_a_judge_wait_for_one_round_and_are_drawn_together(
    scheduling: Scheduling,
    court: ACourt,
    rounds: AwaitedRounds,
    clock: SteppingClock,
    running: Running,
    settings: Settings,
    pool: asyncpg.Pool,
) -> None:
    """More of them than a transaction draws of what comes in one by one."""
    docket = await Docket(court).fill(scheduling, AT_ONCE + 10, drawn=partial(draw_all, scheduling, rounds, clock))
    assert await judges_of(pool) == {docket.judge_id: AT_ONCE + 10}
    stood = await pool.fetch("SELECT hearing_id, sequence, starts_at, room_id FROM sittings ORDER BY 1, 2")
    assert len(stood) > 100
    before, seen = await draws(pool), await pool.fetchval("SELECT max(id) FROM outbox")
    async with client_of_reallocations(running, settings, scheduling.sets) as http:
        shown = (await http.post(docket.address, json=docket.body())).json()
        address = f"{docket.address}/{shown['reallocation_id']}"
        approved = await http.post(f"{address}/approve", json=docket.approval())
        assert (approved.json()["state"], approved.json()["taken"], approved.json()["drawn"]) == (
            "approved", AT_ONCE + 10, 0,
        )  # fmt: skip
        assert await scheduling.told(seen) == [], "hearings stay where they are until there is another judge"
        assert len({row[0] for row in await pool.fetch("SELECT round FROM awaited_rounds")}) == 1
        again = await http.post(f"{address}/approve", json=docket.approval())
        assert (again.status_code, again.json()["taken"]) == (200, AT_ONCE + 10)
        clock.step(DUE)
        await rounds.step()
        assert await draws(pool) == before + AT_ONCE + 10
        assert (await http.get(address)).json()["drawn"] == AT_ONCE + 10
    told = await scheduling.told(seen)
    assert len({one["cause"] for one in told}) == 1
    assert len({beacon_of(one)["round"] for one in told if "proof" in one}) == 1
    assert [one["type"] for one in told[: AT_ONCE + 10]] == ["court.case.reallocated.v1"] * (AT_ONCE + 10)
    assert await pool.fetchval("SELECT count(DISTINCT drawn_at) FROM draws WHERE number > $1", before) == 1
    # Nobody else sat anywhere: what stood keeps its time and room.
    stands = await pool.fetch("SELECT hearing_id, sequence, starts_at, room_id FROM sittings ORDER BY 1, 2")
    assert set(stood) <= set(stands)
    assert docket.judge_id not in await judges_of(pool)


async def draw_all(scheduling: Scheduling, rounds: AwaitedRounds, clock: SteppingClock) -> None:
    """Whatever waits gets its judge, and the requests behind it their answers."""
    clock.step(DUE)
    while await rounds.step():
        pass
    await scheduling.sweep()


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
    clock.step(ANYBODY_AFTER + DUE)
    [told] = await drawn(restart, rounds)
    assert told["case_id"] == whole["case_id"]
    await pool.execute("UPDATE cases SET document = $2 WHERE case_id = $1", UUID(broken["case_id"]), document)
    [told] = await drawn(restart, rounds)
    assert told["case_id"] == broken["case_id"]


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


async def test_a_case_filed_again_goes_to_the_first_judge_though_nobody_remembers_the_first(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    first = court.case()
    await scheduling.take(registered(first))
    clock.step(DUE)
    [drawn_first] = await drawn(scheduling, rounds)
    closed = {"case_id": first["case_id"], "court_id": court.court_id, "outcome": "resolved"}
    await scheduling.take(record("court.case.closed", {**closed, "closed_at": "2026-03-02T14:31:00+05:00"}))
    again = {**first, "case_id": new_id(), "number": "2-9", "related_case_ids": [first["case_id"]]}
    again["parties"] = [{**party, "party_id": new_id()} for party in first["parties"]]
    await scheduling.take(registered(again))
    restart, rounds_then = restarted(scheduling, source)
    clock.step(ANYBODY_AFTER + DUE)
    [told] = await drawn(restart, rounds_then)
    assert (told["person_id"], told["related_case_id"]) == (drawn_first["person_id"], first["case_id"])
    assert beacon_of(told) is not None
