"""All courts of the section "Workload", and what is laid down for all of them: norms and judge-years."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.workload.page_forms import Typed, typed_norm, typed_period, typed_year
from tarazy_hr.adapters.http.workload.shown import Numbers, court_rows, norm_rows, year_rows
from tarazy_hr.adapters.http.workload.words import INSTANCES, LEVELS, categories_named, court_names
from tarazy_hr.adapters.workload import norm_store, year_store
from tarazy_hr.app.workload.country_norms import set_country_norm
from tarazy_hr.app.workload.judge_years import lay_down
from tarazy_hr.app.workload.reading import read_country
from tarazy_hr.domain.norm import COUNTRY, NormFact, SetNorm
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.judge_year import JudgeYearFact
from tarazy_hr.domain.workload.need import Basis, totals

HERE = "workload/country"
Laid = Sequence[NormFact] | Sequence[JudgeYearFact] | Refusal


def workload_country_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about all courts."""
    router = pages_router()
    pool = desk.work.pool

    @router.get("/courts/{court_id}/desk/workload/country", response_model=None)
    async def country_page(visit: Annotated[Visit, front.visits("workload.compare")]) -> Response:
        """All courts, or those of a level."""
        return await page(visit, Typed(visit.request.query_params, visit.words), Form(), Form())

    @router.post("/courts/{court_id}/desk/workload/country/norms", response_model=None)
    async def set_norm(visit: Annotated[Visit, front.sent("country_norm.change")]) -> Response:
        """Set a norm of the whole country; each court is told."""
        typed = Typed(visit.given, visit.words)
        norm = typed_norm(typed, COUNTRY)
        if norm is not None:

            async def act(uow: UnitOfWork, cause: Cause) -> Laid:
                facts = await set_country_norm(uow, SetNorm(norm), cause)
                return _noted(visit, facts, norm.category)

            outcome = await desk.within(visit.request, act)
            if not isinstance(outcome, Refusal):
                return visit.back_to(HERE, done="norm")
            typed.refuse({"valid_from": "valid_from"}.get(outcome.field, "category"), outcome)
        return await page(visit, Typed({}, visit.words), Form({**visit.given}, typed.wrong), Form(), status=422)

    @router.post("/courts/{court_id}/desk/workload/country/judge-years", response_model=None)
    async def set_year(visit: Annotated[Visit, front.sent("country_norm.change")]) -> Response:
        """Lay down what a judge's year is made of."""
        typed = Typed(visit.given, visit.words)
        year = typed_year(typed)
        if year is not None:

            async def act(uow: UnitOfWork, cause: Cause) -> Laid:
                return _noted(visit, await lay_down(uow, year, visit.today), f"judge_year.{year.level or 'all'}")

            outcome = await desk.within(visit.request, act)
            if not isinstance(outcome, Refusal):
                return visit.back_to(HERE, done="year")
            typed.refuse({"valid_from": "year_from"}.get(outcome.field, outcome.field), outcome)
        return await page(visit, Typed({}, visit.words), Form(), Form({**visit.given}, typed.wrong), status=422)

    async def page(visit: Visit, typed: Typed, norm_form: Form, year_form: Form, *, status: int = 200) -> HTMLResponse:
        period, level = typed_period(typed, visit.today), typed.text("level")
        basis: Basis = "in_post" if typed.text("basis") == "in_post" else "posts"
        known = await read_country(pool, period, level if level in LEVELS and level else None)
        async with pool.acquire() as connection:
            norms = [fact.norm for fact in await norm_store.country_norms(connection)]
            years = [fact.year for fact in await year_store.judge_years(connection, queries.STANDING)]
        found, names = known.country.figures(basis), court_names(known.courts, visit.reader)
        return visit.render(
            "workload_country.html",
            section="workload",
            status=422 if typed.wrong else status,
            period=period,
            form=Form(dict(typed.given), typed.wrong),
            rows=court_rows(sorted(found, key=lambda one: name_key(names[one.court_id])), names, visit.reader),
            total=totals(found, basis),
            numbers=Numbers(visit.reader),
            levels=LEVELS,
            basis=basis,
            norms=norm_rows(norms, visit.today, visit.words),
            years=year_rows(years, visit.words),
            norm_form=norm_form,
            year_form=year_form,
            categories=categories_named(visit.words),
            instances=[(code, visit.words.gettext(name)) for code, name in INSTANCES.items()],
            done=visit.request.query_params.get("done"),
            may_set=visit.may("country_norm.change"),
        )

    return router


def _noted(visit: Visit, facts: Laid, about: str) -> Laid:
    """What was laid down goes into the trail; what stood already is no deed."""
    if isinstance(facts, Refusal) or not facts:
        noted_nothing(visit.request)
    else:
        noted(visit.request, None, about, {"versions": [fact.version for fact in facts]})
    return facts
