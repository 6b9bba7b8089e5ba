"""Editions of a court's list, as they were published: open to anybody, like the list itself."""

import base64
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import cause_lists
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.app.publishing_lists import url_of
from tarazy_scheduling.settings import Settings

MOST = 1_000_000


class Edition(BaseModel):
    """One edition of a day's list."""

    number: int
    edition: str
    """`draft`, `final` or `amended`."""
    published_at: datetime
    sha256: str
    """Of the bytes at `url`."""
    url: str


class Editions(BaseModel):
    """All editions of a day, the first one first."""

    court_id: str
    day: date
    editions: list[Edition]


def cause_list_editions_router(running: Running, settings: Settings) -> APIRouter:
    """What was published when, and the very bytes."""
    router = APIRouter(tags=["cause lists"])
    pool = running.pool

    @router.get("/courts/{court_id}/cause-lists/{day}", summary="The editions of a day's list")
    async def of_day(court_id: str, day: date) -> Editions:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            published = await cause_lists.of_day(connection, court_id, day)
        editions = [
            Edition(
                number=one.number,
                edition=one.edition,
                published_at=one.published_at,
                sha256=one.sha256.hex(),
                url=url_of(settings.address, court_id, day, one.number),
            )
            for one in published
        ]
        return Editions(court_id=court_id, day=day, editions=editions)

    @router.get(
        "/courts/{court_id}/cause-lists/{day}/{number}",
        summary="One edition, the very bytes that were published",
        responses={200: {"content": {"application/json": {}}}},
    )
    async def one(court_id: str, day: date, number: Annotated[int, Path(ge=1, le=MOST)]) -> Response:
        """`Repr-Digest` (RFC 9530) carries the SHA-256 that was told of them. Forgotten some weeks after the day."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            edition = await cause_lists.one(connection, court_id, day, number)
            document = await cause_lists.document_of(connection, court_id, day, number)
        if edition is None:
            error = FieldError("number", "not_published", f"Edition {number} of {day} was not published")
            raise Refusal(404, "There is no such edition", [error])
        if document is None:
            error = FieldError("day", "forgotten", f"Lists name people: that of {day} is not kept any more")
            raise Refusal(410, "This edition is not kept any more", [error])
        digest = base64.b64encode(edition.sha256).decode()
        return Response(document, media_type="application/json", headers={"Repr-Digest": f"sha-256=:{digest}:"})

    return router
