"""The audit trail of a court, for programs."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from tarazy_shared import audit_trail
from tarazy_shared.audit_chain import Link

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, known_court
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door


class EntryView(View):
    """Somebody did something to somebody."""

    number: int
    at: datetime
    subject: str
    person_id: str | None
    action: str
    about: str | None
    request_id: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str

    @classmethod
    def of(cls, link: Link) -> "EntryView":
        """An entry as it stands in its chain."""
        entry = link.entry
        return cls(
            number=entry.number,
            at=entry.at,
            subject=entry.subject,
            person_id=entry.person_id,
            action=entry.action,
            about=entry.about,
            request_id=entry.request_id,
            detail=dict(entry.detail),
            previous_hash=link.previous_hash,
            hash=link.hash,
        )


def audit_router(desk: Desk, door: Door) -> APIRouter:
    """Who did what in a court."""
    router = guarded_router("/courts/{court_id}/audit", "access")

    @router.get("", dependencies=[door.needs("audit.read")])
    async def list_entries(
        request: Request,
        court_id: CourtPath,
        about: Annotated[str | None, Query(description="Only what was done to this id", max_length=300)] = None,
        before: Annotated[int | None, Query(description="Only entries before this number", ge=1)] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> list[EntryView]:
        """Entries of a court's audit trail, the newest first."""
        async with desk.work.pool.acquire() as connection:
            await known_court(connection, request, court_id, queries.STANDING)
            links = await audit_trail.latest(connection, court_id, about=about, before=before, limit=limit)
        return [EntryView.of(link) for link in links]

    return router
