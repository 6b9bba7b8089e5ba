"""A court's sessions: half days that judges prefer, that are kept for some hearings, that may be overbooked."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Code, CourtId, Text
from tarazy_shared.contracts.staff import Weekday
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import session_store
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import (
    EndSessionBlock,
    KeepSessionBlock,
    PermitOverbooking,
    PreferHalfDay,
    WithdrawOverbooking,
)
from tarazy_scheduling.domain.model.sessions import Half, HalfDayPreference, Overbooking, SessionBlock
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
Codes = Annotated[list[Code], Field(max_length=100)]


class PreferenceBody(BaseModel):
    """In which half of a day a judge sits first, from a day on; null: in neither."""

    half: Half | None
    from_on: date
    to_on: date | None = None


class BlockBody(BaseModel):
    """A weekly session kept for hearings of some types or categories."""

    kind: Literal["judge", "room"]
    resource_id: UUID
    weekday: Weekday
    half: Half
    hearing_types: Codes = Field(default_factory=list)
    categories: Codes = Field(default_factory=list)
    release_days: Annotated[int, Field(ge=0, le=365)]
    """Calendar days before a session from which on others may have it too."""
    from_on: date
    to_on: date | None = None


class OverbookingBody(BaseModel):
    """How many hearings may be put over others in one session of a judge, who permits it, and why."""

    person_id: UUID
    day: date
    half: Half
    hearings: Annotated[int, Field(ge=1, le=50)]
    permitted_by: UUID
    """person_id of somebody in post in the court."""
    reason: Text


def sessions_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["listing"], dependencies=[Depends(require_token(settings.token))])
    _preferences(router, running, sets)
    _blocks(router, running, sets)
    _overbookings(router, running, sets)
    return router


def _preferences(router: APIRouter, running: Running, sets: WorkingSets) -> None:
    pool, work = running.pool, running.work

    @router.get("/courts/{court_id}/half-day-preferences", summary="Which halves of a day judges prefer")
    async def read(court_id: CourtInPath) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            found = await session_store.preferences_of(connection, court_id)
        return {"court_id": court_id, "preferences": [_shown(one) for one in found]}

    @router.put("/courts/{court_id}/half-day-preferences/{person_id}", summary="Which half of a day a judge prefers")
    async def prefer(court_id: CourtInPath, person_id: UUID, body: PreferenceBody) -> dict[str, Any]:
        """Hearings are put there first on the earliest possible day; no day is lost for it. What is listed stays."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
        preference = HalfDayPreference(person_id, body.from_on, body.half, body.to_on)
        changed = await carried_out(work, sets, court_id, PreferHalfDay(preference))
        return {**_shown(preference), "changed": changed}


def _blocks(router: APIRouter, running: Running, sets: WorkingSets) -> None:
    pool, work = running.pool, running.work

    async def known(court_id: str, block_id: UUID, *, must_exist: bool) -> None:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            of_court = await session_store.court_of_block(connection, block_id)
        _refuse_another_courts("block_id", "unknown_block", block_id, of_court, court_id, must_exist=must_exist)

    @router.get("/courts/{court_id}/session-blocks", summary="Sessions kept for some hearings")
    async def read(court_id: CourtInPath, ended: bool = False) -> dict[str, Any]:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            found = await session_store.blocks_of(connection, court_id, ended=ended)
        return {"court_id": court_id, "blocks": [_shown(one) for one in found]}

    @router.put("/courts/{court_id}/session-blocks/{block_id}", summary="Keep a weekly session for some hearings")
    async def keep(court_id: CourtInPath, block_id: UUID, body: BlockBody) -> dict[str, Any]:
        """New or changed; one that has ended is there again. What is listed stays where it is."""
        await known(court_id, block_id, must_exist=False)
        values = body.model_dump()
        values |= {name: frozenset(values[name]) for name in ("hearing_types", "categories")}
        block = SessionBlock(block_id=block_id, **values)
        changed = await carried_out(work, sets, court_id, KeepSessionBlock(block))
        return {**_shown(block), "changed": changed}

    @router.delete("/courts/{court_id}/session-blocks/{block_id}", summary="Give a kept session to everybody")
    async def end(court_id: CourtInPath, block_id: UUID) -> dict[str, Any]:
        await known(court_id, block_id, must_exist=True)
        async with pool.acquire() as connection:
            stands = any(one.block_id == block_id for one in await session_store.blocks_of(connection, court_id))
        changed = await carried_out(work, sets, court_id, EndSessionBlock(block_id)) if stands else False
        return {"block_id": block_id, "changed": changed}


def _overbookings(router: APIRouter, running: Running, sets: WorkingSets) -> None:
    pool, work, clock = running.pool, running.work, running.clock

    async def known(court_id: str, overbooking_id: UUID, *, must_exist: bool) -> None:
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            of_court = await session_store.court_of_overbooking(connection, overbooking_id)
        wrong = ("overbooking_id", "unknown_overbooking", overbooking_id)
        _refuse_another_courts(*wrong, of_court, court_id, must_exist=must_exist)

    @router.get("/courts/{court_id}/overbookings", summary="Sessions that may be overbooked, from a day on")
    async def read(court_id: CourtInPath, since: date | None = None) -> dict[str, Any]:
        """By default from today on; withdrawn ones too."""
        async with pool.acquire() as connection:
            today = today_in(await known_court(connection, court_id), clock)
            found = await session_store.overbookings_of(connection, court_id, since or today)
        return {"court_id": court_id, "overbookings": [_shown(one) for one in found]}

    @router.put("/courts/{court_id}/overbookings/{overbooking_id}", summary="Permit a session to be overbooked")
    async def permit(court_id: CourtInPath, overbooking_id: UUID, body: OverbookingBody) -> dict[str, Any]:
        """What finds no place of its own is put over other hearings of the judge there. The same id again changes
        nothing."""
        await known(court_id, overbooking_id, must_exist=False)
        one = Overbooking(overbooking_id=overbooking_id, permitted_at=clock(), **body.model_dump())
        changed = await carried_out(work, sets, court_id, PermitOverbooking(one))
        return {"overbooking_id": overbooking_id, "changed": changed}

    @router.delete("/courts/{court_id}/overbookings/{overbooking_id}", summary="Permit no further ones")
    async def withdraw(court_id: CourtInPath, overbooking_id: UUID) -> dict[str, Any]:
        """What sits over others stays there."""
        await known(court_id, overbooking_id, must_exist=True)
        changed = await carried_out(work, sets, court_id, WithdrawOverbooking(overbooking_id))
        return {"overbooking_id": overbooking_id, "changed": changed}


def _refuse_another_courts(
    field: str, unknown: str, known_id: UUID, of_court: str | None, court_id: str, *, must_exist: bool
) -> None:
    if of_court is None and must_exist:
        raise Refusal(404, "Not known", [FieldError(field, unknown, f"{known_id} is not known")])
    if of_court not in (None, court_id):
        problem = FieldError(field, "field_wrong", f"{known_id} belongs to another court")
        raise Refusal(404 if must_exist else 422, "Not possible", [problem])


def _shown(record: Any) -> dict[str, Any]:
    fields = ((name, getattr(record, name)) for name in record.__slots__)
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in fields}
