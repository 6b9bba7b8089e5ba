"""A case filed again is found in the database, and said so."""

from typing import Any

import httpx
from fastapi import FastAPI
from prometheus_client import REGISTRY
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered


def again(case: dict[str, Any], **more: Any) -> dict[str, Any]:
    parties = [{**party, "party_id": new_id()} for party in case["parties"]]
    return {**case, "case_id": new_id(), "number": "2-9", "parties": parties, **more}


def closed(case: dict[str, Any], outcome: str) -> Any:
    data = {"case_id": case["case_id"], "court_id": case["court_id"], "closed_at": "2026-03-02T09:30:00Z"}
    return record("court.case.closed", {**data, "outcome": outcome})


async def test_a_case_filed_again_after_a_start_from_the_database_goes_to_the_first_judge(
    scheduling: Scheduling, court: ACourt, running: Running
) -> None:
    before = REGISTRY.get_sample_value("tarazy_cases_refiled_total", {"outcome": "first_judge"}) or 0
    case = court.case()
    [first] = await scheduling.take(registered(case))
    await scheduling.take(closed(case, "withdrawn"))
    for _ in range(3):
        scheduling.sets = WorkingSets()
        case = again(case)
        [told] = await scheduling.take(registered(case))
        assert told["person_id"] == first["person_id"]
        assert told["proof"]["rule"] == "tarazy-related-1"
        await scheduling.take(closed(case, "struck_out"))
    assert REGISTRY.get_sample_value("tarazy_cases_refiled_total", {"outcome": "first_judge"}) == before + 3
    app = FastAPI()
    app.include_router(draws_router(running))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        body = (await http.get(f"/cases/{case['case_id']}/draws")).json()
    assert body["repeats"] == told["related_case_id"] == body["draws"][0]["related_case_id"]


async def test_a_related_case_that_was_decided_is_read_when_it_is_named(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    [first] = await scheduling.take(registered(case))
    await scheduling.take(closed(case, "resolved"))
    scheduling.sets = WorkingSets()
    [told] = await scheduling.take(registered(again(case, related_case_ids=[case["case_id"], new_id()])))
    assert (told["person_id"], told["related_case_id"]) == (first["person_id"], case["case_id"])
