"""Pages of what-ifs that were saved: kept under a name, computed again beside each other, deleted."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.workload.asked import WhatIfBody
from tarazy_hr.adapters.http.workload.page_forms import Typed, typed_changes, typed_period
from tarazy_hr.adapters.http.workload.saved import MOST_BESIDE, computed_again, forget_question, keep_question
from tarazy_hr.adapters.http.workload.shown import court_lines
from tarazy_hr.adapters.workload.what_if_store import SavedWhatIf, what_ifs_of
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.periods import Period
from tarazy_hr.domain.workload.what_if import AddJudges, Away, Change, MoveCategory, Reweigh
from tarazy_hr.texts import reason

SECTION = "workload"
HERE = "/courts/{court_id}/desk/workload/what-if"
LONGEST_NAME = 500


def saved_pages_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about saved what-ifs."""
    router = pages_router()

    @router.post(HERE + "/save", response_model=None)
    async def save(visit: Annotated[Visit, front.sent("workload.imagine")]) -> Response:
        """Save what stands in the form under a name."""
        typed, court_id = Typed(visit.given, visit.words), visit.court.court_id
        period, changes, name = typed_period(typed, visit.today), typed_changes(typed, court_id), typed.text("name")
        if not name or len(name) > LONGEST_NAME:
            typed.wrong["name"] = visit.words.gettext("This is needed.")
        if typed.wrong or not changes:
            return await _page(desk, visit, [], typed.wrong, status=422)
        body = _question(period, [change for _, change in changes])

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            return await keep_question(uow, visit.request, court_id, uuid7(uow.now), name, body)

        await desk.within(visit.request, act)
        return visit.back_to(f"{SECTION}/what-if/saved", done="saved")

    @router.get(HERE + "/saved", response_model=None)
    async def saved_page(
        visit: Annotated[Visit, front.visits("workload.imagine")], one: Annotated[list[UUID] | None, Query()] = None
    ) -> Response:
        """What is saved; those that were chosen computed again beside each other."""
        return await _page(desk, visit, (one or [])[:MOST_BESIDE], {})

    @router.post(HERE + "/delete", response_model=None)
    async def delete(visit: Annotated[Visit, front.sent("workload.imagine")]) -> Response:
        """Delete one of them."""
        try:
            what_if_id = UUID(visit.given.get("one", ""))
        except ValueError:
            return await _page(desk, visit, [], {}, status=422)

        async def act(uow: UnitOfWork, cause: Cause) -> bool:
            return await forget_question(uow, visit.request, visit.court.court_id, what_if_id)

        await desk.within(visit.request, act)
        return visit.back_to(f"{SECTION}/what-if/saved", done="deleted")

    return router


async def _page(
    desk: Desk, visit: Visit, chosen: Sequence[UUID], wrong: dict[str, str], *, status: int = 200
) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        saved = await what_ifs_of(connection, visit.court.court_id)
    known = {one.what_if_id: one for one in saved}
    beside = [await _computed(desk, visit, known[one]) for one in chosen if one in known]
    rows = [
        (lines[0][0], [(line[1], line[2], line[3]) for line in lines])
        for lines in zip(*(each["lines"] for each in beside if each["lines"]), strict=True)
    ]
    return visit.render(
        "workload_saved.html",
        section=SECTION,
        status=status,
        saved=saved,
        chosen=set(chosen),
        beside=[each["name"] for each in beside if each["lines"]],
        rows=rows,
        refused=[(each["name"], each["refused"]) for each in beside if not each["lines"]],
        wrong=wrong,
        done=visit.request.query_params.get("done", ""),
    )


async def _computed(desk: Desk, visit: Visit, one: SavedWhatIf) -> dict[str, Any]:
    before, after = await computed_again(desk, visit.request, one)
    if isinstance(after, Refusal):
        said = reason(after.code, after.particulars, visit.reader.language)
        return {"name": one.name, "lines": [], "refused": said}
    return {"name": one.name, "lines": court_lines(before, after, visit.words), "refused": None}


def _question(period: Period, changes: Sequence[Change]) -> WhatIfBody:
    return WhatIfBody.model_validate(
        {"from": period.from_on, "to": period.to_on, "changes": [_written(change) for change in changes]}
    )


def _written(change: Change) -> dict[str, Any]:
    match change:
        case AddJudges():
            return {"change": "judges", "court_id": change.court_id, "judges": str(float(change.judges))}
        case Away():
            return {"change": "away", "court_id": change.court_id, "judges": str(float(change.judges))}
        case Reweigh():
            return {
                "change": "weight",
                "category": change.category,
                "weight_minutes": change.minutes,
                "court_id": change.court_id,
            }
        case MoveCategory():
            return {
                "change": "move",
                "category": change.category,
                "from_court": change.from_court,
                "to_court": change.to_court,
            }
