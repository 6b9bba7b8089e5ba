"""Pages of the rules of evaluation: what stands in a court, what is laid down for later, what others change."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.evaluation import standing
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.pages.rules_form import UNITS
from tarazy_hr.adapters.http.evaluation.pages import rules_form as form
from tarazy_hr.adapters.http.evaluation.pages.carrying import SECTION, in_words, show
from tarazy_hr.adapters.http.evaluation.pages.words import INDICATORS
from tarazy_hr.adapters.http.front.naming import local, source, subject
from tarazy_hr.adapters.http.front.questions import About, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.proceedings.rules import EVALUATION, EVERYWHERE
from tarazy_hr.app.evaluation.cycling import coming_by
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.evaluation.evaluation import OVER
from tarazy_hr.domain.evaluation.rules import EvaluationRules, check
from tarazy_hr.domain.refusal import Refusal, conflict

READ, CHANGE, CHANGE_EVERYWHERE = "evaluation_rules.read", "evaluation_rules.change", "country_evaluation_rules.change"
AHEAD = 12
"""Months: how far ahead a preview counts evaluations that open."""


def rules_pages(desk: Desk, front: Front) -> APIRouter:
    """Rules of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/evaluation/rules", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def rules_page(visit: Annotated[Visit, front.visits(READ)], done: str = "") -> Response:
        """What stands today, and from when on what holds."""
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            stands = await EVALUATION.standing(connection, court_id, visit.today)
            rows = await EVALUATION.by_day(connection, court_id)
        return show(
            visit,
            "evaluation_rules.html",
            stands=stands,
            rows=rows,
            units=UNITS,
            bases=form.BASES,
            indicators=INDICATORS,
            local=lambda name: local(visit, name),
            source=lambda text: source(visit, text),
            subject=lambda code: subject(visit, code),
            today=visit.today,
            done=bool(done),
        )

    @router.get("/new", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return _form(visit, await _standing(desk, visit), Form())

    @router.post("/new", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        """Say what the rules of the form would change; lay them down once that has been seen."""
        stands = await _standing(desk, visit)
        typed = form.rules_typed(visit, stands, _about(visit, stands))
        if isinstance(typed, Form):
            return _form(visit, stands, typed, status=422)
        rules, said = typed
        valid_from = said["valid_from"]
        refusal = check(rules)
        if refusal is None and valid_from <= visit.today:
            refusal = conflict("valid_from", "procedure_backwards", valid_from=valid_from, today=visit.today)
        if refusal is not None:
            return _refused(visit, stands, refusal)
        if "lay_down" not in visit.given:
            return _form(visit, stands, Form(visit.given), preview=await _preview(desk, visit, stands, rules))
        court_id = visit.court.court_id if said["where"] == "here" else EVERYWHERE

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await EVALUATION.lay_down(uow.connection, court_id, valid_from, rules, visit.today, uow.now)
            if done is True:
                noted(visit.request, court_id or None, "rules", {"valid_from": valid_from.isoformat()})
            else:
                noted_nothing(visit.request)
            return done

        done = await desk.within(visit.request, act)
        return _refused(visit, stands, done) if isinstance(done, Refusal) else visit.back_to(f"{SECTION}/rules", done=1)

    return router


async def _standing(desk: Desk, visit: Visit) -> EvaluationRules:
    async with desk.work.pool.acquire() as connection:
        stands = await EVALUATION.standing(connection, visit.court.court_id, visit.today)
    return stands or EVALUATION.shipped.rules


async def _preview(desk: Desk, visit: Visit, stands: EvaluationRules, rules: EvaluationRules) -> dict[str, Any]:
    """What is otherwise, who would come due by old and new rules, and what goes on by its own."""
    now = desk.work.clock()
    async with desk.work.pool.acquire() as connection:
        listed = await standing.evaluations(connection, visit.court.court_id)
        before = await coming_by(connection, visit.court, now, AHEAD, stands)
        after = await coming_by(connection, visit.court, now, AHEAD, rules)
    return {
        "changes": list(form.changes(visit, stands, rules)),
        "running": sum(one.phase not in OVER for one in listed),
        "before": len(before),
        "after": len(after),
    }


def _may_everywhere(visit: Visit) -> bool:
    return RIGHTS.may(visit.who, CHANGE_EVERYWHERE, None)


def _about(visit: Visit, stands: EvaluationRules) -> About:
    return form.about_rules(visit, stands, may_everywhere=_may_everywhere(visit))


def _refused(visit: Visit, stands: EvaluationRules, refusal: Refusal) -> HTMLResponse:
    worded = in_words(visit, None, form.field_of(stands, refusal))
    return _form(visit, stands, refused_form(visit, form.questions(stands), worded), status=409)


def _form(
    visit: Visit, stands: EvaluationRules, typed: Form, *, status: int = 200, preview: dict[str, Any] | None = None
) -> HTMLResponse:
    return show(
        visit,
        "evaluation_rules_new.html",
        status=status,
        form=typed,
        parts_of=form,
        stands=stands,
        units=UNITS,
        local=lambda name: local(visit, name),
        about=_about(visit, stands),
        preview=preview,
    )
