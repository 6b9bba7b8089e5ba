"""Pages of procedures: which stands in a court, those laid down before and for later, and the form for another."""

import re
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.questions import refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.pages import procedure_form as form
from tarazy_hr.adapters.http.selection.pages.carrying import SECTION, show
from tarazy_hr.adapters.selection import procedures
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.refusal import Refusal

EVERYWHERE = "country_procedure.change"


def procedure_pages(desk: Desk, front: Front) -> APIRouter:
    """Procedures of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/selection/procedures", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def procedures_page(visit: Annotated[Visit, front.visits("procedure.read")]) -> Response:
        """What stands today, and what is laid down for later."""
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            stands = await procedures.standing(connection, court_id, visit.today)
            own = await procedures.of_court(connection, court_id)
            common = [procedures.shipped(), *await procedures.of_court(connection, procedures.EVERYWHERE)]
        rows = [(one, is_own) for is_own, found in ((True, own), (False, common)) for one in found]
        return show(
            visit,
            "selection_procedures.html",
            stands=stands,
            rows=sorted(rows, key=lambda row: row[0].valid_from, reverse=True),
            scorers=form.SCORERS,
            days=form.DAYS,
            today=visit.today,
            done=visit.request.query_params.get("done"),
        )

    @router.get("/new", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits("procedure.change")]) -> Response:
        return await _page(desk, visit, Form())

    @router.post("/new", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent("procedure.change")]) -> Response:
        """Lay a procedure down for competitions to come."""
        typed = form.procedure_typed(visit, form.about_procedure(visit, None, may_everywhere=_may_everywhere(visit)))
        if isinstance(typed, Form):
            return await _page(desk, visit, typed, status=422)
        procedure, said = typed
        court_id = visit.court.court_id if said["where"] == "here" else procedures.EVERYWHERE

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await procedures.lay_down(
                uow.connection, court_id, said["valid_from"], procedure, visit.today, uow.now
            )
            if done is not True:
                noted_nothing(visit.request)
            return done

        done = await desk.within(visit.request, act)
        if isinstance(done, Refusal):
            return await _page(desk, visit, _refused(visit, done), status=409)
        return visit.back_to(f"{SECTION}/procedures", done=1)

    return router


def _may_everywhere(visit: Visit) -> bool:
    return RIGHTS.may(visit.who, EVERYWHERE, None)


def _refused(visit: Visit, refusal: Refusal) -> Form:
    """Beside the question of the stage that it is about: `stages[1].threshold` is that of the second one typed."""
    numbers = [number for number in range(1, form.STAGES + 1) if visit.given.get(f"s{number}_code", "").strip()]
    found = re.fullmatch(r"stages\[(\d+)\]\.(\w+)", refusal.field)
    if found and int(found[1]) < len(numbers):
        refusal = replace(refusal, field=f"s{numbers[int(found[1])]}_{found[2]}")
    elif refusal.field == "stages":
        refusal = replace(refusal, field="s1_code")
    return refused_form(visit, form.QUESTIONS, refusal, {"reasons": "code", "documents": "code"})


async def _page(desk: Desk, visit: Visit, typed: Form, *, status: int = 200) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        stands = await procedures.standing(connection, visit.court.court_id, visit.today)
    return show(
        visit,
        "selection_procedure.html",
        status=status,
        form=typed,
        parts_of=form,
        about=form.about_procedure(visit, stands, may_everywhere=_may_everywhere(visit)),
    )
