"""What an absence would hit, by HR's own copy of the hearing facts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from tarazy_shared.contracts.fields import Instant

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.hearing_facts import sittings_hit
from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath, known_court
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.texts import TITLES, preferred_language


class SittingView(View):
    """A sitting that an absence would hit."""

    court_id: str = Field(description="Whoever sits in several courts is away from all of them")
    hearing_id: UUID
    case_id: UUID
    version: int
    case_number: str | None
    hearing_type: str | None
    category: str | None
    presides: bool
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room_name: str | None


class HearingsView(View):
    """Sittings of a person, from HR's own copy of the hearing facts."""

    source: str = Field(examples=["own_copy"], description="`own_copy`: scheduling itself was not asked")
    note: str
    sittings: list[SittingView]


def sittings_router(desk: Desk, door: Door) -> APIRouter:
    """Hearings of a person."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/hearings", "people")

    @router.get("", dependencies=[door.needs("hearing.read")])
    async def show_hearings(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        starts_at: Annotated[Instant | None, Query(alias="from", description="Now by default")] = None,
        ends_at: Annotated[Instant | None, Query(alias="to", description="Open by default")] = None,
    ) -> HearingsView:
        """Sittings in any court that an absence in [from, to) would hit, as far as HR's own copy of the facts knows."""
        async with desk.work.pool.acquire() as connection:
            await known_court(connection, request, court_id, queries.STANDING)
            rows = await sittings_hit(connection, person_id, starts_at or desk.work.clock(), ends_at)
        language = preferred_language(request.headers.get("accept-language"))
        return HearingsView(
            source="own_copy",
            note=TITLES["own_copy"][language],
            sittings=[SittingView.model_validate(row) for row in rows],
        )

    return router
