"""One entry of the ledger for programs: its line, and the same words as its page has."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from tarazy_shared.contracts.fields import Language
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.draws import single_draws
from tarazy_scheduling.adapters.draws.draw_export import line_of
from tarazy_scheduling.adapters.draws.single_draws import LARGEST, LedgerRow
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.draw_entries import said_of
from tarazy_scheduling.adapters.http.draws.public_ledger import JSON_LINES

Number = Annotated[int, Path(ge=1, le=LARGEST, description="Of the draw in its court")]


def explanations_router(running: Running, pages: Pages) -> APIRouter:
    """Open to anybody."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get(
        "/courts/{court_id}/draws/by-number/{number}",
        summary="One draw as a line of the ledger, for `tarazy verify-draws`",
        response_class=Response,
        responses={200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}},
    )
    async def record(court_id: str, number: Number) -> Response:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            row = _known(await single_draws.one(connection, court_id, number, today_in(court, clock)), number)
        name = {"content-disposition": f'attachment; filename="draw-{number}.jsonl"'}
        return Response(line_of(row.record), media_type=JSON_LINES, headers=name)

    @router.get("/courts/{court_id}/draws/by-number/{number}/explanation", summary="One draw in people's words")
    async def explanation(
        request: Request,
        court_id: str,
        number: Number,
        lang: Annotated[Language | None, Query(description="By default as the browser asks, else the court's")] = None,
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            row = _known(await single_draws.one(connection, court_id, number, today_in(court, clock)), number)
            reader = pages.reader(request, language=court.language, zone=court.zone)
            said = await said_of(connection, court, row, reader)
        return {"court_id": court_id, "number": number, "language": reader.language, **said}

    return router


def _known(row: LedgerRow | None, number: int) -> LedgerRow:
    if row is None:
        raise Refusal(404, "This draw is not known", [FieldError("number", "unknown_draw", f"There is no {number}")])
    return row
