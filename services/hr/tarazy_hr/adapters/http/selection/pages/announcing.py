"""The list of a court's competitions, and the form that announces one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import competitions_of, may_see
from tarazy_hr.adapters.http.selection.pages.carrying import (
    IDS_WANTED,
    SECTION,
    carry,
    not_taken,
    one_line,
    show,
    wrongly,
)
from tarazy_hr.adapters.http.selection.pages.words import URGENCIES, phase_name
from tarazy_hr.adapters.selection import procedures
from tarazy_hr.domain.establishment.staffing import staffing_on
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Announce
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.deadlines import urgency_of


@dataclass(frozen=True, slots=True)
class Row:
    """A competition in the list."""

    competition: Competition
    number: str | None
    """Of the post."""
    phase: str
    due_on: date | None
    urgency: tuple[str, str] | None
    """Words and tone."""


def announcing_pages(desk: Desk, front: Front) -> APIRouter:
    """Competitions of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/selection", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def list_page(visit: Annotated[Visit, front.visits("selection.read")]) -> Response:
        """Competitions, the most pressing deadline first."""
        async with desk.work.pool.acquire() as connection:
            found, today = await competitions_of(desk, connection, visit.request, visit.court.court_id)
            posts = await queries.posts(connection, queries.STANDING, visit.court.court_id)
        numbers = {fact.post.post_id: fact.post.number for fact in posts}
        rows = [_row(visit, one, numbers) for one in found if may_see(visit.request, one)]
        rows.sort(key=lambda row: (row.due_on is None, row.due_on or row.competition.announced.announced_on))
        pressing = sum(urgency_of(row.competition, today) in ("near", "overdue") for row in rows)
        return show(visit, "selection.html", rows=rows, pressing=pressing)

    @router.get("/announce", response_model=None)
    async def announce_page(visit: Annotated[Visit, front.visits("selection.conduct")]) -> Response:
        return await form_page(desk, visit, Form())

    @router.post("/announce", response_model=None)
    async def announce(visit: Annotated[Visit, front.sent("selection.conduct")]) -> Response:
        """Announce a vacancy as the form says."""
        competition_id = uuid7(desk.work.clock())
        command = announcement(visit, competition_id)
        if isinstance(command, Form):
            return await form_page(desk, visit, command, status=422)
        outcome = await carry(desk, visit, competition_id, command)
        if isinstance(outcome, Refusal):
            return await form_page(desk, visit, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/{competition_id}", done=1)

    return router


def _row(visit: Visit, competition: Competition, numbers: Mapping[UUID, str | None]) -> Row:
    urgency = urgency_of(competition, visit.today)
    return Row(
        competition,
        numbers.get(competition.announced.post_id),
        phase_name(visit, competition),
        competition.deadline_on(visit.today),
        URGENCIES[urgency] if urgency else None,
    )


def announcement(visit: Visit, competition_id: UUID) -> Announce | Form:
    """The command of a form, or the form with what is wrong with it."""
    given = visit.given
    try:
        post_id = UUID(given.get("post_id", ""))
    except ValueError:
        return wrongly(visit, post_id=message("Choose a post."))
    try:
        from_on = date.fromisoformat(given.get("from_on", "").strip())
    except ValueError:
        return wrongly(visit, from_on=message("Give the day as 2027-03-01."))
    try:
        share = Decimal(given.get("share", "1").strip().replace(",", "."))
    except InvalidOperation:
        share = Decimal(0)
    if not 0 < share <= 2:
        return wrongly(visit, share=message("Give the share of full time, such as 1 or 0.5."))
    others = given.get("others", "").split()
    try:
        named = [UUID(name.removeprefix("member-")) for name in given if name.startswith("member-")]
        panel = (*named, *(UUID(other) for other in others))
    except ValueError:
        return wrongly(visit, others=IDS_WANTED)
    role = one_line(given.get("role", "")) or "judge"
    return Announce(competition_id, visit.court.court_id, post_id, role, share, from_on, panel)


async def form_page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    """The form, with the posts of the staffing table, those that are vacant first."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        known = await establishment(connection, queries.STANDING, [court_id])
        procedure = await procedures.standing(connection, court_id, visit.today)
        people = await queries.people(connection, queries.STANDING, court_id, visit.today)
    listed = sorted(staffing_on(known.posts, visit.today), key=lambda one: (one.vacant <= 0, one.post.number or ""))
    members: list[Any] = [fact.appointment for fact in people if fact.appointment.role in ("judge", "chair")]
    return show(
        visit,
        "selection_announce.html",
        status=status,
        form=form,
        posts=listed,
        procedure=procedure,
        members=sorted(members, key=lambda one: str(one.name)),
    )
