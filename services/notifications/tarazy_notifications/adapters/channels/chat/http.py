"""`/people/{person_id}/chat-room`: by which room of a chat service somebody is told."""

from collections.abc import Collection
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from tarazy_shared.door import asking_of, must
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.channels.chat import people
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_notifications.domain.people import ChannelName


class RoomWanted(BaseModel):
    """The name of a room that is set; null takes the room of somebody away."""

    model_config = ConfigDict(extra="forbid")
    room: str | None


class RoomView(BaseModel):
    """The room that somebody has, and those that there are."""

    room: str | None
    rooms: list[str]


def chat_router(door: Door, rules: Rules, rooms: Collection[str], gateways: frozenset[ChannelName]) -> APIRouter:
    """Operators alone say whose a room is: whoever could choose one could write into somebody else's."""
    router = APIRouter(tags=["chat"])
    work, resolving, allowed = door.work, Resolving(rules, gateways), [door.needs("chat.change")]

    @router.get("/people/{person_id}/chat-room", summary="The room of somebody", dependencies=allowed)
    async def show(person_id: UUID) -> RoomView:
        async with work.pool.acquire() as connection:
            return RoomView(room=await people.room_of(connection, person_id), rooms=sorted(rooms))

    @router.put("/people/{person_id}/chat-room", summary="Give somebody a room, or take theirs", dependencies=allowed)
    async def give(request: Request, person_id: UUID, wanted: RoomWanted) -> RoomView:
        must(request, None)
        if wanted.room is not None and wanted.room not in rooms:
            reason = "No room of this name is set in TARAZY_NOTIFICATIONS_CHAT_ROOMS"
            raise Refusal(422, "There is no such room", [FieldError("room", "unknown_room", reason)])

        async def act(uow: UnitOfWork, cause: Cause) -> None:
            if not await people.is_known(uow.connection, person_id):
                raise Refusal(404, "Nobody of this id works for a court")
            by = asking_of(request).who.subject
            if not await people.give(uow.connection, person_id, wanted.room, by, uow.now):
                noted_nothing(request)
                return
            await resolving.people_changed(uow, {person_id: cause})
            noted(request, None, person_id, {"room": wanted.room})

        async with work.begin() as uow:
            await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)
        return RoomView(room=wanted.room, rooms=sorted(rooms))

    return router
