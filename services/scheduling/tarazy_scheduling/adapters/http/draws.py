"""How cases got their judges: open to anybody, with everything to repeat the draws. Ids only, no names."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import draw_reading
from tarazy_scheduling.adapters.http.courts import known_court, today_in

JSON_LINES = "application/x-ndjson"


def draws_router(running: Running) -> APIRouter:
    """The draws of one case, and the ledger of a court."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get("/cases/{case_id}/draws", summary="How the case got its judge, with everything to repeat the draws")
    async def draws(case_id: UUID) -> dict[str, Any]:
        async with pool.acquire() as connection:
            return await draws_of(connection, case_id, clock())

    @router.get(
        "/courts/{court_id}/draws",
        summary="A court's ledger of draws, one a line, for `tarazy verify-draws`",
        response_class=StreamingResponse,
        responses={200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}},
    )
    async def ledger(
        court_id: str, after: Annotated[int, Query(ge=0, description="Only draws of a higher number")] = 0
    ) -> StreamingResponse:
        """`{type, secret, data}` a line: the event as it was told, and the day's secret once the day is over."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        lines = draw_reading.export(pool, court_id, after, today_in(court, clock))
        return StreamingResponse(lines, media_type=JSON_LINES)

    return router


async def draws_of(connection: Connection, case_id: UUID, now: datetime) -> dict[str, Any]:
    """The draws of a case. Raises `Refusal` where it is not known."""
    found = await draw_reading.of_case(connection, case_id, now)
    if found is None:
        error = FieldError("case_id", "unknown_case", f"{case_id} is not known")
        raise Refusal(404, "This case is not known", [error])
    return found
