"""Rooms come back and the calendar is planned anew: from the command line, approved, told to all, taken back."""

import asyncio
import subprocess
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.ids import new_id
from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_request

Data = dict[str, Any]
CASES = 8


async def tarazy_plan(state: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command: list[str | Path] = [TARAZY, "plan", *arguments, "--state", state]
    run = partial(subprocess.run, command, capture_output=True, text=True, timeout=120, check=False)
    return await asyncio.to_thread(run)


def moves_from(hearings: list[str], first: int, count: int, system: CourtSystem) -> list[Told]:
    """So many moves of these hearings by a plan, once all of them have been told."""
    told = [one for one in system.told if one.data.get("hearing_id") in hearings and one.data.get("reason") == "plan"]
    return told[first : first + count] if len(told) >= first + count else []


async def test_calendar_is_planned_anew_approved_and_taken_back(
    system: CourtSystem, court: Data, today: date, state: Path
) -> None:
    court_id = str(court["court"]["court_id"])
    away = [
        {
            "unavailability_id": new_id(),
            "court_id": court_id,
            "room_id": room["room_id"],
            "starts_at": f"{today + timedelta(days=1)}T00:00:00+05:00",
            "ends_at": f"{today + timedelta(days=45)}T00:00:00+05:00",
        }
        for room in court["rooms"]
    ]
    for one in away:
        await system.publish("unavailability.declared", one)
    cases = [a_case(court_id) for _ in range(CASES)]
    for case in cases:
        await system.publish("case.registered", case)
    requests = [a_request(case, today=today, minutes=240, days=90) for case in cases]
    asked = [await system.publish("hearing.requested", request) for request in requests]
    listed = [await system.answer_to(event, "hearing.scheduled") for event in asked]
    for one in away:
        gone = {name: one[name] for name in ("unavailability_id", "court_id")}
        await system.publish("unavailability.withdrawn", gone)
    clerk = next(person["person_id"] for person in court["people"] if person["role"] == "clerk")
    rounds = ("--court", court_id, "--iterations", "2000", "--core", "python", "--bound", "none")
    # The rooms' return has been taken in when the plan finds what to gain.
    for _ in range(20):
        made = await tarazy_plan(state, *rounds, "--approve-by", clerk)
        assert made.returncode == 0, made.stdout + made.stderr
        if "is approved" in made.stdout:
            break
        await asyncio.sleep(0.5)
    assert f"plan 1 of {court_id} is approved" in made.stdout
    hearings = [request["hearing_id"] for request in requests]
    shown = (await system.staff_http("scheduling", "GET", f"/courts/{court_id}/plans/1")).json()
    planned = {one["hearing_id"]: one for one in shown["preview"]["moves"]}
    assert planned
    told = await system.until("every move", partial(moves_from, hearings, 0, len(planned)))
    before = {one.data["hearing_id"]: one.data["sittings"] for one in listed}
    for one in told:
        assert one.type == "court.hearing.rescheduled.v1"
        assert one.data["previous"]["sittings"] == before[one.data["hearing_id"]]
        assert one.data["sittings"][0]["starts_at"] < before[one.data["hearing_id"]][0]["starts_at"]
    again = await system.staff_http(
        "scheduling", "POST", f"/courts/{court_id}/plans/1/approve", json={"approver": clerk}
    )
    assert again.status_code == 409
    undone = await system.staff_http("scheduling", "POST", f"/courts/{court_id}/plans/1/undo", json={"approver": clerk})
    assert undone.status_code == 200, undone.text
    back = await system.until("every move back", partial(moves_from, hearings, len(planned), len(planned)))
    for one in back:
        assert one.data["sittings"][0]["starts_at"] == before[one.data["hearing_id"]][0]["starts_at"]


async def test_court_that_nobody_knows_is_not_planned(system: CourtSystem, state: Path) -> None:
    result = await tarazy_plan(state, "--court", "nowhere", "--iterations", "10", "--core", "python")
    assert result.returncode == 1
    assert "This court is not known" in result.stderr
