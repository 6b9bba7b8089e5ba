"""Across the services: a place in training takes a judge from hearings, and gives the time back."""

from datetime import date
from functools import partial

from tests.ids import new_id
from tests.system.court_system import CourtSystem
from tests.system.courts import a_case, a_request
from tests.system.test_main_flow import court_id, starts
from tests.system.test_repair import Data, on, open_day, told_of


async def test_a_place_takes_a_judge_from_hearings_and_a_session_called_off_gives_the_time_back(
    system: CourtSystem, court: Data, today: date
) -> None:
    day = await open_day(system, court, today)
    case = a_case(court_id(court))
    request = a_request(case, today=today, **on(day))
    await system.publish("case.registered", case)
    answer = await system.answer_to(await system.publish("hearing.requested", request), "hearing.scheduled")
    judge, hr = answer.data["person_ids"]["judges"][0], partial(system.staff_http, "hr")
    held = f"/courts/{court_id(court)}/training-sessions/{(session := new_id())}"
    part = {"starts_at": f"{day}T08:00:00+05:00", "ends_at": f"{day}T20:00:00+05:00"}
    body = {"programme": "communication", "parts": [part], "places": 1, "venue": "305", "enrol_until": f"{day}"}
    planned = await hr("PUT", held, json=body)
    assert planned.status_code == 200, planned.text
    place = f"/courts/{court_id(court)}/people/{judge}/training/{session}"
    given = await hr("PUT", place, json={"move_hearings": True})
    assert given.json()["facts"] == ["enrolled"], given.text
    moved = await system.until("the hearing to be answered for", lambda s: told_of(s, request, "rescheduled"))
    assert judge not in moved.data["person_ids"]["judges"] or starts(moved)[0].date() != day

    assert (await hr("POST", f"{held}/cancel", json={"reason": "trainer_ill"})).status_code == 200
    again = a_request(case, today=today, **on(day))
    await system.publish("hearing.requested", again)
    placed = await system.until("the time to be used again", lambda s: told_of(s, again, "scheduled"))
    assert placed.data["person_ids"]["judges"] == [judge]
    assert starts(placed)[0].date() == day
