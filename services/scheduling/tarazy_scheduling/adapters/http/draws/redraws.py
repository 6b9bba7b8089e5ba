"""A case drawn again by hand: never without somebody of the court who answers for it and a reason."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Text
from tarazy_shared.lifecycle import Running

from tarazy_scheduling.adapters.http.draws.case_answers import ADraw, WaitingDraw
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_of
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import DrawByHand
from tarazy_scheduling.settings import Settings


class RedrawBody(BaseModel):
    """Why the case is drawn again, in words that everybody may read, and who answers for it."""

    reason: Text
    approver: UUID
    """person_id of somebody in post in the court who is not the judge."""
    allocation_version: Annotated[int, Field(ge=1)]
    """`version` of the draw that is to be replaced."""
    person_id: UUID | None = None
    """Whose seat is drawn again; left out: that of the judge who presides."""


def redraws_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Needs the service's token."""
    router = APIRouter(tags=["draws"], dependencies=[Depends(require_token(settings.token))])
    pool, work, clock = running.pool, running.work, running.clock

    @router.post(
        "/cases/{case_id}/draws",
        status_code=201,
        response_model=ADraw | WaitingDraw,
        response_model_exclude_unset=True,
        responses={200: {"model": ADraw}, 202: {"model": WaitingDraw}},
        summary="Draw another judge for a case, by hand",
    )
    async def draw_again(case_id: UUID, body: RedrawBody, response: Response) -> dict[str, Any]:
        """The same request again draws nothing: it is answered 200 with the draw that it made.

        Where draws wait for a beacon, 202 with the round that this one waits for.
        """
        async with pool.acquire() as connection:
            before = await draws_of(connection, case_id, clock())
        made = _made_by(before, body)
        if made:
            response.status_code = 202 if made == before["waiting"] else 200
            return made
        order = DrawByHand(case_id, body.allocation_version, body.reason, body.approver, body.person_id)
        await carried_out(work, sets, before["court_id"], order)
        async with pool.acquire() as connection:
            after = await draws_of(connection, case_id, clock())
        if after["waiting"]:
            response.status_code = 202
        return dict(after["waiting"] or after["draws"][-1])

    return router


def _made_by(found: dict[str, Any], body: RedrawBody) -> dict[str, Any] | None:
    """The draw that this very request has made before, or that waits for it."""
    waiting = [found["waiting"]] if found["waiting"] else []
    for draw in [*found["draws"], *waiting]:
        takings = draw["seats_taken"] if body.person_id else filter(None, [draw["taken"]])
        asked = (body.allocation_version + 1, body.reason, body.approver)
        if any((draw["version"], one["reason"], one["approver"]) == asked for one in takings if _is_of(one, body)):
            return dict(draw)
    return None


def _is_of(taken: dict[str, Any], body: RedrawBody) -> bool:
    return body.person_id in (None, taken["person_id"])
