"""A judge leaves: others get the cases by draws that are told, and everybody hears that another judge sits."""

from datetime import date
from functools import partial
from typing import Any

from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_request

Data = dict[str, Any]
CASES = 12


def those(kind: str, case_id: str, system: CourtSystem) -> list[Told]:
    """What was told of a kind about a case."""
    return [one for one in system.about(case_id=case_id) if one.type == f"court.{kind}.v1"]


async def test_a_leaving_judges_cases_go_to_others_after_a_preview_and_an_approval(
    system: CourtSystem, court: Data, today: date
) -> None:
    court_id = str(court["court"]["court_id"])
    cases = [a_case(court_id) for _ in range(CASES)]
    registered = [await system.publish("case.registered", case) for case in cases]
    requested = [await system.publish("hearing.requested", a_request(case, today=today)) for case in cases]
    drawn = [await system.answer_to(event, "case.allocated") for event in registered]
    listed = [await system.answer_to(event, "hearing.scheduled") for event in requested]
    judge_of = {told.data["case_id"]: told.data["person_id"] for told in drawn}
    hearings = {told.data["case_id"]: told for told in listed}
    leaving = judge_of[cases[0]["case_id"]]
    theirs = {case_id for case_id, judge_id in judge_of.items() if judge_id == leaving}
    clerk = next(person["person_id"] for person in court["people"] if person["role"] == "clerk")
    address = f"/courts/{court_id}/reallocations"
    body = {"person_id": leaving, "reason": "Moves to another court", "cases": "all"}
    shown = await system.staff_http("scheduling", "POST", address, json=body)
    assert shown.status_code == 201, shown.text
    preview = shown.json()["preview"]
    assert {one["case_id"] for one in preview["moving"]} == theirs
    assert leaving not in {one["person_id"] for one in preview["shares"]}
    approved = await system.staff_http(
        "scheduling",
        "POST",
        f"{address}/{shown.json()['reallocation_id']}/approve",
        json={"version": 1, "approver": clerk},
    )
    assert approved.status_code == 200, approved.text
    for case_id in theirs:
        told = await system.until("a case drawn again", partial(those, "case.reallocated", case_id))
        assert [one.data["reason"] for one in told] == ["by_hand"]
        assert told[0].data["person_id"] != leaving
        moved = await system.until("a hearing before another judge", partial(those, "hearing.rescheduled", case_id))
        assert moved[0].data["person_ids"]["judges"] == [told[0].data["person_id"]]
        before = hearings[case_id].data["sittings"]
        assert moved[0].data["previous"]["sittings"] == before
    draws = await system.http.get(
        f"{system.endpoints['services']['scheduling']['url']}/cases/{cases[0]['case_id']}/draws"
    )
    taken = draws.json()["draws"][-1]["taken"]
    assert (taken["person_id"], taken["reason"], taken["approver"]) == (leaving, "Moves to another court", clerk)
