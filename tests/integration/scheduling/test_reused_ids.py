"""An id that comes again means what it says now; one of another court is no id for this one."""

import json
from typing import Any

import asyncpg
import pytest
from tarazy_scheduling.app.working_sets import WorkingSets

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

DAY = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16"}
AWAY = {"starts_at": "2026-03-16T00:00:00+05:00", "ends_at": "2026-03-17T00:00:00+05:00"}


async def a_case_of(court: ACourt, scheduling: Scheduling, judge: str, **more: Any) -> dict[str, Any]:
    """A case that this judge was drawn for."""
    for _ in range(50):
        case = court.case(**more)
        if (await scheduling.take(registered(case)))[0]["person_id"] == judge:
            return case
    raise AssertionError("the judge is never drawn")


async def is_placed(scheduling: Scheduling, court: ACourt, case: dict[str, Any]) -> bool:
    """Whether a hearing of the case finds a place on the day; it does not keep it."""
    request = court.request(case, **DAY)
    [answer] = await scheduling.take(requested(request))
    of = {name: request[name] for name in ("hearing_id", "case_id", "court_id")}
    await scheduling.take(record("court.hearing.withdrawn", {**of, "reason": "only asked"}))
    return bool(answer["type"] == "court.hearing.scheduled.v1")


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_unavailability_declared_again_for_somebody_else_frees_whom_it_was_for(
    scheduling: Scheduling, court: ACourt, restarts: bool
) -> None:
    first, second = court.judges[:2]
    cases = [await a_case_of(court, scheduling, judge) for judge in (first, second)]
    declared = {"court_id": court.court_id, "unavailability_id": new_id(), **AWAY}
    for whom in ({"person_id": first}, {"person_id": second}):
        await scheduling.take(record("court.unavailability.declared", declared | whom))
    if restarts:
        scheduling.sets = WorkingSets()
    assert [await is_placed(scheduling, court, case) for case in cases] == [True, False]
    await scheduling.take(record("court.unavailability.declared", {**declared, "room_id": court.rooms[0]}))
    if restarts:
        scheduling.sets = WorkingSets()
    assert [await is_placed(scheduling, court, case) for case in cases] == [True, True]


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_absence_approved_again_for_somebody_else_frees_whom_it_was_for(
    scheduling: Scheduling, court: ACourt, restarts: bool
) -> None:
    judges = court.judges[:2]
    cases = [await a_case_of(court, scheduling, judge) for judge in judges]
    approved = {"court_id": court.court_id, "absence_id": new_id(), "kind": "leave", **AWAY}
    for judge in judges:
        await scheduling.take(record("court.absence.approved", {**approved, "person_id": judge}))
    if restarts:
        scheduling.sets = WorkingSets()
    assert [await is_placed(scheduling, court, case) for case in cases] == [True, False]


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_interest_declared_again_for_another_judge_is_the_other_judges(
    scheduling: Scheduling, restarts: bool
) -> None:
    court = await ACourt(judges=[new_id(), new_id()]).open(scheduling)
    parties = [{"party_id": new_id(), "role": "claimant", "name": "ТОО «Алтын Дан»"}]
    declared = {"court_id": court.court_id, "interest_id": new_id(), "against": "ТОО «Алтын Дан»"}
    for judge in court.judges:
        await scheduling.take(record("court.interest.declared", {**declared, "person_id": judge}))
    if restarts:
        scheduling.sets = WorkingSets()
    drawn = await scheduling.take(*(registered(court.case(parties=parties)) for _ in range(5)))
    assert {one["person_id"] for one in drawn} == {court.judges[0]}


