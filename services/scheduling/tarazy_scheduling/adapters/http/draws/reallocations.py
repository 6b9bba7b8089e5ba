"""A judge's cases go to others: proposed, previewed, approved by somebody else and applied as a whole, or withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field, model_validator
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text, wrong
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.adapters import means_reading
from tarazy_scheduling.adapters.draws import reallocation_store
from tarazy_scheduling.adapters.draws.reallocation_store import Reallocation
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.http.draws.reallocation_answers import AReallocation, Reallocations, WithPreview
from tarazy_scheduling.app import reallocations
from tarazy_scheduling.app.reallocations import Approval, Refused, asked_anew
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.model.reallocating import Which
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
CaseIds = Annotated[list[UUID], Field(max_length=100_000)]
WRONG_FIELDS = frozenset({"field_missing", "field_wrong", "unknown_case", "unknown_person", "nothing_moves"})
"""Codes of what whoever asks has to put right: 422. All others say that the state is another: 409."""


class Selection(BaseModel):
    """Which of the judge's open cases."""

    cases: Which = "not_part_heard"
    case_ids: CaseIds = Field(default_factory=list)
    """Only with `cases: listed`."""

    @model_validator(mode="after")
    def _lists_only_where_listed(self) -> Self:
        if (self.cases == "listed") != bool(self.case_ids):
            raise wrong("Are given where cases is listed, and only there", "case_ids")
        return self


class ProposalBody(Selection):
    """Whose cases are to go to others, and why, in words that everybody may read."""

    person_id: UUID
    reason: Text
    proposed_by: UUID | None = None
    """person_id of somebody in post in the court."""


class ApprovalBody(BaseModel):
    """Who approves which preview."""

    version: Annotated[int, Field(ge=1)]
    """Of the preview that was looked at."""
    approver: UUID
    """person_id of somebody in post in the court who is not the judge."""
    reason: Text | None = None
    """Needed where nobody has given one yet: with what was proposed because of an absence or a suspension."""
    part_heard_case_ids: CaseIds = Field(default_factory=list)
    """Part-heard cases of the preview that go to others too; the others of those stay."""

    def approval(self) -> Approval:
        """As it is carried out."""
        return Approval(self.version, self.approver, self.reason, frozenset(self.part_heard_case_ids))


