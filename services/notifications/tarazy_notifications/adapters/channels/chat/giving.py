"""Operators say whose a room is: whoever could choose one could write into somebody else's."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fastapi import Request
from tarazy_shared.door import asking_of, must
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.channels.chat import people
from tarazy_notifications.app.delivery.resolving import Resolving


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms that are set, by name, and who is told by them."""

    work: Work
    names: Collection[str]
    resolving: Resolving

    async def give(self, request: Request, person_id: UUID, room: str | None) -> None:
        """Give somebody a room or take theirs, and note it. Raises `Refusal` where there is no such room or person."""
        must(request, None)
        if room is not None and room not in self.names:
            reason = "No room of this name is set in TARAZY_NOTIFICATIONS_CHAT_ROOMS"
            raise Refusal(422, "There is no such room", [FieldError("room", "unknown_room", reason)])

        async def act(uow: UnitOfWork, cause: Cause) -> None:
            if not await people.is_known(uow.connection, person_id):
                raise Refusal(404, "Nobody of this id works for a court")
            if not await people.give(uow.connection, person_id, room, asking_of(request).who.subject, uow.now):
                noted_nothing(request)
                return
            await self.resolving.people_changed(uow, {person_id: cause})
            noted(request, None, person_id, {"room": room})

        async with self.work.begin() as uow:
            await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)
