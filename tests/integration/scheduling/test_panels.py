"""A panel of three in the database: nobody of it is booked twice, in this court or another."""

from typing import Any

import asyncpg
import pytest
from tarazy_scheduling.app.working_sets import WorkingSets

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested


def of_type(told: list[dict[str, Any]], event_type: str) -> list[dict[str, Any]]:
    return [one for one in told if one["type"] == f"court.{event_type}.v1"]


async def test_three_judges_sit_and_are_booked(scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    request = court.request(case, judges=3)
    told = await scheduling.take(requested(request, event_id="0192f0c0-0000-7000-8000-000000000001"))
    [panel], [scheduled] = of_type(told, "case.reallocated"), of_type(told, "hearing.scheduled")
    assert panel["reason"] == "panel_asked"
    assert scheduled["person_ids"]["judges"] == [panel["person_id"], *panel["panel"]]
    assert scheduled["cause"] == panel["cause"] == "0192f0c0-0000-7000-8000-000000000001"
    booked = await pool.fetch("SELECT resource_id FROM bookings WHERE hearing_id = $1", request["hearing_id"])
    assert set(court.judges) <= {str(row["resource_id"]) for row in booked}
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(
            "INSERT INTO bookings (kind, resource_id, during, court_id, hearing_id) "
            "SELECT kind, resource_id, during, court_id, gen_random_uuid() FROM bookings "
            "WHERE resource_id = $1",
            panel["panel"][1],
        )


async def test_a_member_who_sits_in_another_court_is_not_free(scheduling: Scheduling, court: ACourt) -> None:
    other = ACourt(judges=[court.judges[0]])
    await other.open(scheduling)
    window = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16", "estimated_minutes": 240}
    first = other.case()
    [taken] = of_type(
        await scheduling.take(registered(first), requested(other.request(first, **window))), "hearing.scheduled"
    )
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, judges=3, **window)))
    [scheduled] = of_type(told, "hearing.scheduled")
    assert court.judges[0] in scheduled["person_ids"]["judges"]
    assert taken["sittings"][0]["starts_at"] != scheduled["sittings"][0]["starts_at"]


async def test_a_panel_is_known_after_a_start_from_the_database(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    await scheduling.take(registered(case), requested(court.request(case, judges=3)))
    scheduling.sets = WorkingSets()
    told = await scheduling.take(requested(court.request(case, judges=3)))
    assert of_type(told, "case.reallocated") == []
    assert len(of_type(told, "hearing.scheduled")[0]["person_ids"]["judges"]) == 3


async def test_too_few_are_told_and_the_panel_comes_with_a_new_judge(scheduling: Scheduling, court: ACourt) -> None:
    lonely = ACourt(judges=court.judges[:2])
    await lonely.open(scheduling)
    case = lonely.case()
    told = await scheduling.take(registered(case), requested(lonely.request(case, judges=3)))
    [unlisted] = of_type(told, "hearing.unlisted")
    assert [one["code"] for one in unlisted["conflicts"]] == ["no_judge"]
    told = await scheduling.take(lonely.appointed(new_id(), "lay_judge"))
    assert len(of_type(told, "hearing.scheduled")[0]["person_ids"]["judges"]) == 3


async def test_of_a_recused_member_the_seat_is_drawn_again_and_the_hearing_follows(
    scheduling: Scheduling, court: ACourt
) -> None:
    await scheduling.take(court.appointed(new_id(), "judge"))
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, judges=3)))
    [panel] = of_type(told, "case.reallocated")
    recusal = {
        "case_id": case["case_id"], "court_id": court.court_id, "person_id": panel["panel"][0], "reason": "kin",
    }  # fmt: skip
    told = await scheduling.take(record("court.recusal.granted", recusal))
    [again], [moved] = of_type(told, "case.reallocated"), of_type(told, "hearing.rescheduled")
    assert (again["person_id"], again["panel"][0]) == (panel["person_id"], panel["panel"][1])
    assert moved["person_ids"]["judges"] == [again["person_id"], *again["panel"]]
    assert moved["reason"] == "judge_recused"
