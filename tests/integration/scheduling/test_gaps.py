"""Gaps and limits from a court's rules, over real PostgreSQL and across courts."""

from typing import Any
from uuid import UUID

import httpx
from tarazy_scheduling.adapters.http.listing_rules import listing_rules_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import KeepRoom
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

DAY = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16"}


async def lay_down(running: Running, settings: Settings, scheduling: Scheduling, court: ACourt, **rules: Any) -> None:
    async with client_of(listing_rules_router(running, scheduling.sets, settings), headers=TOKEN) as http:
        body = {"valid_from": "2026-03-01", **rules}
        answer: httpx.Response = await http.put(f"/courts/{court.court_id}/listing-rules", json=body)
        assert answer.status_code == 200, answer.text


def scheduled(told: list[dict[str, Any]]) -> list[str]:
    """When what was told of starts, in the court's zone."""
    return [one["sittings"][0]["starts_at"] for one in told if one["type"] == "court.hearing.scheduled.v1"]


def with_advocate(case: dict[str, Any], person_id: str) -> dict[str, Any]:
    advocate = {"party_id": new_id(), "role": "representative", "name": "An advocate", "person_id": person_id}
    return {**case, "parties": [*case["parties"], advocate]}


async def test_rules_change_where_the_next_hearings_sit_and_free_what_waits(
    running: Running, settings: Settings, scheduling: Scheduling, court: ACourt
) -> None:
    await lay_down(running, settings, scheduling, court, sitting_limit_minutes=60, valid_from="2026-03-01")
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, **DAY)))
    assert len(scheduled(told)) == 1
    told = await scheduling.take(requested(court.request(case, **DAY)))
    assert [one["conflicts"][0]["code"] for one in told] == ["judge_busy"]
    before = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    await lay_down(running, settings, scheduling, court, sitting_limit_minutes=120, valid_from="2026-03-03")
    assert scheduled(await scheduling.told(before)) == ["2026-03-16T05:00:00Z"], "without being asked again"


async def test_an_advocate_needs_the_way_from_another_court_unless_it_is_in_the_same_house(
    running: Running, settings: Settings, scheduling: Scheduling
) -> None:
    first, second, third = [await ACourt().open(scheduling) for _ in range(3)]
    for court, address in ((first, "1 Justice Square"), (second, "9 Other Street"), (third, "1 Justice Square")):
        await lay_down(running, settings, scheduling, court, travel_minutes=45)
        for number, room_id in enumerate(court.rooms, 1):
            await scheduling.order(
                court.court_id, KeepRoom(Room(UUID(room_id), f"Room {number}", building="Palace", address=address))
            )
    advocate, starts = new_id(), []
    for court in (first, third, second):
        scheduling.sets = WorkingSets()
        case = with_advocate(court.case(), advocate)
        starts += scheduled(await scheduling.take(registered(case), requested(court.request(case, **DAY))))
    # 9:00; at once in the same house; elsewhere 45 minutes after 11:00.
    assert starts == ["2026-03-16T04:00:00Z", "2026-03-16T05:00:00Z", "2026-03-16T06:45:00Z"]
