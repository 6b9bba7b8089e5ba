"""A court's board, served: the pages, the court's hearings, and how somebody signs in."""

import re
from typing import Any

import httpx
from fastapi import FastAPI
from tarazy_scheduling.adapters.http.by_hand.pages import board_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.problems import handle_problems

from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

MONDAY = "2026-03-16"
TOKEN = "a-token-for-writing"


def board_app(running: Running, sets: WorkingSets, settings: Settings) -> FastAPI:
    """The board alone, with its style sheet."""
    app = FastAPI()
    handle_problems(app)
    mount_static(app)
    app.include_router(board_router(running, sets, settings))
    return app


async def a_week(court: ACourt, scheduling: Scheduling) -> list[dict[str, Any]]:
    """Hearings of every kind in the week of MONDAY, and one without a place; what was told of them."""
    kinds: list[dict[str, Any]] = [
        {"hearing_type": "main", "estimated_minutes": 90},
        {"hearing_type": "first", "estimated_minutes": 35},
        {"hearing_type": "custody_review", "estimated_minutes": 15, "priority": "custody"},
        {"hearing_type": "judgment", "estimated_minutes": 50},
        {"hearing_type": "main", "estimated_minutes": 300},
        {"hearing_type": "conciliation", "estimated_minutes": 40},
        {"hearing_type": "preparatory", "estimated_minutes": 20},
    ]
    told = []
    for number, kind in enumerate(kinds * 2):
        case = court.case(confidential=number == 3, number=f"7514-26-00-2/{1200 + number}")
        request = court.request(case, earliest_on="2026-03-16", latest_on="2026-03-27", min_notice_days=0, **kind)
        told.append((await scheduling.take(registered(case), requested(request)))[-1])
    case = court.case(number="7514-26-00-2/1300")
    lacking = court.request(case, room_features=["dock"], earliest_on="2026-03-16", latest_on="2026-03-20")
    told.append((await scheduling.take(registered(case), requested(lacking)))[-1])
    away = {"starts_at": "2026-03-20T00:00:00+05:00", "ends_at": "2026-03-21T00:00:00+05:00"}
    of = {"court_id": court.court_id, "person_id": court.judges[0], "absence_id": case["case_id"], "kind": "leave"}
    await scheduling.take(record("court.absence.approved", {**of, **away}))
    return told


def hidden(page: httpx.Response, name: str) -> str:
    """What a hidden field of the page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return found[1]


async def sign_in(http: httpx.AsyncClient, court: ACourt, person: str | None = None) -> httpx.Response:
    """With the token, as a clerk."""
    address = f"/courts/{court.court_id}/board/sign-in"
    asked = await http.post(address, data={"token": TOKEN})
    assert asked.status_code == 200, asked.text
    answer = await http.post(address, data={"ticket": hidden(asked, "ticket"), "person": person or court.clerks[0]})
    assert answer.status_code == 303, answer.text
    return answer
