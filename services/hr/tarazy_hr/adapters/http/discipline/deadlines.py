"""The list of deadlines: the clocks of all proceedings that run, those that press first."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from tarazy_shared.contracts.fields import CourtId

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of
from tarazy_hr.adapters.proceedings.clocks import RunningClock, running_clocks
from tarazy_hr.domain.access.deciding import may_in
from tarazy_hr.domain.clocks.clock import Urgency
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import unknown


class RunningClockView(BaseModel):
    """One clock that runs or stands still."""

    kind: str = Field(examples=["discipline"])
    matter_id: UUID
    code: str = Field(examples=["inquiry"])
    court_id: str
    started_on: date
    due_on: date | None = Field(description="Last day; absent while it stands still")
    urgency: Urgency

    @classmethod
    def of(cls, clock: RunningClock, today: date) -> "RunningClockView":
        """As it presses on a day."""
        return cls(
            kind=clock.kind,
            matter_id=clock.matter_id,
            code=clock.code,
            court_id=clock.court_id,
            started_on=clock.started_on,
            due_on=clock.due_on,
            urgency=urgency_of(clock, today),
        )


def urgency_of(clock: RunningClock, today: date) -> Urgency:
    """How pressing a clock is that was not stopped."""
    if clock.due_on is None:
        return "still"
    if today > clock.due_on:
        return "overdue"
    return "near" if clock.warns_on is not None and today >= clock.warns_on else "ahead"


def running_clocks_router(desk: Desk, door: Door) -> APIRouter:
    """Deadlines of a court's proceedings."""
    router = guarded_router("", "deadlines")

    @router.get("/running-clocks", dependencies=[door.needs("deadline.read")])
    async def list_pressing_clocks(
        request: Request,
        court_id: Annotated[CourtId | None, Query()] = None,
        urgency: Annotated[Literal["near", "overdue"] | None, Query(description="Only these")] = None,
    ) -> list[RunningClockView]:
        """The same of every court that one may read."""
        courts = may_in(asking_of(request).who, "deadline.read")
        now = desk.work.clock()
        async with desk.work.pool.acquire() as connection:
            zones = {one.court.court_id: one.court.zone for one in await queries.courts(connection, queries.STANDING)}
            asked = [one for one in zones if court_id in (None, one) and (courts is None or one in courts)]
            found = await running_clocks(connection, asked)
        views = [RunningClockView.of(one, day_of(now, zones[one.court_id])) for one in found]
        return [one for one in views if urgency in (None, one.urgency)]

    @router.get("/courts/{court_id}/running-clocks", dependencies=[door.needs("deadline.read")])
    async def list_running_clocks(request: Request, court_id: CourtPath) -> list[RunningClockView]:
        """What has to be done by when, by last day; what stands still comes last. Names nobody."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            found = await running_clocks(connection, [court_id])
        today = day_of(desk.work.clock(), court.court.zone)
        return [RunningClockView.of(one, today) for one in found]

    return router
