"""HTTP: what people's calendars answered, and what came in and was not believed."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from tarazy_shared.door import asking_of

from tarazy_notifications.adapters import reply_store
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.domain.replies import Verdict

AT_MOST = 1000
"""Replies of one answer."""


class ReplyView(BaseModel):
    """One answer of one mail, and what was made of it."""

    model_config = ConfigDict(from_attributes=True)

    reply_id: UUID
    received_at: datetime
    verdict: Verdict
    sender: str | None
    hearing_id: UUID | None
    court_id: str | None
    notice_id: UUID | None
    recipient_id: UUID | None
    sequence: int | None
    stamped_at: datetime | None
    answer: str | None
    day: date | None


class ReplyList(BaseModel):
    """Replies; `complete` is false where there are more."""

    replies: list[ReplyView]
    complete: bool


def replies_router(pool: asyncpg.Pool, door: Door) -> APIRouter:
    """`GET /replies`: it names addresses. What concerns no court is for whoever has the permission in all of them."""
    router = APIRouter(tags=["replies"])

    @router.get(
        "/replies",
        summary="What calendars answered about a hearing; without one, the newest not believed",
        dependencies=[door.needs("reply.read")],
    )
    async def list_replies(request: Request, hearing_id: Annotated[UUID | None, Query()] = None) -> ReplyList:
        async with pool.acquire() as connection:
            if hearing_id is not None:
                found = await reply_store.of_hearing(connection, hearing_id, AT_MOST + 1)
            else:
                found = await reply_store.not_believed(connection, AT_MOST + 1)
        who = asking_of(request).who
        shown = [one for one in found[:AT_MOST] if door.rights.may(who, "reply.read", one.court_id)]
        views = [ReplyView.model_validate(one) for one in shown]
        return ReplyList(replies=views, complete=len(found) <= AT_MOST)

    return router
