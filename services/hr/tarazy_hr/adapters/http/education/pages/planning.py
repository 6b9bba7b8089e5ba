"""The form with which a session is planned."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, carry, names, not_taken, programmes, show
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.education.commands import Plan
from tarazy_hr.domain.education.facts import Mode, Part
from tarazy_hr.domain.refusal import Refusal

LINE = re.compile(r"\s*(\d{4}-\d\d-\d\d)\s+(\d\d?:\d\d)\s*[-–—]\s*(\d\d?:\d\d)\s*")
MOST_PARTS = 100


def planning_pages(desk: Desk, front: Front) -> APIRouter:
    """Sessions of a court that are to be held."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training/plan", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def plan_page(visit: Annotated[Visit, front.visits("training.plan")]) -> Response:
        return await form_page(visit, Form())

    @router.post("", response_model=None)
    async def plan(visit: Annotated[Visit, front.sent("training.plan")]) -> Response:
        """Hold a session as the form says."""
        session_id = uuid7(desk.work.clock())
        command = planned(visit)
        if isinstance(command, Form):
            return await form_page(visit, command, status=422)
        made = Plan(session_id, visit.court.court_id, *command)
        outcome = await carry(desk, visit, session_id, made)
        if isinstance(outcome, Refusal):
            return await form_page(visit, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="planned")

    async def form_page(visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
        async with desk.work.pool.acquire() as connection:
            known = await programmes(connection, visit)
        options = sorted(names(visit, known).items(), key=lambda one: one[1])
        return show(visit, "training_plan.html", status=status, form=form, programmes=options)

    return router


def planned(visit: Visit) -> tuple[str, tuple[Part, ...], int, Mode, str, date] | Form:
    """What the command takes from a form, or the form with what is wrong with it."""
    given = {name: value.strip() for name, value in visit.given.items()}
    wrong: dict[str, str] = {}
    parts = times(given.get("parts", ""), visit.court.zone)
    if parts is None:
        wrong["parts"] = message("Give one part a line, such as 2027-03-02 09:00–13:00.")
    places = int(given["places"]) if re.fullmatch(r"\d{1,6}", given.get("places", "")) else None
    if places is None:
        wrong["places"] = message("Give a number.")
    if not given.get("venue") or len(given["venue"]) > 500:
        wrong["venue"] = message("Say where it is held.")
    try:
        until = date.fromisoformat(given.get("enrol_until", ""))
    except ValueError:
        until = visit.today
        wrong["enrol_until"] = message("Give the day as 2027-03-01.")
    if wrong or parts is None or places is None:
        return Form(visit.given, {name: visit.words.gettext(why) for name, why in wrong.items()})
    mode: Mode = "online" if given.get("mode") == "online" else "in_person"
    return given.get("programme", ""), parts, places, mode, given["venue"], until


def times(text: str, zone: str) -> tuple[Part, ...] | None:
    """Lines of days and times in the court's zone; None where one of them is none."""
    parts = []
    for line in text.strip().splitlines()[: MOST_PARTS + 1]:
        found = LINE.fullmatch(line)
        try:
            if found is None:
                return None
            day = date.fromisoformat(found[1])
            start, end = (
                datetime.combine(day, time.fromisoformat(one.zfill(5)), ZoneInfo(zone)) for one in (found[2], found[3])
            )
        except ValueError:
            return None
        parts.append(Part(start.astimezone(UTC), end.astimezone(UTC)))
    return tuple(parts) if 0 < len(parts) <= MOST_PARTS else None
