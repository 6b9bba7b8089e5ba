"""Across the services: others give way for a hearing, a substitute sits in one, and everybody concerned reads it."""

from datetime import date, timedelta
from typing import Any

from tests.ids import new_id
from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_party, a_request
from tests.system.test_main_flow import calendar_of, court_id, line, mailbox, people, person_of, starts

Data = dict[str, Any]


def working_day(today: date, after: int) -> date:
    """A Wednesday, at least so many days ahead: no public holiday of Kazakhstan moves one in these months."""
    day = today + timedelta(days=after)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def on(day: date, days: int = 0) -> Data:
    return {"earliest_on": day.isoformat(), "latest_on": (day + timedelta(days=days)).isoformat()}


async def open_day(system: CourtSystem, court: Data, today: date) -> date:
    """A Wednesday on which the court sits, as it does on the day after."""
    url = system.endpoints["services"]["scheduling"]["url"]
    for weeks in range(3, 9):
        day = working_day(today, 7 * weeks)
        span = {"from": day.isoformat(), "to": (day + timedelta(days=1)).isoformat()}
        calendar = (await system.http.get(f"{url}/courts/{court_id(court)}/calendar", params=span)).json()
        if not calendar["closed"]:
            return day
    raise AssertionError("The court does not sit for weeks")


async def text_of(system: CourtSystem, box: str, count: int) -> str:
    mail = (await system.mail(box, count=count))[count - 1]
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    return str(part.get_content())


async def test_a_substitute_sits_for_a_judge_on_leave(system: CourtSystem, court: Data, today: date) -> None:
    day = await open_day(system, court, today)
    case = a_case(court_id(court))
    request = a_request(case, today=today, **on(day))
    await system.publish("case.registered", case)
    answer = await system.answer_to(await system.publish("hearing.requested", request), "hearing.scheduled")
    (start,) = starts(answer)
    judge = answer.data["person_ids"]["judges"][0]
    midnight = start.replace(hour=0, minute=0)
    absence = {
        "person_id": judge, "court_id": court_id(court), "kind": "leave",
        "starts_at": midnight.isoformat(), "ends_at": (midnight + timedelta(days=3)).isoformat(),
    }  # fmt: skip
    foreseen = await system.staff_http(
        "scheduling",
        "POST",
        f"/courts/{court_id(court)}/impacts",
        json={name: absence[name] for name in ("person_id", "kind", "starts_at", "ends_at")},
    )
    assert foreseen.status_code == 200, foreseen.text
    asked = await system.staff_http("hr", "POST", "/absences", json=absence)
    assert asked.status_code == 201, asked.text
    granted = await system.staff_http("hr", "POST", f"/absences/{asked.json()['absence_id']}/approve")
    assert granted.status_code == 200, granted.text
    moved = await system.until("a substitute to sit", lambda s: told_of(s, request, "rescheduled"))
    assert (moved.data["reason"], moved.data["substitute_for"]) == ("judge_absent", judge)
    assert starts(moved) == [start]
    (substitute,) = moved.data["person_ids"]["judges"]
    assert substitute in {person["person_id"] for person in people(court, "judge")} - {judge}
    (hit,) = foreseen.json()["hearings"]
    assert (hit["outcome"], hit["judges"]) == ("substitute", [substitute]), "the preview is what happened"

    invited = (await system.mail(mailbox(person_of(court, substitute))))[0]
    assert line(calendar_of(invited), "METHOD") == "METHOD:REQUEST"
    uninvited = (await system.mail(mailbox(person_of(court, judge)), count=2))[1]
    assert line(calendar_of(uninvited), "METHOD") == "METHOD:CANCEL"
    letter = await text_of(system, case["parties"][0]["contacts"][0]["address"], 2)
    assert "вместо судьи по делу, только в этом заседании" in " ".join(letter.split())


async def test_others_give_way_for_a_hearing_that_fits_nowhere(system: CourtSystem, court: Data, today: date) -> None:
    day, advocate = await open_day(system, court, today), new_id()
    cases = [a_case(court_id(court)), a_case(court_id(court))]
    for case in cases:
        case["parties"].append(a_party("representative", case["number"], person_id=advocate))
        await system.publish("case.registered", case)
    wide = a_request(cases[0], today=today, minutes=480, **on(day, 1))
    narrow = a_request(cases[1], today=today, **on(day))
    stood = await system.answer_to(await system.publish("hearing.requested", wide), "hearing.scheduled")
    assert {start.date() for start in starts(stood)} == {day}
    event = await system.publish("hearing.requested", narrow)
    moved = await system.answer_to(event, "hearing.rescheduled")
    placed = await system.answer_to(event, "hearing.scheduled")
    assert (moved.data["hearing_id"], moved.data["reason"]) == (wide["hearing_id"], "plan")
    assert {start.date() for start in starts(moved)} == {day + timedelta(days=1)}
    assert placed.data["hearing_id"] == narrow["hearing_id"]
    assert {start.date() for start in starts(placed)} == {day}
    order = [one.data["hearing_id"] for one in system.about(court_id=court_id(court)) if one.cause == moved.cause]
    assert order.index(wide["hearing_id"]) < order.index(narrow["hearing_id"]), "who gives way is told first"


def told_of(system: CourtSystem, request: Data, what: str) -> Told | None:
    kind = f"court.hearing.{what}.v1"
    return next((one for one in system.about(hearing_id=request["hearing_id"]) if one.type == kind), None)
