"""Channels: whether something is sent by each, what waits, and an operator's hand on the tap."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.delivery.http import hold_channel, resume_channel
from tarazy_notifications.adapters.desk import waiting
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.domain.people import Outlet

MOST_CHARACTERS = 200
"""Of a reason."""


def channel_pages_router(front: Front) -> APIRouter:
    """One page for all of them."""
    router = pages_router()
    work = front.door.work

    @router.get("/courts/{court_id}/desk/channels", response_model=None)
    async def channels_page(visit: Annotated[Visit, front.visits("channel.read")], done: str = "") -> Response:
        return await shown(visit, Form(), done=done)

    @router.post("/courts/{court_id}/desk/channels/{channel}/pause", response_model=None)
    async def pause(visit: Annotated[Visit, front.sent("channel.pause")], channel: Outlet) -> Response:
        reason = " ".join(visit.given.get("reason", "").split())
        if not reason or len(reason) > MOST_CHARACTERS or not reason.isprintable():
            why = visit.words.gettext(message("Say why, in at most %(n)s characters."), n=MOST_CHARACTERS)
            return await shown(visit, Form(typed=visit.given, wrong={f"reason-{channel}": why}), status=422)
        await hold_channel(work, visit.request, channel, reason)
        return visit.back_to("channels", done="paused")

    @router.post("/courts/{court_id}/desk/channels/{channel}/resume", response_model=None)
    async def resume(visit: Annotated[Visit, front.sent("channel.pause")], channel: Outlet) -> Response:
        await resume_channel(work, visit.request, channel)
        return visit.back_to("channels", done="resumed")

    async def shown(visit: Visit, form: Form, *, status: int = 200, **more: Any) -> Response:
        async with work.pool.acquire() as connection:
            found = {one.channel: one for one in await gates.every(connection)}
            waits = await waiting.by_channel(connection)
        return visit.render(
            "channels.html",
            section="channels",
            status=status,
            channels=[found[name] for name in get_args(Outlet) if name in found],
            waits=waits,
            form=form,
            may_pause=visit.may("channel.pause"),
            may_give=visit.may("chat.change"),
            **{"done": "", **context(visit), **more},
        )

    return router
