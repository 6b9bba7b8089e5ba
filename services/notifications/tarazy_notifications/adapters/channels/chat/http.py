"""`/people/{person_id}/chat-room`: by which room of a chat service somebody is told."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from tarazy_notifications.adapters.channels.chat import people
from tarazy_notifications.adapters.channels.chat.giving import Rooms
from tarazy_notifications.adapters.desk.door import Door


class RoomWanted(BaseModel):
    """The name of a room that is set; null takes the room of somebody away."""

    model_config = ConfigDict(extra="forbid")
    room: str | None


class RoomView(BaseModel):
    """The room that somebody has, and those that there are."""

    room: str | None
    rooms: list[str]


def chat_router(door: Door, rooms: Rooms) -> APIRouter:
    """For operators alone."""
    router = APIRouter(tags=["chat"])
    allowed = [door.needs("chat.change")]

    @router.get("/people/{person_id}/chat-room", summary="The room of somebody", dependencies=allowed)
    async def show(person_id: UUID) -> RoomView:
        async with rooms.work.pool.acquire() as connection:
            return RoomView(room=await people.room_of(connection, person_id), rooms=sorted(rooms.names))

    @router.put("/people/{person_id}/chat-room", summary="Give somebody a room, or take theirs", dependencies=allowed)
    async def give(request: Request, person_id: UUID, wanted: RoomWanted) -> RoomView:
        await rooms.give(request, person_id, wanted.room)
        return RoomView(room=wanted.room, rooms=sorted(rooms.names))

    return router
