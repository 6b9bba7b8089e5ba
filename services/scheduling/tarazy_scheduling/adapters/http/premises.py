"""Rooms, calendars and catalogues, as a court keeps them: the same content twice changes nothing."""

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import AwareDatetime, BaseModel, Field, PlainSerializer, model_validator
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Code, CourtId, Text
from tarazy_shared.contracts.staff import Weekday
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_writing, court_reading, means_writing
from tarazy_scheduling.adapters.catalogue_writing import Entry
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.calendar import Calendar
from tarazy_scheduling.domain.commands import ChangeCalendar, CloseRoom, Command, KeepRoom, ReviewCatalogue
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome, Waits
from tarazy_scheduling.settings import Settings

AHEAD = timedelta(days=731)
"""How far readers are told to read a calendar again when its week has changed."""

ClockTime = Annotated[time, PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)]


class RoomBody(BaseModel):
    """A room as it is to stand."""

    name: Text
    building: Text | None = None
    address: Text | None = None
    features: list[Code] = Field(default_factory=list, max_length=100)


class Closing(BaseModel):
    """From when on a room cannot be used; by default from now on."""

    closed_at: AwareDatetime | None = None


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


class Names(BaseModel):
    """The same in the three languages."""

    kk: Text
    ru: Text
    en: Text


class EntryBody(BaseModel):
    """What a code means from a day on."""

    name: Names
    valid_from: date | None = None
    """By default today."""
    valid_to: date | None = None
    weight_minutes: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    min_notice_days: Annotated[int, Field(ge=0, le=10_000)] | None = None
    lawful_days: Annotated[int, Field(ge=1, le=100_000)] | None = None
    source: Text | None = None


Kind = Literal["category", "hearing_type", "room_feature"]
CodeInPath = Annotated[str, Path(pattern=r"^[a-z0-9_.-]{1,100}$")]
CourtInPath = Annotated[CourtId, Path()]


def premises_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["premises"], dependencies=[Depends(require_token(settings.token))])
    pool, work, clock = running.pool, running.work, running.clock

    async def order(court_id: str, command: Command) -> bool:
        return _changed(await carry_out(work, sets, court_id, command))

    @router.put("/courts/{court_id}/rooms/{room_id}", summary="Keep a room, new or changed")
    async def keep_room(court_id: CourtInPath, room_id: UUID, body: RoomBody) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            await _room_of(connection, court_id, room_id, must_exist=False)
        room = Room(room_id, body.name, building=body.building, address=body.address, features=frozenset(body.features))
        changed = await order(court_id, KeepRoom(room))
        async with pool.acquire() as connection:
            version = await _room_of(connection, court_id, room_id)
        return {"room_id": room_id, "version": version, "changed": changed}

    @router.post("/courts/{court_id}/rooms/{room_id}/close", summary="Close a room")
    async def close_room(court_id: CourtInPath, room_id: UUID, body: Closing | None = None) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            await _room_of(connection, court_id, room_id)
        closed_at = body.closed_at if body and body.closed_at else clock()
        changed = await order(court_id, CloseRoom(room_id, closed_at))
        async with pool.acquire() as connection:
            version = await _room_of(connection, court_id, room_id)
        return {"room_id": room_id, "version": version, "changed": changed}

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
            changed = await order(court_id, ChangeCalendar(calendar, min(different), max(different)))
        async with pool.acquire() as connection:
            version = (await known_court(connection, court_id)).calendar_version
        return {"court_id": court_id, "version": version, "changed": changed}

    @router.put("/catalogue/{kind}/{code}", summary="Keep an entry of the catalogue of all courts")
    async def keep_entry(kind: Kind, code: CodeInPath, body: EntryBody) -> dict[str, Any]:
        return await put_entry("", kind, code, body, body.valid_from or clock().date())

    @router.put("/courts/{court_id}/catalogue/{kind}/{code}", summary="Keep an entry of a court's own catalogue")
    async def keep_own_entry(court_id: CourtInPath, kind: Kind, code: CodeInPath, body: EntryBody) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        return await put_entry(court_id, kind, code, body, body.valid_from or today_in(court, clock))

    async def put_entry(court_id: str, kind: Kind, code: str, body: EntryBody, valid_from: date) -> dict[str, Any]:
        if body.valid_to and body.valid_to < valid_from:
            raise Refusal(422, "The entry is wrong", [FieldError("valid_to", "field_wrong", "Lies before valid_from")])
        figures = body.model_dump(include={"weight_minutes", "min_notice_days", "lawful_days", "source"})
        entry = Entry(court_id, kind, code, valid_from, body.valid_to, body.name.model_dump(), **figures)
        async with work.begin() as uow:
            changed = await catalogue_writing.put(uow.connection, entry)
            concerned = await catalogue_writing.courts_concerned(uow.connection, entry) if changed else []
            # With a new revision every copy in memory is read again, with the new entry.
            await means_writing.revise(uow.connection, concerned)
        for one in concerned:
            await carry_out(work, sets, one, ReviewCatalogue())
        return {"kind": kind, "code": code, "valid_from": valid_from, "changed": changed}

    async def _room_of(connection: Any, court_id: str, room_id: UUID, *, must_exist: bool = True) -> int:
        """The version of a court's room."""
        found = await court_reading.one_room(connection, room_id)
        if found and found[0] != court_id:
            error = FieldError("room_id", "field_wrong", "A room of another court has this room_id")
            raise Refusal(409, "The room belongs to another court", [error])
        if found is None and must_exist:
            error = FieldError("room_id", "unknown_room", f"{room_id} is not known")
            raise Refusal(404, "This room is not known", [error])
        return found[1] if found else 0

    return router


def _changed(outcome: Outcome) -> bool:
    """Whether an order had an effect. Raises `Refusal` where the domain says no."""
    match outcome:
        case Applied():
            return True
        case Waits(code, field, reference):
            raise Refusal(404, "Not known", [FieldError(field, code, f"{reference} is not known")])
        case Dead(reasons):
            errors = [FieldError(reason.field, reason.code, reason.text) for reason in reasons]
            raise Refusal(422, "Not possible", errors)
    return False
