"""Deadlines of competitions, the most pressing first."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from tarazy_shared.contracts.fields import CourtId

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of
from tarazy_hr.adapters.http.selection.views import DeadlineView
from tarazy_hr.adapters.selection.pressing import deadlines
from tarazy_hr.domain.access.deciding import may_in


def deadlines_router(desk: Desk, door: Door) -> APIRouter:
    """Deadlines of all courts."""
    router = guarded_router("/selection/deadlines", "selection")

    @router.get("", dependencies=[door.needs("selection.read")])
    async def list_deadlines(
        request: Request,
        court_id: Annotated[CourtId | None, Query()] = None,
        urgency: Annotated[Literal["near", "overdue"] | None, Query(description="Only these")] = None,
    ) -> list[DeadlineView]:
        """The last day of what runs in each competition of the courts that one may read."""
        courts = may_in(asking_of(request).who, "selection.read")
        async with desk.work.pool.acquire() as connection:
            found = await deadlines(connection, desk.work.clock(), court_id)
        return [
            DeadlineView(
                court_id=one.competition.court_id,
                competition_id=one.competition.competition_id,
                post_id=one.competition.post_id,
                phase=one.phase,
                due_on=one.due_on,
                urgency=one.urgency,
            )
            for one in found
            if urgency in (None, one.urgency) and (courts is None or one.competition.court_id in courts)
        ]

    return router
