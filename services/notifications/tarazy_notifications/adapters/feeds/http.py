"""HTTP: the feed itself, for whoever has its address, and the address, for whoever it is of."""

from datetime import datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from tarazy_shared.door import anybody, must
from tarazy_shared.pages.place import Place
from tarazy_shared.problems import Refusal

from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.feeds import calendar, store
from tarazy_notifications.adapters.feeds.store import Feed
from tarazy_notifications.app import feeds
from tarazy_notifications.domain.people import Language

KEPT = timedelta(days=30)
"""How long what is over stays in a feed."""
LONGEST_SECRET = 100
ASK_AGAIN = "900"
"""Seconds after which a program is to ask again while calendars are held."""


class Wanted(BaseModel):
    """In which language the feed is to be."""

    model_config = ConfigDict(extra="forbid")
    language: Language = "kk"


class MadeView(BaseModel):
    """The address, which is shown this once."""

    url: str


class FeedView(BaseModel):
    """Since when there is an address; null where there is none."""

    made_at: datetime | None


def feeds_router(door: Door, public_url: str | None, sender: str) -> APIRouter:
    """`/feeds/{secret}.ics` and `/people/{person_id}/feed`."""
    router = APIRouter(tags=["feeds"])
    work = door.work

    @router.get(
        "/feeds/{secret}.ics",
        summary="Somebody's hearings, to subscribe to",
        dependencies=[Depends(anybody)],
        response_class=Response,
        responses={200: {"content": {"text/calendar": {}}}},
    )
    @router.head("/feeds/{secret}.ics", include_in_schema=False, dependencies=[Depends(anybody)])
    async def read(request: Request, secret: str) -> Response:
        async with work.pool.acquire() as connection:
            feed = await store.whose(connection, secret) if len(secret) <= LONGEST_SECRET else None
            if feed is None:
                raise Refusal(404, "There is no feed at this address", headers={"Cache-Control": "no-store"})
            if await gates.is_paused(connection, "feed"):
                # Programs that ask keep what they have, and ask again.
                raise Refusal(503, "Calendars are held by an operator", headers={"Retry-After": ASK_AGAIN})
            found = await store.shown(connection, feed.person_id, work.clock() - KEPT)
        tag = f'"{calendar.tag(found, feed.language)}"'
        headers = {"etag": tag, "cache-control": "private, max-age=300", "x-content-type-options": "nosniff"}
        headers["referrer-policy"] = "no-referrer"
        if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        return Response(
            calendar.feed(found, feed.language, sender), headers=headers, media_type="text/calendar; charset=utf-8"
        )

    @router.get("/people/{person_id}/feed", summary="Whether I have a feed", dependencies=[door.needs("feed.own")])
    async def known(request: Request, person_id: UUID) -> FeedView:
        must(request, None, person_id)
        async with work.pool.acquire() as connection:
            return FeedView(made_at=await store.made_at(connection, person_id))

    @router.post(
        "/people/{person_id}/feed",
        summary="Make an address for my feed; the one before ends",
        dependencies=[door.needs("feed.own")],
    )
    async def make(request: Request, person_id: UUID, wanted: Wanted | None = None) -> MadeView:
        must(request, None, person_id)
        secret = await feeds.make(work, request, Feed(person_id, (wanted or Wanted()).language))
        return MadeView(url=address(request, secret, public_url))

    @router.delete(
        "/people/{person_id}/feed", summary="End my feed", status_code=204, dependencies=[door.needs("feed.own")]
    )
    async def revoke(request: Request, person_id: UUID) -> None:
        must(request, None, person_id)
        if not await feeds.revoke(work, request, person_id):
            raise Refusal(404, "There is no feed")

    return router


def address(request: Request, secret: str, public_url: str | None) -> str:
    """Where a feed is read: under the public address, else where this was asked."""
    if public_url:
        return f"{public_url.rstrip('/')}/feeds/{secret}.ics"
    root = Place.of(request).root
    return f"{request.url.scheme}://{request.url.netloc}{root}/feeds/{secret}.ics"
