"""What-ifs saved under a name: listed, computed again, side by side, deleted."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.contracts.fields import Text
from tarazy_shared.door import asking_of
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.workload.asked import WhatIfBody, asked_period
from tarazy_hr.adapters.http.workload.views import FiguresView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.workload.what_if_store import SavedWhatIf, delete_what_if, save_what_if, what_ifs_of
from tarazy_hr.app.workload.reading import read_country
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.workload.need import Figures
from tarazy_hr.domain.workload.what_if import imagine

MOST_BESIDE = 10
"""What-ifs that are computed beside each other at most."""


class SavedBody(WhatIfBody):
    """A question and its name."""

    model_config = example(
        {
            "name": "One judge more",
            "from": "2025-11-01",
            "to": "2026-11-01",
            "changes": [{"change": "judges", "court_id": "kz-almaty-1", "judges": 1}],
        }
    )

    name: Text


class SavedView(View):
    """A question that was saved."""

    what_if_id: UUID
    name: str
    saved_at: datetime
    question: dict[str, Any]

    @classmethod
    def of(cls, one: SavedWhatIf) -> "SavedView":
        """As it was saved."""
        return cls(what_if_id=one.what_if_id, name=one.name, saved_at=one.saved_at, question=dict(one.question))


class SavedAnswer(BaseModel):
    """What became of it."""

    changed: bool


class ComputedView(View):
    """A court's figures before and after what was imagined, as they come out now."""

    what_if_id: UUID
    name: str
    before: FiguresView
    after: FiguresView | None = Field(description="null where what was imagined cannot be any more")
    refused: str | None = Field(description="Why not: a code")


def saved_what_ifs_router(desk: Desk, door: Door) -> APIRouter:
    """What-ifs of a court."""
    router = guarded_router("/courts/{court_id}/what-ifs", "workload")

    @router.get("", dependencies=[door.needs("workload.imagine")])
    async def list_what_ifs(court_id: CourtPath) -> list[SavedView]:
        """What was saved in the court, by name."""
        async with desk.work.pool.acquire() as connection:
            return [SavedView.of(one) for one in await what_ifs_of(connection, court_id)]

    @router.get("/figures", dependencies=[door.needs("workload.imagine")])
    async def compute_what_ifs(
        request: Request,
        court_id: CourtPath,
        what_if_id: Annotated[list[UUID], Query(min_length=1, max_length=MOST_BESIDE)],
    ) -> list[ComputedView]:
        """The court's figures by each of them, computed anew by what is known now, in the order asked for."""
        async with desk.work.pool.acquire() as connection:
            found = {one.what_if_id: one for one in await what_ifs_of(connection, court_id, what_if_id)}
        computed = []
        for number, one in enumerate(what_if_id):
            if one not in found:
                raise refused(request, unknown(f"what_if_id[{number}]", "unknown_what_if", one))
            before, after = await computed_again(desk, request, found[one])
            computed.append(
                ComputedView(
                    what_if_id=one,
                    name=found[one].name,
                    before=FiguresView.of(before),
                    after=None if isinstance(after, Refusal) else FiguresView.of(after),
                    refused=after.code if isinstance(after, Refusal) else None,
                )
            )
        return computed

    @router.put(
        "/{what_if_id}",
        response_model=SavedAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("workload.imagine")],
    )
    async def save_question(
        request: Request, court_id: CourtPath, what_if_id: UUID, body: SavedBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Save what is imagined under a name, in the place of what had this id. Its figures are computed when asked."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            if await queries.court(uow.connection, queries.STANDING, court_id) is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            saved = await keep_question(uow, request, court_id, what_if_id, body.name, body)
            if isinstance(saved, Refusal):
                raise refused(request, saved)
            return Answer(200, {"changed": saved})

        return await desk.perform(request, perform)

    @router.delete(
        "/{what_if_id}",
        response_model=SavedAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("workload.imagine")],
    )
    async def delete_question(
        request: Request, court_id: CourtPath, what_if_id: UUID, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Delete it from the list. Who did is in the audit trail."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return Answer(200, {"changed": await forget_question(uow, request, court_id, what_if_id)})

        return await desk.perform(request, perform)

    return router


async def keep_question(
    uow: UnitOfWork, request: Request, court_id: str, what_if_id: UUID, name: str, body: WhatIfBody
) -> bool | Refusal:
    """Save a question; the trail names its id, not what it is called."""
    question = body.model_dump(mode="json", by_alias=True, exclude={"name"}, exclude_none=True)
    who = asking_of(request).who.subject
    saved = await save_what_if(uow.connection, court_id, what_if_id, name, question, who, uow.now)
    if saved is None:
        return conflict("what_if_id", "id_taken")
    _note(request, court_id, what_if_id, "saved", changed=saved)
    return saved


async def forget_question(uow: UnitOfWork, request: Request, court_id: str, what_if_id: UUID) -> bool:
    """Delete a question; the trail names its id."""
    deleted = await delete_what_if(uow.connection, court_id, what_if_id, asking_of(request).who.subject, uow.now)
    _note(request, court_id, what_if_id, "deleted", changed=deleted)
    return deleted


async def computed_again(desk: Desk, request: Request, one: SavedWhatIf) -> tuple[Figures, Figures | Refusal]:
    """The court's figures as they are, and as they would be."""
    body = WhatIfBody.model_validate(one.question)
    async with desk.work.pool.acquire() as connection:
        court = await queries.court(connection, queries.STANDING, one.court_id)
    if court is None:
        raise refused(request, unknown("court_id", "unknown_court", one.court_id))
    today = day_of(desk.work.clock(), court.court.zone)
    period = asked_period(request, body.from_on, body.to_on, today)
    known = await read_country(desk.work.pool, period, body.level, body.region, body.known_at or queries.STANDING)
    before = _of_court(known.country.figures(body.basis), one.court_id)
    if before is None:
        raise refused(request, unknown("court_id", "unknown_court", one.court_id))
    after = imagine(known.country, [change.made() for change in body.changes], body.basis)
    return before, after if isinstance(after, Refusal) else (_of_court(after, one.court_id) or before)


def _of_court(figures: tuple[Figures, ...], court_id: str) -> Figures | None:
    return next((one for one in figures if one.court_id == court_id), None)


def _note(request: Request, court_id: str, what_if_id: UUID, what: str, *, changed: bool) -> None:
    if changed:
        noted(request, court_id, what_if_id, {"what_if": what})
    else:
        noted_nothing(request)