async def test_who_is_meant_no_more_is_free_in_every_court(scheduling: Scheduling) -> None:
    here, there = [await ACourt(judges=[new_id()]).open(scheduling) for _ in range(2)]
    advocates = [new_id(), new_id()]
    cases = []
    for advocate in advocates:
        party = {"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}
        cases.append(there.case(parties=[party]))
        await scheduling.take(registered(cases[-1]))
    party = {"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocates[0]}
    await scheduling.take(registered(here.case(parties=[party])))
    declared = {"court_id": here.court_id, "unavailability_id": new_id(), **AWAY}
    await scheduling.take(record("court.unavailability.declared", {**declared, "person_id": advocates[0]}))
    assert [await is_placed(scheduling, there, case) for case in cases] == [False, True]
    await scheduling.take(record("court.unavailability.declared", {**declared, "person_id": advocates[1]}))
    assert [await is_placed(scheduling, there, case) for case in cases] == [True, False]
    await scheduling.take(record("court.unavailability.declared", {**declared, "room_id": here.rooms[0]}))
    assert [await is_placed(scheduling, there, case) for case in cases] == [True, True]
    scheduling.sets = WorkingSets()
    assert [await is_placed(scheduling, there, case) for case in cases] == [True, True]


async def test_no_court_withdraws_or_changes_what_another_has_declared(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    other = await ACourt().open(scheduling)
    judge = court.judges[0]
    case = await a_case_of(court, scheduling, judge)
    of = {"court_id": court.court_id, "unavailability_id": new_id()}
    await scheduling.take(record("court.unavailability.declared", {**of, **AWAY, "person_id": judge}))
    foreign = {**of, "court_id": other.court_id}
    later = {"starts_at": "2026-03-18T00:00:00+05:00", "ends_at": "2026-03-19T00:00:00+05:00"}
    await scheduling.take(record("court.unavailability.declared", {**foreign, **later, "room_id": other.rooms[0]}))
    await scheduling.take(record("court.unavailability.withdrawn", foreign))
    assert not await is_placed(scheduling, court, case)
    [reason] = json.loads(await pool.fetchval("SELECT reasons FROM dead_letters"))
    assert (reason["field"], reason["code"]) == ("unavailability_id", "field_wrong")
    assert await pool.fetchval("SELECT code FROM waiting") == "unknown_unavailability"


async def test_an_absence_of_somebody_else_in_another_court_is_not_overwritten(
    scheduling: Scheduling, court: ACourt
) -> None:
    other = await ACourt().open(scheduling)
    judge = court.judges[0]
    case = await a_case_of(court, scheduling, judge)
    absence = {"absence_id": new_id(), "kind": "leave", **AWAY}
    mine = {**absence, "court_id": court.court_id, "person_id": judge}
    foreign = {**absence, "court_id": other.court_id, "person_id": other.judges[0]}
    await scheduling.take(record("court.absence.approved", mine))
    for kind in ("court.absence.approved", "court.absence.cancelled"):
        await scheduling.take(record(kind, foreign))
        assert await scheduling.dead() == ["field_wrong"]
    assert not await is_placed(scheduling, court, case)


async def test_leave_of_somebody_in_post_in_two_courts_is_told_of_in_either(scheduling: Scheduling) -> None:
    here, there = ACourt(), ACourt()
    there.judges = here.judges
    for one in (here, there):
        await one.open(scheduling)
    case = await a_case_of(here, scheduling, here.judges[0])
    absence = {"absence_id": new_id(), "person_id": here.judges[0], "kind": "leave", **AWAY}
    for one in (here, there):
        await scheduling.take(record("court.absence.approved", {**absence, "court_id": one.court_id}))
    assert not await is_placed(scheduling, here, case)
    await scheduling.take(record("court.absence.cancelled", {**absence, "court_id": here.court_id}))
    assert await is_placed(scheduling, here, case)
    scheduling.sets = WorkingSets()
    assert await is_placed(scheduling, here, case)
    assert await scheduling.dead() == []


async def test_an_interest_of_a_judge_of_two_courts_holds_in_each(scheduling: Scheduling) -> None:
    here, there = ACourt(), ACourt()
    there.judges = here.judges = here.judges[:1]
    for one in (here, there):
        await one.open(scheduling)
    parties = [{"party_id": new_id(), "role": "claimant", "name": "A"}]
    interest = {"interest_id": new_id(), "person_id": here.judges[0], "against": "A"}
    for one in (here, there):
        await scheduling.take(record("court.interest.declared", {**interest, "court_id": one.court_id}))
    await scheduling.take(record("court.interest.ended", {**interest, "court_id": there.court_id}))
    scheduling.sets = WorkingSets()
    for one, expected in ((here, "court.case.unallocated.v1"), (there, "court.case.allocated.v1")):
        [told] = await scheduling.take(registered(one.case(parties=parties)))
        assert told["type"] == expected
