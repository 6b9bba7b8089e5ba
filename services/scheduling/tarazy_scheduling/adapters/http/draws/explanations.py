"""One entry of the ledger for programs: its line, and the same words as its page has."""

from dataclasses import fields
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from tarazy_shared.contracts.fields import Language
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.draws import single_draws
from tarazy_scheduling.adapters.draws.draw_export import line_of
from tarazy_scheduling.adapters.draws.single_draws import LARGEST, LedgerRow
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.entries import said_of
from tarazy_scheduling.adapters.http.draws.public_ledger import JSON_LINES, saved_as
from tarazy_scheduling.adapters.http.draws.seat_words import SeatWords
from tarazy_scheduling.adapters.http.draws.steps import Step
from tarazy_scheduling.adapters.http.draws.words import ExcludedRow, Explanation

Number = Annotated[int, Path(ge=1, le=LARGEST, description="Of the draw in its court")]


class ExplainedEntry(BaseModel):
    """An entry of the ledger in the words of its page. Of a correction, in which nothing is drawn, there is no draw."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    court_id: str
    number: int
    language: Language
    type: str
    """As the line of the ledger has it."""
    draw_id: UUID | None = None
    case_id: UUID | None = None
    attempt: int | None = None
    title: str
    about: str
    outcome: tuple[str, ...]
    """The first sentence says it all."""
    tone: str
    """`ok`, `warn` where chance or the beacon had little part in it, `bad` for a wrong record; empty otherwise."""
    why: tuple[str, ...]
    """Why there was an entry."""
    seats: tuple[SeatWords, ...]
    """One for each judge who was drawn."""
    excluded: tuple[ExcludedRow, ...]
    steps: tuple[Step, ...]
    """What happened when, in the order of time."""


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
        return Response(line_of(row.record), media_type=JSON_LINES, headers=saved_as(f"draw-{number}.jsonl"))

    @router.get(
        "/courts/{court_id}/draws/by-number/{number}/explanation",
        response_model_exclude_unset=True,
        summary="One draw in people's words",
    )
    async def explanation(
        request: Request,
        response: Response,
        court_id: str,
        number: Number,
        lang: Annotated[Language | None, Query(description="By default as the browser asks, else the court's")] = None,
    ) -> ExplainedEntry:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            row = _known(await single_draws.one(connection, court_id, number, today_in(court, clock)), number)
            reader = pages.reader(request, language=court.language, zone=court.zone)
            said = await said_of(connection, court, row, reader)
        response.headers.update({"content-language": reader.language, "vary": "accept-language"})
        return _explained(row, court_id, reader.language, said)

    return router


def _explained(row: LedgerRow, court_id: str, language: Language, said: Explanation) -> ExplainedEntry:
    words = {field.name: getattr(said, field.name) for field in fields(said)}
    data = row.record["data"]
    ids = {} if row.is_correction else {name: data[name] for name in ("draw_id", "case_id")}
    if ids:
        ids["attempt"] = data["proof"]["seed"]["attempt"]
    return ExplainedEntry(
        court_id=court_id, number=row.number, language=language, type=row.record["type"], **ids, **words
    )


def _known(row: LedgerRow | None, number: int) -> LedgerRow:
    if row is None:
        raise Refusal(404, "This draw is not known", [FieldError("number", "unknown_draw", f"There is no {number}")])
    return row
