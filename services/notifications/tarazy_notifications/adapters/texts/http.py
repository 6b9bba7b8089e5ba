"""HTTP: what the texts of a court's notices lack."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel
from tarazy_shared.contracts.fields import CourtId

from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.texts import gaps


class GapView(BaseModel):
    """Something that summonses of a topic have left without."""

    topic: str
    item: str
    first_at: datetime
    last_at: datetime
    notices: int
    last_notice_id: UUID


class GapList(BaseModel):
    """The latest first."""

    gaps: list[GapView]


def texts_router(door: Door) -> APIRouter:
    """`GET /courts/{court_id}/summons-gaps`."""
    router = APIRouter(tags=["texts"])

    @router.get(
        "/courts/{court_id}/summons-gaps",
        summary="What summonses of a court have left without",
        dependencies=[door.needs("rule.read")],
    )
    async def summons_gaps(court_id: Annotated[CourtId, Path()]) -> GapList:
        """Such as the court's address, which its file does not have. It stays listed, with when it was last so."""
        async with door.work.pool.acquire() as connection:
            found = await gaps.of_court(connection, court_id)
        return GapList(gaps=[GapView(**{name: getattr(one, name) for name in GapView.model_fields}) for one in found])

    return router
