"""The codes of all courts and of one court, each with what it means from a day on."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_writing, means_writing, reviews
from tarazy_scheduling.adapters.catalogue_writing import Entry
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ReviewCatalogue


class Names(BaseModel):
    """The same in the three languages."""

    kk: Text
    ru: Text
    en: Text


class EntryBody(BaseModel):
    """What a code means from a day on. Notice and limits are rules of their own."""

    model_config = ConfigDict(extra="forbid")

    name: Names
    valid_from: date | None = None
    """By default today."""
    valid_to: date | None = None
    weight_minutes: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    source: Text | None = None


Kind = Literal["category", "hearing_type", "room_feature"]
CodeInPath = Annotated[str, Path(pattern=r"^[a-z0-9_.-]{1,100}$")]
CourtInPath = Annotated[CourtId, Path()]


def catalogues_router(running: Running, sets: WorkingSets) -> APIRouter:
    """Entries, new and changed."""
    router = APIRouter()
    pool, work, clock = running.pool, running.work, running.clock

    @router.put("/catalogue/{kind}/{code}", summary="Keep an entry of the catalogue of all courts")
    async def keep_entry(kind: Kind, code: CodeInPath, body: EntryBody) -> dict[str, Any]:
        """It holds at once; what waited for it is tried court by court within the next seconds."""
        return await put_entry("", kind, code, body, body.valid_from or clock().date())

    @router.put("/courts/{court_id}/catalogue/{kind}/{code}", summary="Keep an entry of a court's own catalogue")
    async def keep_own_entry(court_id: CourtInPath, kind: Kind, code: CodeInPath, body: EntryBody) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        return await put_entry(court_id, kind, code, body, body.valid_from or today_in(court, clock))

    async def put_entry(court_id: str, kind: Kind, code: str, body: EntryBody, valid_from: date) -> dict[str, Any]:
        if body.valid_to and body.valid_to < valid_from:
            raise Refusal(422, "The entry is wrong", [FieldError("valid_to", "field_wrong", "Lies before valid_from")])
        figures = body.model_dump(include={"weight_minutes", "source"})
        entry = Entry(court_id, kind, code, valid_from, body.valid_to, body.name.model_dump(), **figures)
        async with work.begin() as uow:
            changed = await catalogue_writing.put(uow.connection, entry)
            concerned = await catalogue_writing.courts_concerned(uow.connection, court_id) if changed else []
            # With a new revision every copy in memory is read again, with the new entry.
            await means_writing.revise(uow.connection, concerned)
            if not court_id:
                await reviews.note(uow.connection, concerned, "catalogue", uow.now)
        if court_id and concerned:
            await carry_out(work, sets, court_id, ReviewCatalogue())
        return {"kind": kind, "code": code, "valid_from": valid_from, "changed": changed}

    return router
