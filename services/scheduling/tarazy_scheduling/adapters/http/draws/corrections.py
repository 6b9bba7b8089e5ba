"""A judge's balance put right by hand: an entry of the ledger that stays, with who answers for it and why."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field
from pydantic_core import to_json
from tarazy_shared.access import require_token
from tarazy_shared.contracts.draws import DrawsCorrected
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.draws import draw_ledger
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import CorrectBalance
from tarazy_scheduling.domain.facts import CorrectionReason
from tarazy_scheduling.settings import Settings

MOST_MINUTES = 1_000_000


class CorrectionBody(BaseModel):
    """By how much, why and because of which draw; and who answers for it."""

    person_id: UUID
    minutes: Annotated[int, Field(ge=-MOST_MINUTES, le=MOST_MINUTES)]
    """By how much more the judge carries; below zero: less."""
    draw_number: Annotated[int, Field(ge=1)]
    reason: CorrectionReason
    corrected_by: UUID
    """person_id of somebody in post in the court who is not the judge."""


def draw_corrections_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Needs the service's token."""
    router = APIRouter(tags=["draws"], dependencies=[Depends(require_token(settings.token))])
    pool, work = running.pool, running.work

    @router.put(
        "/courts/{court_id}/draws/corrections/{order_id}",
        status_code=201,
        responses={200: {"model": DrawsCorrected}},
        summary="Put right what a judge carries",
    )
    async def correct(
        court_id: Annotated[CourtId, Path()], order_id: UUID, body: CorrectionBody, response: Response
    ) -> DrawsCorrected:
        """The same order again is answered 200 with its correction; a correction is changed by another one alone."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            made = await draw_ledger.correction_by(connection, order_id)
            is_draw = await draw_ledger.is_draw(connection, court_id, body.draw_number)
        if made:
            response.status_code = 200
            return _as_told(_the_same(made, court_id, body))
        if not is_draw:
            error = FieldError("draw_number", "unknown_draw", f"The ledger has no draw {body.draw_number}")
            raise Refusal(422, "This draw is not known", [error])
        order = CorrectBalance(order_id, body.person_id, body.minutes, body.draw_number, body.reason, body.corrected_by)
        await carried_out(work, sets, court_id, order)
        async with pool.acquire() as connection:
            made = await draw_ledger.correction_by(connection, order_id)
        return _as_told(made)

    return router


def _as_told(made: dict[str, Any] | None) -> DrawsCorrected:
    return DrawsCorrected.model_validate_json(to_json(made))


def _the_same(made: dict[str, Any], court_id: str, body: CorrectionBody) -> dict[str, Any]:
    asked = {"court_id": court_id, **body.model_dump(mode="json")}
    for field, value in asked.items():
        if made[field] != value:
            error = FieldError(field, "already_corrected", f"The order has corrected with {made[field]}, and stays so")
            raise Refusal(409, "This order was carried out otherwise", [error])
    return made
