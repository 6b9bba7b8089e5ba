"""Who of a court is told by which room of a chat service."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.problems import Refusal

from tarazy_notifications.adapters.channels.chat import people
from tarazy_notifications.adapters.channels.chat.giving import Rooms
from tarazy_notifications.adapters.desk.front import Front, Visit


def chat_pages_router(front: Front, rooms: Rooms) -> APIRouter:
    """`…/desk/channels/rooms`, and what its forms do."""
    router = pages_router()

    @router.get("/courts/{court_id}/desk/channels/rooms", response_model=None)
    async def page(visit: Annotated[Visit, front.visits("chat.change")], done: str = "") -> Response:
        return await shown(visit, done=done)

    @router.post("/courts/{court_id}/desk/channels/rooms", response_model=None)
    async def give(visit: Annotated[Visit, front.sent("chat.change")]) -> Response:
        try:
            person_id = UUID(visit.given.get("person_id", ""))
            await rooms.give(visit.request, person_id, visit.given.get("room") or None)
        except (ValueError, Refusal):
            # Chosen from lists: what is not in them was not chosen here.
            return await shown(visit, status=422)
        return visit.back_to("channels/rooms", done="given" if visit.given.get("room") else "taken")

    async def shown(visit: Visit, *, status: int = 200, done: str = "") -> Response:
        async with rooms.work.pool.acquire() as connection:
            found = await people.of_court(connection, visit.court.court_id)
        return visit.render(
            "chat_rooms.html",
            section="channels",
            status=status,
            people=found,
            rooms=sorted(rooms.names),
            done=done,
            wrong=status == 422,
        )

    return router
