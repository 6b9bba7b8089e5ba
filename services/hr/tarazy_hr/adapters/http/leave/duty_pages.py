"""The page of a court's duty plan: a quarter by weeks, and the forms to swap, hand over and call off."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.duties import note_changes
from tarazy_hr.adapters.http.leave.page_forms import LeaveForm
from tarazy_hr.adapters.http.leave.shown import names_in
from tarazy_hr.adapters.http.leave.wall import quarter_typed
from tarazy_hr.adapters.leave.duty_store import duties_between
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.leave.duty_changing import Changed, call_duty_off, hand_duty_over, swap_duties
from tarazy_hr.domain.leave.rotation import Duty, Member
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
            if (week := _week(visit, typed, name)) is not None:
                pairs.append(week)
        if len(pairs) == 2:
            one, other = pairs

            async def swapped(uow: UnitOfWork, cause: Cause) -> Changed | Refusal:
                return await swap_duties(uow, visit.court.court_id, one, other, cause)

            done = await _changed(desk, visit, swapped)
            if done is None:
                return visit.back_to("leave/duty", done="swapped", quarter=visit.given.get("quarter"))
            wrong = "other" if done.field.startswith("other_") else "one"
            typed.wrong[wrong] = reason(done.code, done.particulars, visit.reader.language)
        return await _page(desk, visit, typed.form(), status=422)

    @router.post(HERE + "/change", response_model=None)
    async def change(visit: Annotated[Visit, front.sent("duty.plan")]) -> Response:
        """Hand a week over to somebody chosen from the list, or call it off."""
        typed, court_id = LeaveForm(visit.given, visit.words), visit.court.court_id
        week, taker = _week(visit, typed, "week"), typed.person("taker")
        if not visit.given.get("off") and taker is None:
            typed.wrong["taker"] = visit.words.gettext("Choose one of the list.")
        if week is not None and not typed.wrong:

            async def changed(uow: UnitOfWork, cause: Cause) -> Changed | Refusal:
                if taker is None or visit.given.get("off"):
                    return await call_duty_off(uow, court_id, week, cause)
                return await hand_duty_over(uow, court_id, week, Member(court_id, taker), cause)

            done = await _changed(desk, visit, changed)
            if done is None:
                said = "off" if visit.given.get("off") else "handed"
                return visit.back_to("leave/duty", done=said, quarter=visit.given.get("quarter"))
            wrong = "taker" if done.field.startswith("to_") else "week"
            typed.wrong[wrong] = reason(done.code, done.particulars, visit.reader.language)
        return await _page(desk, visit, typed.form(), status=422)

    return router


def _week(visit: Visit, typed: LeaveForm, name: str) -> tuple[UUID, date] | None:
    """A week that was chosen, as person and Monday; None and the reason beside the field where none was."""
    monday, _, person = (typed.text(name) or "").partition(" ")
    part = LeaveForm({"day": monday, "person": person}, visit.words)
    day, who = part.day("day"), part.person("person")
    if day is None or who is None:
        typed.wrong[name] = visit.words.gettext("Choose one of the list.")
        return None
    return who, day


async def _changed(
    desk: Desk, visit: Visit, change: Callable[[UnitOfWork, Cause], Awaitable[Changed | Refusal]]
) -> Refusal | None:
    """Carry a change out; None where it was. A refusal leaves nothing behind."""

    async def act(uow: UnitOfWork, cause: Cause) -> None:
        done = await change(uow, cause)
        if isinstance(done, Refusal):
            raise _RefusedError(done)
        note_changes(visit.request, done)

    try:
        await desk.within(visit.request, act)
    except _RefusedError as error:
        return error.refusal
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)
    return None


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def _page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    asked = visit.given.get("quarter") or visit.request.query_params.get("quarter", "")
    quarter = quarter_typed(asked, visit.today)
    async with desk.work.pool.acquire() as connection:
        duties = await duties_between(connection, queries.STANDING, quarter.first, quarter.last, [visit.court.court_id])
        names: dict[UUID, str] = {}
        for court_id in {visit.court.court_id, *(one.home_court_id for one in duties)}:
            names |= await names_in(connection, court_id)
        courts = {one.court.court_id: one.court.name for one in await queries.courts(connection, queries.STANDING)}
        here = await names_in(connection, visit.court.court_id)
    movable = [one for one in duties if one.monday > visit.today and not one.is_gap]
    changeable = [one for one in duties if one.last_on >= visit.today]
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
        choices=_choices(visit, movable, names),
        changeable=_choices(visit, changeable, names),
        takers=sorted(((str(who), name) for who, name in here.items()), key=lambda one: name_key(one[1])),
        may_swap=visit.may("duty.plan") and len(movable) > 1,
        may_change=visit.may("duty.plan") and bool(changeable),
        may_plan=visit.may("duty.plan"),
        done=visit.request.query_params.get("done", ""),
    )


def _choices(visit: Visit, duties: list[Duty], names: dict[UUID, str]) -> list[tuple[str, str]]:
    return [
        (f"{one.monday} {one.person_id}", f"{visit.reader.day(one.monday)}: {names.get(one.person_id, '')}")
        for one in duties
    ]
