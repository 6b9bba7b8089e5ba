"""From an event to its answer on a real database: who hears a case, when and where it sits, what moves it."""

import json

import asyncpg

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested


async def test_a_registered_case_is_drawn_and_its_hearing_gets_a_place(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    case, event_id = court.case(), new_id()
    request = court.request(case)
    allocated, scheduled = await scheduling.take(registered(case), requested(request, event_id=event_id))
    assert (allocated["type"], scheduled["type"]) == ("court.case.allocated.v1", "court.hearing.scheduled.v1")
    assert allocated["person_id"] in court.judges
    assert allocated["proof"]["number"] == 1
    assert scheduled["cause"] == event_id
    assert scheduled["person_ids"]["judges"] == [allocated["person_id"]]
    assert scheduled["person_ids"]["clerk"] in court.clerks
    [sitting] = scheduled["sittings"]
    assert sitting["room_id"] in court.rooms
    assert "2026-03-16" <= sitting["starts_at"][:10] <= "2026-04-30"
    booked = {str(row[0]) for row in await pool.fetch("SELECT resource_id FROM bookings")}
    parties = {party["party_id"] for party in case["parties"]}
    assert booked == {allocated["person_id"], scheduled["person_ids"]["clerk"], sitting["room_id"], *parties}
    assert await scheduling.dead() == []


async def test_who_has_a_case_is_told_with_what_the_case_is_and_the_ledger_keeps_the_draw_alone(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    for_hr = {"category": "civil.contract", "instance": "appeal", "filed_on": "2026-03-02"}
    case = court.case(instance="appeal", filed_at="2026-03-01T20:00:00Z")
    unknown = court.case(category="no.such", filed_at="2026-03-01T18:00:00Z")
    allocated, unallocated = await scheduling.take(registered(case), registered(unknown))
    assert allocated.items() >= for_hr.items(), "20:00 in Greenwich is the next day in Almaty"
    assert (unallocated["category"], unallocated["instance"]) == ("no.such", "first")
    assert unallocated["filed_on"] == "2026-03-01"
    [kept] = [json.loads(row[0]) for row in await pool.fetch("SELECT fact FROM draws")]
    assert kept == {name: allocated[name] for name in kept}
    assert not kept.keys() & for_hr.keys()


async def test_a_norm_for_the_instance_weighs_in_the_draw(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    norm = {"court_id": court.court_id, "category": "civil.contract", "valid_from": "2026-01-01"}
    await scheduling.take(
        record("court.norm.changed", {**norm, "weight_minutes": 7, "country_wide": True}),
        record("court.norm.changed", {**norm, "weight_minutes": 77, "instance": "appeal"}),
    )
    await scheduling.take(registered(court.case()), registered(court.case(instance="appeal")))
    weights = await pool.fetch("SELECT document->>'instance', document->>'weight_minutes' FROM cases")
    assert sorted(map(tuple, weights)) == [("appeal", "77"), ("first", "7")]