def reallocations_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["reallocations"], dependencies=[Depends(require_token(settings.token))])
    pool, work = running.pool, running.work

    @router.get(
        "/courts/{court_id}/reallocations",
        response_model=Reallocations,
        summary="The court's reallocations, those proposed last first",
    )
    async def every(
        court_id: CourtInPath,
        state: Literal["proposed", "approved", "withdrawn"] | None = None,
        at_most: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        """Without their previews."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            found = await reallocation_store.of_court(connection, court_id, state, at_most)
        return {"court_id": court_id, "reallocations": [_shown(one) for one in found]}

    @router.get(
        "/courts/{court_id}/reallocations/{reallocation_id}",
        response_model=WithPreview,
        response_model_exclude_unset=True,
        summary="A reallocation with its preview",
    )
    async def one(court_id: CourtInPath, reallocation_id: UUID) -> dict[str, Any]:
        async with pool.acquire() as connection:
            return await _whole(connection, court_id, reallocation_id)

    @router.post(
        "/courts/{court_id}/reallocations",
        status_code=201,
        response_model=WithPreview,
        response_model_exclude_unset=True,
        summary="Propose that others get a judge's cases",
    )
    async def propose(court_id: CourtInPath, body: ProposalBody) -> dict[str, Any]:
        """Changes nothing yet: the answer says what approving it would bring."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            await _must_be_in_post(connection, court_id, "person_id", body.person_id)
            if body.proposed_by:
                await _must_be_in_post(connection, court_id, "proposed_by", body.proposed_by)
        return await _propose(work, court_id, body)

    @router.post(
        "/courts/{court_id}/reallocations/{reallocation_id}/preview",
        response_model=WithPreview,
        response_model_exclude_unset=True,
        summary="Look at it anew",
    )
    async def look_again(court_id: CourtInPath, reallocation_id: UUID, body: Selection | None = None) -> dict[str, Any]:
        """For the same cases, or for those that the body asks for."""
        async with pool.acquire() as connection:
            known = await _known(connection, court_id, reallocation_id)
        _refuse_unless_proposed(known)
        return await _look_again(work, asked_anew(known, body.cases if body else None, body.case_ids if body else ()))

    @router.post(
        "/courts/{court_id}/reallocations/{reallocation_id}/approve",
        response_model=AReallocation,
        summary="Draw all its cases again, now",
    )
    async def approve(court_id: CourtInPath, reallocation_id: UUID, body: ApprovalBody) -> dict[str, Any]:
        """All of it or nothing. The same approval again changes nothing and is answered the same."""
        async with pool.acquire() as connection:
            await _known(connection, court_id, reallocation_id)
        with _refusals():
            after = await reallocations.approve(work, sets, court_id, reallocation_id, body.approval())
        return _shown(after)

    @router.delete(
        "/courts/{court_id}/reallocations/{reallocation_id}",
        response_model=AReallocation,
        summary="Withdraw a proposal",
    )
    async def withdraw(
        court_id: CourtInPath,
        reallocation_id: UUID,
        withdrawn_by: Annotated[UUID, Query(description="person_id of somebody in post in the court")],
    ) -> dict[str, Any]:
        return await _withdraw(work, court_id, reallocation_id, withdrawn_by)

    return router


async def _propose(work: Work, court_id: str, body: ProposalBody) -> dict[str, Any]:
    with _refusals():
        shown = await reallocations.preview(work, court_id, body.person_id, body.cases, body.case_ids)
    async with work.begin() as uow:
        reallocation_id = uuid7(uow.now)
        await reallocation_store.add(
            uow.connection,
            court_id,
            reallocation_id,
            body.person_id,
            which=body.cases,
            case_ids=body.case_ids,
            stated=body.reason,
            proposed_by=body.proposed_by,
            now=uow.now,
        )
        known = await _known(uow.connection, court_id, reallocation_id)
        await reallocation_store.show(uow.connection, known, preview=shown.document, plan=shown.plan, now=uow.now)
        return await _whole(uow.connection, court_id, reallocation_id)


async def _look_again(work: Work, wanted: Reallocation) -> dict[str, Any]:
    with _refusals():
        shown = await reallocations.preview(work, wanted.court_id, wanted.person_id, wanted.which, wanted.case_ids)
    async with work.begin() as uow:
        kept = await reallocation_store.show(
            uow.connection, wanted, preview=shown.document, plan=shown.plan, now=uow.now
        )
        if not kept:
            error = FieldError("version", "preview_changed", "Somebody else has looked or decided meanwhile")
            raise Refusal(409, "The reallocation has changed", [error])
        return await _whole(uow.connection, wanted.court_id, wanted.reallocation_id)


async def _withdraw(work: Work, court_id: str, reallocation_id: UUID, withdrawn_by: UUID) -> dict[str, Any]:
    async with work.begin() as uow:
        await _must_be_in_post(uow.connection, court_id, "withdrawn_by", withdrawn_by)
        done = await reallocation_store.withdraw(uow.connection, court_id, reallocation_id, withdrawn_by, uow.now)
        known = await _known(uow.connection, court_id, reallocation_id)
        if not done and known.state != "withdrawn":
            _refuse_unless_proposed(known)
        return _shown(known)


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal as a problem document: 422 for what the request has wrong, 409 for a state that is another."""
    try:
        yield
    except Refused as refused:
        errors = [FieldError(one.field, one.code, one.text) for one in refused.reasons]
        if all(one.code in WRONG_FIELDS for one in refused.reasons):
            raise Refusal(422, "Not possible", errors) from refused
        title = "The state has changed since the preview: look at it anew"
        is_old = any(one.code in ("facts_changed", "preview_changed") for one in refused.reasons)
        raise Refusal(409, title if is_old else "Not applied", errors) from refused


async def _known(connection: Connection, court_id: str, reallocation_id: UUID) -> Reallocation:
    found = await reallocation_store.one(connection, court_id, reallocation_id)
    if found is None:
        error = FieldError("reallocation_id", "unknown_reallocation", f"{reallocation_id} is not known")
        raise Refusal(404, "This reallocation is not known", [error])
    return found


async def _whole(connection: Connection, court_id: str, reallocation_id: UUID) -> dict[str, Any]:
    known = await _known(connection, court_id, reallocation_id)
    return _shown(known) | {"preview": await reallocation_store.preview_of(connection, reallocation_id)}


async def _must_be_in_post(connection: Connection, court_id: str, field: str, person_id: UUID) -> None:
    if (person_id, court_id) not in await means_reading.in_post(connection, [person_id]):
        error = FieldError(field, "unknown_person", f"{person_id} is not known in this court")
        raise Refusal(422, "Not possible", [error])


def _refuse_unless_proposed(known: Reallocation) -> None:
    if known.state != "proposed":
        error = FieldError("", f"already_{known.state}", f"The reallocation is {known.state} already")
        raise Refusal(409, "Nothing is left to decide", [error])


def _shown(one: Reallocation) -> dict[str, Any]:
    return {
        "reallocation_id": one.reallocation_id,
        "court_id": one.court_id,
        "person_id": one.person_id,
        "origin": one.origin,
        "began_on": one.began_on,
        "cases": one.which,
        "case_ids": one.case_ids,
        "reason": one.stated,
        "proposed_by": one.proposed_by,
        "proposed_at": one.proposed_at,
        "state": one.state,
        "version": one.version,
        "previewed_at": one.previewed_at,
        "decided_at": one.decided_at,
        "decided_by": one.decided_by,
        "part_heard_case_ids": one.part_heard,
        "taken": one.taken,
        "drawn": one.drawn,
        "refused_at": one.refused_at,
        "refused": [{"field": why.field, "code": why.code, "reason": why.text} for why in one.refused],
    }
