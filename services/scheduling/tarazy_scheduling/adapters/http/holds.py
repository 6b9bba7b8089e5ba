"""Times held for hearings nobody has asked for yet."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AwareDatetime, BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import hold_store
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import PlaceHold, ReleaseHold
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]


class HoldBody(BaseModel):
    """Whom and what to keep free, when, why, and until when a hearing may use it."""

    hold_id: UUID | None = None
    """Given, the same order twice holds once."""
    person_ids: Annotated[list[UUID], Field(max_length=500)] = Field(default_factory=list)
    room_id: UUID | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    held_by: UUID
    """person_id of somebody in post in the court."""
    reason: Text
    expires_at: AwareDatetime


def holds_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["listing"], dependencies=[Depends(require_token(settings.token))])
    pool, work, clock = running.pool, running.work, running.clock

    @router.get("/courts/{court_id}/holds", summary="The court's holds, those placed last first")
    async def every(
        court_id: CourtInPath,
        state: Literal["held", "used", "released", "expired"] | None = None,
        at_most: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            holds = await hold_store.of_court(connection, court_id, state, at_most)
        return {"court_id": court_id, "holds": [_shown(hold) for hold in holds]}

    @router.post("/courts/{court_id}/holds", status_code=201, summary="Hold people and a room for a time")
    async def place(court_id: CourtInPath, body: HoldBody, response: Response) -> dict[str, Any]:
        """All of it or nothing. A hearing whose request names `hold_id` takes the place."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            known = await hold_store.by_id(connection, [body.hold_id] if body.hold_id else [])
        if known:
            return _known_already(court_id, *known[0], response)
        now = clock()
        hold_id = body.hold_id or uuid7(now)
        hold = Hold(
            hold_id=hold_id,
            starts_at=body.starts_at,
            ends_at=body.ends_at,
            person_ids=tuple(dict.fromkeys(body.person_ids)),
            room_id=body.room_id,
            held_by=body.held_by,
            reason=body.reason,
            expires_at=body.expires_at,
            held_at=now,
        )
        await carried_out(work, sets, court_id, PlaceHold(hold))
        return _shown(hold)

    @router.delete("/courts/{court_id}/holds/{hold_id}", summary="Release a hold")
    async def release(court_id: CourtInPath, hold_id: UUID) -> dict[str, Any]:
        """One that has ended stays as it is."""
        async with pool.acquire() as connection:
            known = await hold_store.by_id(connection, [hold_id])
        if not known or known[0][0] != court_id:
            raise Refusal(404, "Not known", [FieldError("hold_id", "unknown_hold", f"{hold_id} is not known")])
        changed = (
            await carried_out(work, sets, court_id, ReleaseHold(hold_id)) if known[0][1].state == "held" else False
        )
        async with pool.acquire() as connection:
            [(_, hold)] = await hold_store.by_id(connection, [hold_id])
        return {**_shown(hold), "changed": changed}

    return router


def _known_already(court_id: str, of_court: str, hold: Hold, response: Response) -> dict[str, Any]:
    if of_court != court_id:
        raise Refusal(
            422, "Not possible", [FieldError("hold_id", "field_wrong", "A hold of another court has this id")]
        )
    response.status_code = 200
    return _shown(hold)


def _shown(hold: Hold) -> dict[str, Any]:
    return {name: getattr(hold, name) for name in Hold.__slots__}
