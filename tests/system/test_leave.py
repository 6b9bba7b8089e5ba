"""Across the services: a leave is previewed by what scheduling would do, granted, and cut short."""

from datetime import date, timedelta

from tests.system.court_system import CourtSystem
from tests.system.courts import a_case, a_request
from tests.system.test_main_flow import court_id, starts
from tests.system.test_repair import Data, on, open_day, told_of


async def test_a_leave_does_what_its_preview_says_and_gives_days_back(
    system: CourtSystem, court: Data, today: date
) -> None:
    day = await open_day(system, court, today)
    case = a_case(court_id(court))
    request = a_request(case, today=today, **on(day))
    await system.publish("case.registered", case)
    answer = await system.answer_to(await system.publish("hearing.requested", request), "hearing.scheduled")
    judge = answer.data["person_ids"]["judges"][0]
    url = f"/courts/{court_id(court)}/people/{judge}/leaves"
    leave = {"leave_type": "unpaid", "first_on": f"{day}", "last_on": f"{day + timedelta(days=6)}"}
    looked = await system.staff_http("hr", "POST", f"{url}/preview", json=leave)
    assert looked.status_code == 200, looked.text
    foreseen = looked.json()
    assert foreseen["impact"]["source"] == "scheduling"
    assert (foreseen["refused"], foreseen["impact"]["hit"], foreseen["leave"]["days"]) == (None, 1, "7.0")
    (hit,) = foreseen["impact"]["hearings"]
    asked = await system.staff_http("hr", "POST", url, json=leave)
    assert asked.status_code == 201, asked.text
    absence_id = asked.json()["absence_id"]
    granted = await system.staff_http("hr", "POST", f"{url}/{absence_id}/approve")
    assert granted.status_code == 200, granted.text
    moved = await system.until("the hearing to be answered for", lambda s: told_of(s, request, "rescheduled"))
    assert hit["outcome"] == "substitute"
    assert (moved.data["substitute_for"], moved.data["person_ids"]["judges"]) == (judge, hit["judges"])
    assert starts(moved) == starts(answer)

    cut = await system.staff_http("hr", "POST", f"{url}/{absence_id}/end", json={"last_on": f"{day}"})
    assert [fact["event"] for fact in cut.json()["facts"]] == ["court.absence.approved.v1"]
    # The day after is the judge's again: what waits for it is placed as soon as scheduling has heard.
    next_day = a_request(case, today=today, **on(day + timedelta(days=1)))
    await system.publish("hearing.requested", next_day)
    placed = await system.until("the freed day to be used", lambda s: told_of(s, next_day, "scheduled"))
    assert placed.data["person_ids"]["judges"] == [judge]
    shown = (await system.staff_http("hr", "GET", f"/courts/{court_id(court)}/leaves")).json()
    assert [(one["status"], one["last_on"]) for one in shown] == [("approved", f"{day}")]
