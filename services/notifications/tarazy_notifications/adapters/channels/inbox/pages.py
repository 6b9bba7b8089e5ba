"""`/inbox`: what the person who is signed in was sent, with marks, and told of what is new while the page is open."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from tarazy_shared.front.router import pages_router
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.policy import LIVE_CONTENT_SECURITY_POLICY
from tarazy_shared.problems import Refusal
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.channels.inbox import store
from tarazy_notifications.adapters.channels.inbox.live import OpenInboxes
from tarazy_notifications.adapters.channels.inbox.store import Kept
from tarazy_notifications.adapters.channels.inbox.words import words_of
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.own import SECTIONS, Own, own
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.texts.short import Entry
from tarazy_notifications.app import inbox

SHOWN = 50
"""Entries of a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the list shows it."""

    kept: Kept
    words: Entry

    @classmethod
    def of(cls, kept: Kept, book: RuleBook) -> "Row":
        """With the words that it has by every other channel."""
        return cls(kept, words_of(kept, book))


def inbox_pages_router(front: Front, rules: Rules, open_inboxes: OpenInboxes, closing: asyncio.Event) -> APIRouter:
    """The page, what its forms do, and its stream. `closing` is set when the service ends."""
    router = pages_router()
    work = front.door.work

    @router.get("/courts/{court_id}/desk/inbox", response_model=None)
    async def from_desk(visit: Annotated[Visit, front.visits("inbox.read")]) -> Response:
        """An inbox is of no court."""
        return RedirectResponse(Place.of(visit.request).url("/inbox"), 303)

    @router.get("/inbox/events", response_model=None)
    async def events(mine: Annotated[Own, own(front, "inbox.read")]) -> Response:
        seen = mine.signed.request.headers.get("last-event-id", "")
        place = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else None
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        stream = open_inboxes.stream(mine.person_id, place, closing)
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    @router.get("/inbox", response_model=None)
    async def page(mine: Annotated[Own, own(front, "inbox.read")], before: str = "", marked: str = "") -> Response:
        return await _page(mine, before=before, marked=marked)

    @router.get("/inbox/{notice_id}", response_model=None)
    async def opened(mine: Annotated[Own, own(front, "inbox.mark")], notice_id: UUID, before: str = "") -> Response:
        """Whoever opens it has it before them: that is what reading means here."""
        if mine.signed.request.headers.get("sec-purpose", "").startswith("prefetch"):
            return Response(status_code=503)
        async with work.begin() as uow:
            chosen = await inbox.opened(uow, mine.person_id, notice_id, Cause.command(uuid7(uow.now)))
        if chosen is None:
            return mine.signed.render("inbox_unknown.html", status=404, section="/inbox", sections=SECTIONS)
        open_inboxes.ring(mine.person_id)
        return await _page(mine, before=before, chosen=chosen)

    @router.post("/inbox/read-all", response_model=None)
    async def read_all(mine: Annotated[Own, own(front, "inbox.mark", sent=True)]) -> Response:
        up_to = mine.signed.given.get("up_to", "")
        if not (up_to.isascii() and up_to.isdecimal() and len(up_to) < 19):
            raise Refusal(422, "The form is not from this page")
        async with work.begin() as uow:
            marked_at = await inbox.all_seen(uow, mine.person_id, int(up_to))
        return _back(mine, marked=marked_at.isoformat())

    @router.post("/inbox/undo", response_model=None)
    async def undo(mine: Annotated[Own, own(front, "inbox.mark", sent=True)]) -> Response:
        marked_at = _instant(mine.signed.given.get("marked", ""))
        if marked_at is not None:
            async with work.begin() as uow:
                await inbox.undo(uow, mine.person_id, marked_at)
        return _back(mine)

    @router.post("/inbox/{notice_id}/unread", response_model=None)
    async def unread(mine: Annotated[Own, own(front, "inbox.mark", sent=True)], notice_id: UUID) -> Response:
        async with work.begin() as uow:
            await inbox.unread(uow, mine.person_id, notice_id)
        return _back(mine)

    async def _page(mine: Own, *, before: str = "", marked: str = "", chosen: Kept | None = None) -> Response:
        place = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        async with work.pool.acquire() as connection:
            found = await store.entries(connection, mine.person_id, SHOWN + 1, place)
            unread_count = await store.unread(connection, mine.person_id)
            book = await rules.current(connection)
        shown: dict[str, Any] = {
            "rows": [Row.of(one, book) for one in found[:SHOWN]],
            "older": found[SHOWN - 1].place if len(found) > SHOWN else None,
            "unread": unread_count,
            "chosen": Row.of(chosen, book) if chosen else None,
            "marked": marked if _instant(marked) else "",
        }
        answer = mine.signed.render("inbox.html", section="/inbox", sections=SECTIONS, **shown)
        answer.headers["content-security-policy"] = LIVE_CONTENT_SECURITY_POLICY
        return answer

    def _back(mine: Own, **query: object) -> Response:
        open_inboxes.ring(mine.person_id)
        return RedirectResponse(Place.of(mine.signed.request).url("/inbox", **query), 303)

    return router


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
