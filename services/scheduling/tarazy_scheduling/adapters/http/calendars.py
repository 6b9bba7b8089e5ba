"""A court keeps its whole calendar: the same content twice changes nothing."""

from datetime import date, time, timedelta
from typing import Annotated, Any, Self

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field, PlainSerializer, model_validator
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.contracts.staff import Weekday
from tarazy_shared.lifecycle import Running

from tarazy_scheduling.adapters import court_reading
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ChangeCalendar
from tarazy_scheduling.domain.model.calendar import Calendar

AHEAD = timedelta(days=731)
"""How far readers are told to read a calendar again when its week has changed."""

CourtInPath = Annotated[CourtId, Path()]
ClockTime = Annotated[time, PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)]


class CalendarBody(BaseModel):
    """A court's whole calendar, in the form of the court file."""

    sitting_hours: Annotated[list[tuple[ClockTime, ClockTime]], Field(min_length=1, max_length=12)] = Field(
        default_factory=lambda: list(Calendar().sitting_hours)
    )
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ("mon", "tue", "wed", "thu", "fri")
    closed: Annotated[list[date], Field(max_length=5000)] = Field(default_factory=list)
    open: Annotated[list[date], Field(max_length=5000)] = Field(default_factory=list)
    slot_minutes: Annotated[int, Field(ge=1, le=240)] = 5

    @model_validator(mode="after")
    def _hours_are_in_order(self) -> Self:
        before = time.min
        for position, (begins, ends) in enumerate(self.sitting_hours):
            if begins.tzinfo or ends.tzinfo or begins.second or ends.second:
                raise ValueError(f"sitting_hours[{position}] must be hours and minutes in the court's zone")
            if ends <= begins or begins < before:
                raise ValueError(f"sitting_hours[{position}] must end after it begins and not overlap the one before")
            before = ends
        both = set(self.closed) & set(self.open)
        if both:
            raise ValueError(f"{min(both)} is both closed and open")
        return self


def calendars_router(running: Running, sets: WorkingSets) -> APIRouter:
    """The calendar, in the form of the court file."""
    router = APIRouter()
    pool, work, clock = running.pool, running.work, running.clock

    @router.put("/courts/{court_id}/calendar", summary="Keep the court's whole calendar")
    async def keep_calendar(court_id: CourtInPath, body: CalendarBody) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            today = today_in(court, clock)
            days = await court_reading.days_of(connection, court_id)
        week = (body.sitting_hours, set(body.weekdays), body.slot_minutes)
        before = ([(begins, ends) for begins, ends in court.hours], set(court.weekdays), court.slot_minutes)
        wanted = dict.fromkeys(body.closed, False) | dict.fromkeys(body.open, True)
        different = {day for day, _ in wanted.items() ^ days.items()}
        if week != before:
            different |= {today, today + AHEAD}
        calendar = Calendar(
            sitting_hours=tuple(body.sitting_hours),
            weekdays=frozenset(body.weekdays),
            closed=frozenset(body.closed),
            open=frozenset(body.open),
            slot_minutes=body.slot_minutes,
        )
        changed = False
        if different:
            changed = await carried_out(work, sets, court_id, ChangeCalendar(calendar, min(different), max(different)))
        async with pool.acquire() as connection:
            version = (await known_court(connection, court_id)).calendar_version
        return {"court_id": court_id, "version": version, "changed": changed}

    return router
