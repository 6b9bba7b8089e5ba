"""Pages of the rules of discipline: what stands in a court with its sources, what is laid down for later, another."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.pages import rules_form as form
from tarazy_hr.adapters.http.discipline.pages.showing import PREFIX, SECTION, show
from tarazy_hr.adapters.http.front.questions import refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE, EVERYWHERE
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.discipline.rules import DisciplineRules
from tarazy_hr.domain.refusal import Refusal

READ, CHANGE, CHANGE_EVERYWHERE = "discipline_rules.read", "discipline_rules.change", "country_discipline_rules.change"


def rules_pages(desk: Desk, front: Front) -> APIRouter:
    """Rules of a court."""
    router = APIRouter(prefix=f"{PREFIX}/rules", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def rules_page(visit: Annotated[Visit, front.visits(READ)], done: str = "") -> Response:
        """What stands today, and from when on what holds."""
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            stands = await DISCIPLINE.standing(connection, court_id, visit.today)
            rows = await DISCIPLINE.by_day(connection, court_id)
        return show(
            visit,
            "discipline_rules.html",
            stands=stands,
            rows=rows,
            units=form.UNITS,
            until=form.PUBLISHED_UNTIL,
            expiring={one.expires_by for one in stands.measures} if stands else set(),
            today=visit.today,
            done=bool(done),
        )

    @router.get("/new", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return _form(visit, await _standing(desk, visit), Form())

    @router.post("/new", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        """Lay rules down for complaints to come."""
        stands = await _standing(desk, visit)
        typed = form.rules_typed(visit, stands, form.about_rules(visit, stands, may_everywhere=_may_everywhere(visit)))
        if isinstance(typed, Form):
            return _form(visit, stands, typed, status=422)
        rules, said = typed
        court_id = visit.court.court_id if said["where"] == "here" else EVERYWHERE

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await DISCIPLINE.lay_down(uow.connection, court_id, said["valid_from"], rules, visit.today, uow.now)
            if done is True:
                noted(visit.request, court_id or None, "rules", {"valid_from": said["valid_from"].isoformat()})
            else:
                noted_nothing(visit.request)
            return done

        done = await desk.within(visit.request, act)
        if isinstance(done, Refusal):
            refused = refused_form(visit, form.questions(stands), form.field_of(stands, done))
            return _form(visit, stands, refused, status=409)
        return visit.back_to(f"{SECTION}/rules", done=1)

    return router


async def _standing(desk: Desk, visit: Visit) -> DisciplineRules:
    async with desk.work.pool.acquire() as connection:
        stands = await DISCIPLINE.standing(connection, visit.court.court_id, visit.today)
    return stands or DISCIPLINE.shipped.rules


def _may_everywhere(visit: Visit) -> bool:
    return RIGHTS.may(visit.who, CHANGE_EVERYWHERE, None)


def _form(visit: Visit, stands: DisciplineRules, typed: Form, *, status: int = 200) -> HTMLResponse:
    return show(
        visit,
        "discipline_rules_new.html",
        status=status,
        form=typed,
        parts_of=form,
        stands=stands,
        names=form.names_of_clocks(visit, stands),
        about=form.about_rules(visit, stands, may_everywhere=_may_everywhere(visit)),
    )
