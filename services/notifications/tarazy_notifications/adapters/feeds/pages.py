"""`/feed`: the own hearings as a calendar to subscribe to, made and revoked by whoever is signed in."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.place import Place

from tarazy_notifications.adapters.desk.front import Front
from tarazy_notifications.adapters.desk.own import SECTIONS, Own, own
from tarazy_notifications.adapters.feeds import store
from tarazy_notifications.adapters.feeds.http import address
from tarazy_notifications.adapters.feeds.store import Feed
from tarazy_notifications.app import feeds


def feed_pages_router(front: Front, public_url: str | None) -> APIRouter:
    """The page and its two forms."""
    router = pages_router()
    work = front.door.work

    @router.get("/feed", response_model=None)
    async def page(mine: Annotated[Own, own(front, "feed.own")]) -> Response:
        return await _page(mine)

    @router.post("/feed", response_model=None)
    async def make(mine: Annotated[Own, own(front, "feed.own", sent=True)]) -> Response:
        """Not by way of another page: the address is shown this once and stands in no address line."""
        request = mine.signed.request
        feed = Feed(mine.person_id, front.pages.reader(request).language)
        secret = await feeds.make(work, request, feed)
        return await _page(mine, made=address(request, secret, public_url))

    @router.post("/feed/revoke", response_model=None)
    async def revoke(mine: Annotated[Own, own(front, "feed.own", sent=True)]) -> Response:
        await feeds.revoke(work, mine.signed.request, mine.person_id)
        return RedirectResponse(Place.of(mine.signed.request).url("/feed"), 303)

    async def _page(mine: Own, *, made: str = "") -> Response:
        async with work.pool.acquire() as connection:
            since = await store.made_at(connection, mine.person_id)
        return mine.signed.render("feed.html", section="/feed", sections=SECTIONS, since=since, made=made)

    return router
