"""A court keeps its rooms: the same content twice changes nothing."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import AwareDatetime, BaseModel, Field
from tarazy_shared.contracts.fields import Code, CourtId, Text
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import court_reading
from tarazy_scheduling.adapters.http.courts import DryRun, known_court
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import CloseRoom, KeepRoom
from tarazy_scheduling.domain.model.means import Room

CourtInPath = Annotated[CourtId, Path()]


class RoomBody(BaseModel):
    """A room as it is to stand. One that was closed stays so, unless `closed_at` is given as null."""

    name: Text
    building: Text | None = None
    address: Text | None = None
    features: list[Code] = Field(default_factory=list, max_length=100)
    closed_at: None = None


class Closing(BaseModel):
    """From when on a room cannot be used; by default from now on."""

    closed_at: AwareDatetime | None = None


def rooms_router(running: Running, sets: WorkingSets) -> APIRouter:
    """Rooms, new, changed and closed."""
    router = APIRouter()
    pool, work, clock = running.pool, running.work, running.clock

    @router.put("/courts/{court_id}/rooms/{room_id}", summary="Keep a room, new or changed")
    async def keep_room(
        court_id: CourtInPath, room_id: UUID, body: RoomBody, dry_run: DryRun = False
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            version = await _room_of(connection, court_id, room_id, must_exist=False)
            await known_court(connection, court_id)
        if dry_run:
            return {"room_id": room_id, "version": version, "changed": False}
        room = Room(room_id, body.name, building=body.building, address=body.address, features=frozenset(body.features))
        order = KeepRoom(room, reopens="closed_at" in body.model_fields_set)
        changed = await carried_out(work, sets, court_id, order)
        async with pool.acquire() as connection:
            version = await _room_of(connection, court_id, room_id)
        return {"room_id": room_id, "version": version, "changed": changed}

    @router.post("/courts/{court_id}/rooms/{room_id}/close", summary="Close a room")
    async def close_room(court_id: CourtInPath, room_id: UUID, body: Closing | None = None) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            await _room_of(connection, court_id, room_id)
        closed_at = body.closed_at if body and body.closed_at else clock()
        changed = await carried_out(work, sets, court_id, CloseRoom(room_id, closed_at))
        async with pool.acquire() as connection:
            version = await _room_of(connection, court_id, room_id)
        return {"room_id": room_id, "version": version, "changed": changed}

    return router


async def _room_of(connection: Connection, court_id: str, room_id: UUID, *, must_exist: bool = True) -> int:
    """The version of a court's room."""
    found = await court_reading.one_room(connection, room_id)
    if found and found[0] != court_id:
        error = FieldError("room_id", "field_wrong", "A room of another court has this room_id")
        raise Refusal(409, "The room belongs to another court", [error])
    if found is None and must_exist:
        error = FieldError("room_id", "unknown_room", f"{room_id} is not known")
        raise Refusal(404, "This room is not known", [error])
    return found[1] if found else 0
