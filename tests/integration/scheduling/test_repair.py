"""Others give way, and a substitute sits, on the real database: what is told is what is stored, whoever remembers."""

from typing import Any

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

ONE_DAY = {"earliest_on": "2026-04-06", "latest_on": "2026-04-06"}


def leave(court: ACourt, person_id: str, first: str, last: str) -> Any:
    times = {"starts_at": f"{first}T00:00:00+05:00", "ends_at": f"{last}T23:59:00+05:00"}
    data = {"court_id": court.court_id, "absence_id": new_id(), "person_id": person_id, "kind": "leave", **times}
    return record("court.absence.approved", data)


def reborn(scheduling: Scheduling) -> Scheduling:
    """The same service after a restart: nothing in memory."""
    return Scheduling(scheduling.work, scheduling.pool)


async def booked(scheduling: Scheduling, hearing: dict[str, Any]) -> set[str]:
    """Who and what is booked for a hearing."""
    sql = "SELECT DISTINCT resource_id FROM bookings WHERE hearing_id = $1::text::uuid"
    return {str(row[0]) for row in await scheduling.pool.fetch(sql, hearing["hearing_id"])}


async def test_what_gives_way_is_told_before_what_takes_its_place(scheduling: Scheduling, court: ACourt) -> None:
    cases = [court.case(), court.case()]
    advocate = new_id()
    for case in cases:
        who = {"party_id": new_id(), "role": "representative", "name": "N", "person_id": advocate}
        case["parties"].append(who)
    wide = court.request(cases[0], estimated_minutes=480, earliest_on="2026-04-06", latest_on="2026-04-08")
    narrow = court.request(cases[1], **ONE_DAY)
    await scheduling.take(*map(registered, cases), requested(wide))
    moved, placed = await reborn(scheduling).take(requested(narrow))
    assert (moved["type"], moved["hearing_id"]) == ("court.hearing.rescheduled.v1", wide["hearing_id"])
    assert (moved["reason"], moved["cause"]) == ("plan", placed["cause"])
    assert moved["sittings"][0]["starts_at"] == "2026-04-07T04:00:00Z"
    assert (placed["type"], placed["hearing_id"]) == ("court.hearing.scheduled.v1", narrow["hearing_id"])
    assert advocate in await booked(scheduling, wide)
    assert advocate in await booked(scheduling, narrow)


async def test_a_substitute_sits_in_what_the_judge_cannot_hold_and_stays(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    asked = court.request(case, **ONE_DAY)
    *_, scheduled = await scheduling.take(registered(case), requested(asked))
    judge = scheduled["person_ids"]["judges"][0]
    assert "substitute_for" not in scheduled
    away = leave(court, judge, "2026-04-06", "2026-04-10")
    [moved] = await reborn(scheduling).take(away)
    assert (moved["type"], moved["reason"]) == ("court.hearing.rescheduled.v1", "judge_absent")
    assert moved["substitute_for"] == judge
    [substitute] = moved["person_ids"]["judges"]
    assert substitute in set(court.judges) - {judge}
    assert moved["sittings"] == scheduled["sittings"]
    assert {substitute} < await booked(scheduling, asked)
    assert judge not in await booked(scheduling, asked)

    parties = [*case["parties"], {"party_id": new_id(), "role": "victim", "name": "N"}]
    update = {"case_id": case["case_id"], "court_id": court.court_id, "version": 2, "parties": parties}
    [joined] = await reborn(scheduling).take(record("court.case.updated", update))
    assert (joined["person_ids"]["judges"], joined["substitute_for"]) == ([substitute], judge)

    [back] = await reborn(scheduling).take(leave(court, substitute, "2026-04-02", "2026-04-12"))
    assert back["substitute_for"] == judge
    assert back["person_ids"]["judges"] != [substitute]
