"""From an event to its answer on a real database: who hears a case, when and where it sits, what moves it."""

import asyncpg

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested


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
