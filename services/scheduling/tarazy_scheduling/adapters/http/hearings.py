"""Hearings: what stands and why, by id; a court's day for its staff."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from tarazy_shared.access import require_token
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import court_reading, hearing_reading, hearing_replies
from tarazy_scheduling.adapters.http.conflict_words import conflict_words
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.telling import told_reading
from tarazy_scheduling.settings import Settings


def hearings_router(running: Running, settings: Settings) -> APIRouter:
    """By id open to anybody; a day with names needs the service's token."""
    router = APIRouter(tags=["hearings"])
    pool, clock = running.pool, running.clock

    @router.get("/hearings/{hearing_id}", summary="A hearing with the answer that stands")
    async def hearing(request: Request, response: Response, hearing_id: UUID) -> dict[str, Any]:
        """Why it has no place and what would help is said in the language that `Accept-Language` asks for."""
        async with pool.acquire() as connection:
            found = await hearing_reading.one_hearing(connection, hearing_id)
            if found is None:
                error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
                raise Refusal(404, "This hearing is not known", [error])
            replies = await hearing_replies.of_hearing(connection, hearing_id)
            told = await told_reading.people_of(connection, hearing_id)
            words = await conflict_words(connection, request, found["court_id"], clock)
        words.put_on(response)
        said = {"conflicts": words.shown(found["conflicts"]), "escalation": words.remedies(found["escalation"])}
        return {**found, **said, "replies": replies, "told": told}

    @router.get(
        "/courts/{court_id}/hearings",
        summary="A court's sittings of one day, with names",
        dependencies=[Depends(require_token(settings.token))],
    )
    async def hearings_of_day(
        court_id: str, day: Annotated[date | None, Query(description="By default today")] = None
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            on = day or today_in(court, clock)
            listed = await hearing_reading.listed_between(connection, court_id, *court_reading.bounds_of(on, court))
        return {"court_id": court_id, "day": on, "hearings": listed}

    return router
