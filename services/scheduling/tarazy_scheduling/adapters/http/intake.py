"""`POST /intake/events`: for court systems that have no Kafka of their own."""

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from tarazy_shared.access import require_token
from tarazy_shared.contracts.cloud_events_http import LARGEST_BODY, Rejected, read_request
from tarazy_shared.problems import Refusal
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.adapters import intake_ledger
from tarazy_scheduling.settings import Settings

RETRY_AFTER = "5"
"""Seconds after which the outbox is likely to have room again."""

_TITLES = {
    400: "The request is not JSON or not a CloudEvent",
    413: "The request is too large",
    415: "The content type cannot be read here",
    422: "An event has wrong fields or a wrong type",
}

_DOCUMENTED = {
    "requestBody": {
        "required": True,
        "description": "CloudEvents 1.0 of the types of `court.cases`: structured, batched, or binary.",
        "content": {
            "application/cloudevents+json": {"schema": {"type": "object"}},
            "application/cloudevents-batch+json": {"schema": {"type": "array", "items": {"type": "object"}}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}


class Accepted(BaseModel):
    """What became of the request's events. All of them are stored durably, now or before."""

    accepted: int
    duplicates: int


def intake_router(work: Work, settings: Settings) -> APIRouter:
    """The intake, open to whoever shows its own token."""
    router = APIRouter(tags=["intake"])
    allowed = Depends(require_token(settings.intake_token))

    @router.post(
        "/intake/events",
        status_code=202,
        dependencies=[allowed],
        openapi_extra=_DOCUMENTED,
        summary="Hand in events of court.cases",
    )
    async def take_events(request: Request) -> Accepted:
        """Answers once the events are stored durably; a batch is taken whole or not at all, repeats are counted."""
        body = await _body(request)
        async with work.pool.acquire() as connection:
            if await intake_ledger.is_too_deep(connection, settings.intake_depth):
                raise Refusal(503, "Too much waits for Kafka; try again", headers={"Retry-After": RETRY_AFTER})
        read = read_request(
            ((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw), body
        )
        if isinstance(read, Rejected):
            raise Refusal(read.status, _TITLES[read.status], [error.as_json() for error in read.errors])
        async with work.begin() as uow:
            accepted = await intake_ledger.take_in(uow, read.events)
        return Accepted(accepted=accepted, duplicates=len(read.events) - accepted)

    return router


async def _body(request: Request) -> bytes:
    """The body, read no further than it may be long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            error = {"index": 0, "field": "", "code": "too_large", "reason": f"More than {LARGEST_BODY} bytes"}
            raise Refusal(413, _TITLES[413], [error])
    return bytes(body)
