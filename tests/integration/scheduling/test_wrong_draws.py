"""What cannot be drawn as it comes in: each a clear answer, with the record and the reason, and nothing half done."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from tarazy_scheduling.app.handlers import subscriptions
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.processing import Processor
from tarazy_shared.sweeping import sweep
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered


def recusal(court: ACourt, case: dict[str, Any], person_id: str) -> RawRecord:
    data = {"case_id": case["case_id"], "court_id": court.court_id, "person_id": person_id, "reason": "kin"}
    return record("court.recusal.granted", data)


async def given_up(scheduling: Scheduling, work: Work, clock: SteppingClock) -> None:
    """The time that an event may wait for something unknown has passed."""
    clock.step(timedelta(minutes=16))
    for subscription in subscriptions(scheduling.sets):
        processor = Processor("scheduling", subscription, work, timedelta(minutes=15))
        while await sweep(processor):
            pass


async def test_an_unknown_category_leaves_the_case_unallocated_and_names_the_code(
    scheduling: Scheduling, court: ACourt
) -> None:
    [told] = await scheduling.take(registered(court.case(category="civil.tea")))
    assert told["type"] == "court.case.unallocated.v1"
    assert [(one["code"], one["refers_to"]) for one in told["reasons"]] == [("unknown_category", "civil.tea")]


@pytest.mark.parametrize("what", ["court", "judge of another court"])
async def test_what_is_not_known_here_waits_and_is_parked_with_its_code(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock, pool: asyncpg.Pool, what: str
) -> None:
    case, other = court.case(), await ACourt().open(scheduling)
    await scheduling.take(registered(case))
    wrong, field, code = {
        "court": (registered({**case, "court_id": "nowhere", "case_id": new_id()}), "court_id", "unknown_court"),
        "judge of another court": (recusal(court, case, other.judges[0]), "person_id", "unknown_person"),
    }[what]
    assert await scheduling.take(wrong) == []
    await given_up(scheduling, work, clock)
    [row] = await pool.fetch("SELECT reasons->0->>'field' AS field, reasons->0->>'code' AS code FROM dead_letters")
    assert (row["field"], row["code"]) == (field, code)


async def test_a_recusal_of_a_judge_who_has_not_the_case_counts_for_later_draws_alone(
    scheduling: Scheduling, court: ACourt
) -> None:
    case = court.case()
    [drawn] = await scheduling.take(registered(case))
    other = next(judge for judge in court.judges if judge != drawn["person_id"])
    assert await scheduling.take(recusal(court, case, other)) == []
    [again] = await scheduling.take(recusal(court, case, drawn["person_id"]))
    excluded = {one["person_id"]: one["excluded"] for one in again["proof"]["candidates"] if "excluded" in one}
    assert excluded == {other: "recused", drawn["person_id"]: "recused"}


async def test_a_second_registration_draws_nobody_again(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    assert await scheduling.take(registered(case)) == [], "the same again is dropped"
    [parked] = await scheduling.take(registered({**case, "category": "civil.family"}))
    assert [(one["field"], one["code"]) for one in parked["reasons"]] == [("case_id", "already_registered")]
    assert await pool.fetchval("SELECT count(*) FROM draws WHERE court_id = $1", court.court_id) == 1


async def test_a_judge_whose_authorisation_has_ended_is_not_drawn(scheduling: Scheduling, court: ACourt) -> None:
    for number, judge in enumerate(court.judges):
        data = {"person_id": judge, "court_id": court.court_id, "specialism": "tax", "from_on": "2020-01-01"}
        ended = {"to_on": "2026-03-01"} if number else {}
        await scheduling.take(record("court.staff.authorised", data))
        if ended:
            await scheduling.take(record("court.staff.authorisation_ended", {**data, **ended}))
    [drawn] = await scheduling.take(registered(court.case(specialisms=["tax"])))
    assert drawn["person_id"] == court.judges[0]
    assert {one.get("excluded") for one in drawn["proof"]["candidates"]} == {None, "not_authorised"}
