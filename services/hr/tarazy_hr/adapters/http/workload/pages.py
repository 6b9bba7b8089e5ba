"""The section "Workload" of a court's desk: the court judge by judge, all courts, and what would be if."""

import re
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.workload.figures import itself_changes, own_part, sees_all
from tarazy_hr.adapters.http.workload.page_forms import Typed, typed_changes, typed_norm, typed_period
from tarazy_hr.adapters.http.workload.shown import (
    Numbers,
    court_lines,
    judge_rows,
    kind_rows,
    norm_rows,
    step_rows,
)
from tarazy_hr.adapters.http.workload.words import INSTANCES, categories_named, court_names
from tarazy_hr.app.workload.reading import Known, read_country, read_court
from tarazy_hr.domain.norm import SetNorm
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.load import Load
from tarazy_hr.domain.workload.need import Figures
from tarazy_hr.domain.workload.what_if import Change, imagine

SECTION = "workload"


def workload_pages_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about workload."""
    router = pages_router()
    pool = desk.work.pool

    @router.get("/courts/{court_id}/desk/workload", response_model=None)
    async def court_page(visit: Annotated[Visit, front.visits("workload.read")]) -> Response:
        """The court over a period; a judge sees the own part."""
        return await page(visit, Typed(visit.request.query_params, visit.words), Form())

    @router.post("/courts/{court_id}/desk/workload/norms", response_model=None)
    async def set_norm(visit: Annotated[Visit, front.sent("norm.change")]) -> Response:
        """Set a norm of the court."""
        typed, court_id = Typed(visit.given, visit.words), visit.court.court_id
        norm = typed_norm(typed, court_id)
        if norm is not None:
            outcome = await desk.order(visit.request, court_id, SetNorm(norm))
            if not isinstance(outcome, Refusal):
                return visit.back_to(SECTION, done="norm")
            typed.refuse(outcome.field, outcome)
        form = Form({**visit.given}, typed.wrong)
        return await page(visit, Typed({}, visit.words), form, status=422)

    @router.get("/courts/{court_id}/desk/workload/what-if", response_model=None)
    async def what_if_page(visit: Annotated[Visit, front.visits("workload.imagine")]) -> Response:
        """The court's figures before and after something that is imagined. Nothing is stored."""
        typed, court_id = Typed(visit.request.query_params, visit.words), visit.court.court_id
        period = typed_period(typed, visit.today)
        changes = typed_changes(typed, court_id)
        known = await read_country(pool, period)
        before = known.country.figures()
        after = None if typed.wrong or not changes else _imagined(known, changes, typed)
        pairs = list(zip(before, after, strict=True)) if after else []
        names = court_names(known.courts, visit.reader)
        others = [pair for pair in pairs if itself_changes(*pair) and pair[0].court_id != court_id]
        return visit.render(
            "workload_what_if.html",
            section=SECTION,
            status=422 if typed.wrong else 200,
            period=period,
            form=Form(dict(visit.request.query_params), typed.wrong),
            lines=next((court_lines(*pair, visit.words) for pair in pairs if pair[0].court_id == court_id), None),
            others=[(names[one.court_id], court_lines(one, other, visit.words)) for one, other in others]
            if visit.may("workload.compare")
            else [],
            categories=categories_named(visit.words),
            courts_named=[
                (one, name)
                for one, name in sorted(names.items(), key=lambda item: name_key(item[1]))
                if one != court_id
            ],
        )

    async def page(visit: Visit, typed: Typed, form: Form, *, status: int = 200) -> HTMLResponse:
        period = typed_period(typed, visit.today)
        known = await read_court(pool, visit.court, period)
        everything = sees_all(visit.who, visit.court.court_id)
        own = own_part(known, visit.who)
        judges = known.judges if everything else [own] if own else []
        load = known.load if everything else own.load if own else Load()
        minutes = known.minutes_a_judge
        return visit.render(
            "workload.html",
            section=SECTION,
            status=422 if typed.wrong else status,
            period=period,
            asked=Form(dict(typed.given), typed.wrong),
            form=form,
            known=known,
            load=load,
            everything=everything,
            judges=judge_rows(judges, minutes, visit.words, visit.words.gettext("Nobody has them")),
            kinds=kind_rows(load, known.weights, visit.court.court_id, period.last_on, visit.words),
            norms=norm_rows(known.weights.norms, visit.today, visit.words),
            steps=step_rows(known, visit.words),
            needed=known.load.minutes / minutes if minutes else None,
            numbers=Numbers(visit.reader),
            categories=categories_named(visit.words),
            instances=[(code, visit.words.gettext(name)) for code, name in INSTANCES.items()],
            done=visit.request.query_params.get("done"),
            may_imagine=visit.may("workload.imagine"),
            may_compare=visit.may("workload.compare"),
            may_set=visit.may("norm.change"),
        )

    return router


def _imagined(known: Known, changes: list[tuple[str, Change]], typed: Typed) -> tuple[Figures, ...] | None:
    after = imagine(known.country, [change for _, change in changes])
    if not isinstance(after, Refusal):
        return after
    number = re.search(r"\d+", after.field)
    typed.refuse(changes[int(number.group())][0] if number else "judges", after)
    return None
