"""The list: what somebody has to do with in a court, and the form by which the secretary opens one."""

from datetime import date
from fractions import Fraction
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.plot import plot_of
from tarazy_hr.adapters.http.evaluation.evaluations import listed
from tarazy_hr.adapters.http.evaluation.pages.carrying import (
    SECTION,
    carry,
    id_of,
    in_words,
    not_taken,
    show,
)
from tarazy_hr.adapters.http.evaluation.pages.panels import judges_of, panel_of
from tarazy_hr.adapters.http.evaluation.pages.words import CYCLES, PHASES
from tarazy_hr.adapters.http.front.fields import Fields
from tarazy_hr.adapters.http.front.naming import local, source
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.app.evaluation.cycling import coming_in
from tarazy_hr.domain.evaluation.commands import Open
from tarazy_hr.domain.evaluation.rules import WHOLE, CycleKind
from tarazy_hr.domain.refusal import Refusal

AHEAD = 120
"""Months: how far ahead a judge is told of the next evaluation."""
BEGINS_WITH = ("judge", "kind", "from_on", "last_on")


def listing_pages(desk: Desk, front: Front) -> APIRouter:
    """Evaluations of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/evaluation", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def list_page(visit: Annotated[Visit, front.visits("evaluation.read")]) -> Response:
        """One's own, those one scores, those of the office."""
        async with desk.work.pool.acquire() as connection:
            found = await listed(connection, visit.request, visit.court.court_id, visit.today)
            names = await names_of(connection, [one.judge for one in found])
            reader = asker(visit.request).person_id
            ahead = await coming_in(connection, visit.court, desk.work.clock(), AHEAD) if reader else []
        own = [one for one in found if one.judge == reader]
        results = [
            (one.last_on, one.total / WHOLE) for one in own[::-1] if one.total is not None and one.phase == "final"
        ]
        return show(
            visit,
            "evaluation.html",
            own=own,
            next=next((one for one in ahead if one.judge == reader and one.state != "earlier"), None),
            plot=plot_of(results),
            results=results,
            percent=lambda of: visit.reader.percent(Fraction(of)),
            others=[one for one in found if one.judge != reader],
            names=names,
            phases=PHASES,
            cycles=CYCLES,
        )

    @router.get("/open", response_model=None)
    async def open_page(visit: Annotated[Visit, front.visits("evaluation.conduct")]) -> Response:
        """The form; links say what it begins with."""
        asked = visit.request.query_params
        return await form_page(desk, visit, Form({name: asked[name] for name in BEGINS_WITH if name in asked}))

    @router.post("/open", response_model=None)
    async def open_evaluation(visit: Annotated[Visit, front.sent("evaluation.conduct")]) -> Response:
        """Open an evaluation as the form says."""
        evaluation_id = uuid7(desk.work.clock())
        panel = await panel_of(desk, visit)
        command = panel if isinstance(panel, Form) else opening(visit, evaluation_id, panel)
        if isinstance(command, Form):
            return await form_page(desk, visit, command, status=422)
        if command.judge == asker(visit.request).person_id:
            return show(visit, "kit/refused.html", status=403, permission="evaluation.conduct")
        outcome = await carry(desk, visit, evaluation_id, command)
        if isinstance(outcome, Refusal):
            async with desk.work.pool.acquire() as connection:
                judges = await judges_of(connection, visit)
            form = not_taken(visit, in_words(visit, None, outcome, judges))
            return await form_page(desk, visit, form, status=409)
        return visit.back_to(f"{SECTION}/{evaluation_id}", done=1)

    return router


def opening(visit: Visit, evaluation_id: UUID, panel: tuple[UUID, ...]) -> Open | Form:
    """The command of a form, or the form with what is wrong with it."""
    fields = Fields(visit)
    from_on: date | None = fields.take("from_on", "day", required=True)
    last_on: date | None = fields.take("last_on", "day", required=True)
    kind: CycleKind = next((one for one in CYCLES if one == visit.given.get("kind")), "periodic")
    if fields.wrong or from_on is None or last_on is None:
        return fields.form()
    judge = id_of(visit.given.get("judge", ""))
    to_on = date.fromordinal(last_on.toordinal() + 1)
    return Open(evaluation_id, visit.court.court_id, judge, kind, from_on, to_on, panel)


async def form_page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    """The form, with the judges of the court and the rules that stand."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        rules = await EVALUATION.standing(connection, court_id, visit.today)
        judges = await judges_of(connection, visit)
    return show(
        visit,
        "evaluation_open.html",
        status=status,
        form=form,
        judges=judges,
        cycles=[(code, visit.words.gettext(words)) for code, words in CYCLES.items()],
        rules=rules,
        source=source(visit, rules.source) if rules else "",
        criteria=[(local(visit, one.name), one) for one in rules.criteria] if rules else [],
    )
