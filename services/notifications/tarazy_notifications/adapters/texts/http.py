"""HTTP: the words of each edition, and what the summonses of a court lack."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.problems import Refusal

from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.texts import editions, gaps
from tarazy_notifications.domain.people import Language


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


class EditionView(BaseModel):
    """The words of a language from one release to another."""

    language: str
    edition: int
    sha256: str
    first_at: datetime


class EditionList(BaseModel):
    """By language."""

    editions: list[EditionView]


def texts_router(door: Door) -> APIRouter:
    """`GET /texts/editions` and `GET /courts/{court_id}/summons-gaps`."""
    router = APIRouter(tags=["texts"])

    @router.get(
        "/courts/{court_id}/summons-gaps",
        summary="What summonses of a court have left without",
        dependencies=[door.needs("text.read")],
    )
    async def summons_gaps(court_id: Annotated[CourtId, Path()]) -> GapList:
        """Such as the court's address, which its file does not have. It stays listed, with when it was last so."""
        async with door.work.pool.acquire() as connection:
            found = await gaps.of_court(connection, court_id)
        return GapList(gaps=[GapView(**{name: getattr(one, name) for name in GapView.model_fields}) for one in found])

    @router.get("/texts/editions", summary="Editions of the texts", dependencies=[door.needs("text.read")])
    async def list_editions() -> EditionList:
        """All with which this installation has run. The `text_version` of a notice begins with the number."""
        async with door.work.pool.acquire() as connection:
            found = await editions.every(connection)
        return EditionList(
            editions=[EditionView(**{name: getattr(one, name) for name in EditionView.model_fields}) for one in found]
        )

    @router.get(
        "/texts/editions/{language}/{edition}",
        summary="The words of an edition",
        dependencies=[door.needs("text.read")],
    )
    async def read_edition(language: Language, edition: Annotated[int, Path(ge=1, lt=2**31)]) -> dict[str, str]:
        """Each text by its name, as it was."""
        async with door.work.pool.acquire() as connection:
            found = await editions.sources_of(connection, language, edition)
        if found is None:
            raise Refusal(404, "This installation never ran with that edition")
        return dict(found)

    return router
