"""What is ordered about the terms of one case: recorded by somebody of the court, taken back by another record."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Text
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import case_store
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import RecordRuling
from tarazy_scheduling.domain.limits.rulings import in_force
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.limits import Authority, Ruling, Trigger
from tarazy_scheduling.settings import Settings


class RulingBody(BaseModel):
    """What was ordered or has happened, why, and who answers for the record. Each kind has days of its own."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    kind: Literal["began", "suspended", "resumed", "extended"]
    recorded_by: UUID
    """person_id of somebody in post in the court."""
    reason: Text
    from_on: date | None = None
    """`suspended`: the first day that does not count; `resumed`: the first that does; `began`: the trigger's day."""
    until_on: date | None = None
    """`suspended`: the first day that counts again, if it is known; `extended`: the last day of the longer term."""
    trigger: Trigger | None = None
    """Of `began`: what has happened."""
    rule: Annotated[str, Field(max_length=100)] | None = None
    """Of `extended`: the code of the rule whose term is longer."""
    authority: Authority | None = None
    """Of `extended`: who has ordered it."""


class WithdrawalBody(BaseModel):
    """Why a ruling counts no more, and who answers for that."""

    model_config = ConfigDict(extra="forbid")

    recorded_by: UUID
    reason: Text


MEANT = {
    "began": {"from_on", "trigger"},
    "suspended": {"from_on", "until_on"},
    "resumed": {"from_on"},
    "extended": {"until_on", "rule", "authority"},
}
"""The fields that each kind has beside who and why."""


def rulings_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Needs the service's token."""
    router = APIRouter(tags=["limits"], dependencies=[Depends(require_token(settings.token))])
    pool, work, clock = running.pool, running.work, running.clock

    @router.get("/cases/{case_id}/rulings", summary="What is ordered about the terms of a case")
    async def rulings(case_id: UUID) -> dict[str, Any]:
        court_id, case = await known_case(case_id)
        counting = {one.ruling_id for one in in_force(case.rulings)}
        shown = [_shown(one) | {"counts": one.ruling_id in counting} for one in case.rulings]
        return {"case_id": case_id, "court_id": court_id, "rulings": shown}

    @router.put("/cases/{case_id}/rulings/{ruling_id}", status_code=201, summary="Record a ruling about a case's terms")
    async def record(case_id: UUID, ruling_id: UUID, body: RulingBody, response: Response) -> dict[str, Any]:
        """The same again is answered 200. What is recorded stays; it is taken back by its withdrawal."""
        given = body.model_dump(exclude_none=True)
        strange = sorted(given.keys() - {"kind", "recorded_by", "reason"} - MEANT[body.kind])
        if strange:
            errors = [FieldError(field, "field_wrong", f"Says nothing about {body.kind}") for field in strange]
            raise Refusal(422, "The ruling has fields of another kind", errors)
        ruling = Ruling(ruling_id=ruling_id, recorded_at=clock(), **given)
        return await carry_out(case_id, ruling, response)

    @router.put(
        "/cases/{case_id}/rulings/{ruling_id}/withdrawal", status_code=201, summary="Take a recorded ruling back"
    )
    async def withdraw(case_id: UUID, ruling_id: UUID, body: WithdrawalBody, response: Response) -> dict[str, Any]:
        withdrawal = Ruling(
            ruling_id=uuid5(ruling_id, "withdrawal"),
            kind="withdrawn",
            recorded_at=clock(),
            recorded_by=body.recorded_by,
            reason=body.reason,
            withdraws=ruling_id,
        )
        return await carry_out(case_id, withdrawal, response)

    async def carry_out(case_id: UUID, ruling: Ruling, response: Response) -> dict[str, Any]:
        court_id, _ = await known_case(case_id)
        changed = await carried_out(work, sets, court_id, RecordRuling(case_id, ruling))
        if not changed:
            response.status_code = 200
        _, case = await known_case(case_id)
        kept = next(one for one in case.rulings if one.ruling_id == ruling.ruling_id)
        return {"case_id": case_id, "changed": changed, "ruling": _shown(kept)}

    async def known_case(case_id: UUID) -> tuple[str, Case]:
        async with pool.acquire() as connection:
            found = await case_store.by_id(connection, [case_id])
        if not found:
            raise Refusal(
                404, "This case is not known", [FieldError("case_id", "unknown_case", f"{case_id} is not known")]
            )
        return found[0]

    return router


def _shown(ruling: Ruling) -> dict[str, Any]:
    """What a ruling says; fields that it has not are left out."""
    fields = {name: getattr(ruling, name) for name in Ruling.__slots__}
    return {name: value for name, value in fields.items() if value is not None}
