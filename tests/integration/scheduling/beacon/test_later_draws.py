"""Recusals, draws by hand, reallocations and cases filed again have rounds of their own."""

from functools import partial

import asyncpg
import httpx
from tarazy_scheduling.adapters.draws.awaited_rounds import AT_ONCE
from tarazy_scheduling.app.awaited_rounds import ANYBODY_AFTER, AwaitedRounds
from tarazy_scheduling.settings import Settings
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.beacon.beacons import DUE, beacon_of, drawn, restarted
from tests.integration.scheduling.dockets import Docket, client_of_reallocations, draws, judges_of


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
