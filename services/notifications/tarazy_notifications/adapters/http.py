"""HTTP: which notices went out about a hearing or a case."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.door import must
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.notice_store import StoredNotice, Untold

AT_MOST = 1000
"""Notices of one answer."""


class NoticeView(BaseModel):
    """One notice and how far it has come."""

    notice_id: UUID
    court_id: str
    subject_id: UUID
    subject_version: int
    recipient_id: UUID
    name: str
    channel: str
    address: str
    topic: str
    language: str
    role: str
    capacity: str
    acts_for: str
    state: str
    queued_at: datetime
    changed_at: datetime
    attempts: int
    reason: str | None
    provider_reference: str | None


class NoticeList(BaseModel):
    """Notices; `complete` is false where there are more."""

    notices: list[NoticeView]
    complete: bool


def notices_router(pool: asyncpg.Pool, door: Door) -> APIRouter:
    """`GET /notices`, for whoever may read those of the court: it names people and addresses."""
    router = APIRouter(tags=["notices"])

    @router.get(
        "/notices",
        summary="Notices about a hearing, or about a case and its hearings",
        dependencies=[door.needs("notice.read")],
    )
    async def list_notices(
        request: Request,
        hearing_id: Annotated[UUID | None, Query()] = None,
        case_id: Annotated[UUID | None, Query()] = None,
    ) -> NoticeList:
        if (hearing_id is None) == (case_id is None):
            raise Refusal(
                422,
                "Name a hearing or a case",
                [FieldError("hearing_id", "field_wrong", "exactly one of hearing_id and case_id is needed")],
            )
        async with pool.acquire() as connection:
            if hearing_id is not None:
                found = await notice_store.of_hearing(connection, hearing_id, AT_MOST + 1)
            else:
                assert case_id is not None  # noqa: S101  for the type checker: one of the two is given
                found = await notice_store.of_case(connection, case_id, AT_MOST + 1)
        for court_id in {one.notice.court_id for one in found}:
            must(request, court_id)
        return NoticeList(notices=[_view(one) for one in found[:AT_MOST]], complete=len(found) <= AT_MOST)

    @router.get(
        "/courts/{court_id}/notices",
        summary="Notices of a court that have told nobody, and why",
        dependencies=[door.needs("notice.read")],
    )
    async def untold(court_id: Annotated[CourtId, Path()], state: Annotated[Untold, Query()] = "failed") -> NoticeList:
        """The latest first: what could not be written or sent, with the reason; what came back; what came too late."""
        async with pool.acquire() as connection:
            found = await notice_store.in_state(connection, court_id, state, AT_MOST + 1)
        return NoticeList(notices=[_view(one) for one in found[:AT_MOST]], complete=len(found) <= AT_MOST)

    return router


def _view(stored: StoredNotice) -> NoticeView:
    notice = stored.notice
    return NoticeView(
        notice_id=notice.notice_id,
        court_id=notice.court_id,
        subject_id=notice.subject_id,
        subject_version=notice.subject_version,
        recipient_id=notice.recipient_id,
        name=notice.name,
        channel=notice.channel,
        address=notice.address,
        topic=notice.topic,
        language=notice.language,
        role=notice.role,
        capacity=notice.capacity,
        acts_for=notice.acts_for,
        state=stored.state,
        queued_at=stored.queued_at,
        changed_at=stored.changed_at,
        attempts=stored.attempts,
        reason=stored.reason,
        provider_reference=stored.provider_reference,
    )
