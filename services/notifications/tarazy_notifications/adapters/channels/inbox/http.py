"""HTTP for programs: somebody's inbox, for the person themselves, or to read for who shows the service's token."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from tarazy_shared.door import must
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.channels.inbox import store
from tarazy_notifications.adapters.channels.inbox.live import OpenInboxes
from tarazy_notifications.adapters.channels.inbox.store import Kept
from tarazy_notifications.adapters.channels.inbox.words import words_of
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.texts.short import Entry
from tarazy_notifications.app import inbox

AT_MOST = 50
"""Entries of one answer."""


class EntryView(BaseModel):
    """One entry, in the language in which it was sent."""

    notice_id: UUID
    court_id: str
    topic: str
    subject_id: UUID
    subject_version: int
    at: datetime
    language: str
    title: str
    line: str
    read_at: datetime | None
    is_replaced: bool
    """Whether a newer version was told since."""


class InboxView(BaseModel):
    """The newest entries; `before` asks for those that came earlier."""

    unread: int
    entries: list[EntryView]
    before: int | None


class TextView(EntryView):
    """An entry with its whole text."""

    text: str


def inbox_router(door: Door, rules: Rules, open_inboxes: OpenInboxes) -> APIRouter:
    """`/people/{person_id}/inbox`."""
    router = APIRouter(prefix="/people/{person_id}/inbox", tags=["inbox"])
    work = door.work

    @router.get("", summary="What somebody was sent, newest first", dependencies=[door.needs("inbox.read")])
    async def list_entries(
        request: Request, person_id: UUID, before: Annotated[int | None, Query(ge=1)] = None
    ) -> InboxView:
        must(request, None, person_id)
        async with work.pool.acquire() as connection:
            found = await store.entries(connection, person_id, AT_MOST + 1, before)
            unread = await store.unread(connection, person_id)
            book = await rules.current(connection)
        listed = found[:AT_MOST]
        more = listed[-1].place if len(found) > AT_MOST else None
        return InboxView(unread=unread, entries=[_view(one, words_of(one, book)) for one in listed], before=more)

    @router.get("/{notice_id}", summary="One entry with its text", dependencies=[door.needs("inbox.read")])
    async def one_entry(request: Request, person_id: UUID, notice_id: UUID) -> TextView:
        must(request, None, person_id)
        async with work.pool.acquire() as connection:
            found = await store.one(connection, person_id, notice_id)
            book = await rules.current(connection)
        if found is None:
            raise _unknown()
        words = words_of(found, book)
        return TextView(**_view(found, words).model_dump(), text=words.body)

    @router.post(
        "/{notice_id}/read", summary="I have read it", status_code=204, dependencies=[door.needs("inbox.mark")]
    )
    async def read(request: Request, person_id: UUID, notice_id: UUID) -> None:
        must(request, None, person_id)
        async with work.begin() as uow:
            if await inbox.opened(uow, person_id, notice_id, Cause.command(uuid7(uow.now))) is None:
                raise _unknown()
        open_inboxes.ring(person_id)

    @router.post(
        "/{notice_id}/unread",
        summary="Mark it as unread again",
        status_code=204,
        dependencies=[door.needs("inbox.mark")],
    )
    async def unread(request: Request, person_id: UUID, notice_id: UUID) -> None:
        must(request, None, person_id)
        async with work.begin() as uow:
            if not await inbox.unread(uow, person_id, notice_id):
                raise _unknown()
        open_inboxes.ring(person_id)

    return router


def _unknown() -> Refusal:
    error = FieldError("notice_id", "unknown_notice", "There is no such notice in this inbox")
    return Refusal(404, "What is referred to is not recorded here", [error])


def _view(kept: Kept, words: Entry) -> EntryView:
    notice = kept.notice
    return EntryView(
        notice_id=notice.notice_id,
        court_id=notice.court_id,
        topic=notice.topic,
        subject_id=notice.subject_id,
        subject_version=notice.subject_version,
        at=kept.queued_at,
        language=notice.language,
        title=words.title,
        line=words.line,
        read_at=kept.read_at,
        is_replaced=kept.is_replaced,
    )
