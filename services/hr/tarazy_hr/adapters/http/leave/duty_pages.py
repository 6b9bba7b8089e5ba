"""The page of a court's duty plan: a quarter by weeks, and the form to swap two of them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.duties import note_duties
from tarazy_hr.adapters.http.leave.page_forms import LeaveForm
from tarazy_hr.adapters.http.leave.shown import names_in
from tarazy_hr.adapters.http.leave.wall import quarter_typed
from tarazy_hr.adapters.leave.duty_store import duties_between
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.leave.rotating import swap_duties
from tarazy_hr.domain.leave.rotation import Duty
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

HERE = "/courts/{court_id}/desk/leave/duty"
WHY = {"not_in_post": message("not in post"), "away": message("away"), "on_duty": message("on duty elsewhere")}


def duty_pages_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about duty."""
    router = pages_router()

    @router.get(HERE, response_model=None)
    async def duty_page(visit: Annotated[Visit, front.visits("duty.read")]) -> Response:
        """Who is on duty in this quarter or another one."""
        return await _page(desk, visit, Form())

    @router.post(HERE, response_model=None)
    async def swap(visit: Annotated[Visit, front.sent("duty.plan")]) -> Response:
        """Swap two weeks that were chosen from the lists."""
        typed = LeaveForm(visit.given, visit.words)
        pairs = []
        for name in ("one", "other"):
            monday, _, person = (typed.text(name) or "").partition(" ")
            part = LeaveForm({"day": monday, "person": person}, visit.words)
            day, who = part.day("day"), part.person("person")
            if day is None or who is None:
                typed.wrong[name] = visit.words.gettext("Choose one of the list.")
            else:
                pairs.append((who, day))
        if len(pairs) == 2:
            done = await _swapped(desk, visit, pairs[0], pairs[1])
            if not isinstance(done, Refusal):
                return visit.back_to("leave/duty", done="swapped", quarter=visit.given.get("quarter"))
            wrong = "other" if done.field.startswith("other_") else "one"
            typed.wrong[wrong] = reason(done.code, done.particulars, visit.reader.language)
        return await _page(desk, visit, typed.form(), status=422)

    return router


async def _swapped(
    desk: Desk, visit: Visit, one: tuple[UUID, date], other: tuple[UUID, date]
) -> tuple[Duty, Duty] | Refusal:
    async def act(uow: UnitOfWork, cause: Cause) -> tuple[Duty, Duty] | Refusal:
        done = await swap_duties(uow, visit.court.court_id, one, other)
        if isinstance(done, Refusal):
            noted_nothing(visit.request)
        else:
            note_duties(visit.request, done)
        return done

    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def _page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    asked = visit.given.get("quarter") or visit.request.query_params.get("quarter", "")
    quarter = quarter_typed(asked, visit.today)
    async with desk.work.pool.acquire() as connection:
        duties = await duties_between(connection, queries.STANDING, quarter.first, quarter.last, [visit.court.court_id])
        names: dict[UUID, str] = {}
        for court_id in {visit.court.court_id, *(one.home_court_id for one in duties)}:
            names |= await names_in(connection, court_id)
        courts = {one.court.court_id: one.court.name for one in await queries.courts(connection, queries.STANDING)}
    movable = [one for one in duties if one.monday > visit.today and one.absence_id is None]
    return visit.render(
        "leave_duty.html",
        section="leave",
        status=status,
        form=form,
        quarter=quarter,
        duties=duties,
        names=names,
        court_names={court_id: getattr(name, visit.reader.language) for court_id, name in courts.items()},
        why=WHY,
        choices=[
            (f"{one.monday} {one.person_id}", f"{visit.reader.day(one.monday)}: {names.get(one.person_id, '')}")
            for one in movable
        ],
        may_swap=visit.may("duty.plan") and len(movable) > 1,
        done=visit.request.query_params.get("done", ""),
    )
