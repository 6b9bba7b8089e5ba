"""`/channels`: whether something is sent by each of them, and a hand on the tap."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict
from tarazy_shared.contracts.fields import Text
from tarazy_shared.door import asking_of, must
from tarazy_shared.ids import uuid7
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.delivery.gates import ChannelState
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.app.delivery.gates import pause, resume
from tarazy_notifications.domain.people import Outlet

InPath = Annotated[Outlet, Path()]


class PauseWanted(BaseModel):
    """Why a channel is held."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    reason: Text


class ChannelView(BaseModel):
    """A channel: `works`, `given_up` for a while after failures, or `paused` by an operator."""

    channel: Outlet
    state: str
    given_up_until: datetime | None = None
    paused_at: datetime | None = None
    paused_by: str | None = None
    reason: str | None = None


def channels_router(door: Door) -> APIRouter:
    """`GET /channels`, `POST /channels/{channel}/pause` and `/resume`; both may be repeated."""
    router = APIRouter(tags=["channels"])
    work = door.work

    @router.get(
        "/channels", summary="Whether something is sent by each channel", dependencies=[door.needs("channel.read")]
    )
    async def every() -> dict[str, list[ChannelView]]:
        async with work.pool.acquire() as connection:
            return {"channels": [_view(one) for one in await gates.every(connection)]}

    @router.post(
        "/channels/{channel}/pause",
        summary="Send nothing by a channel until it is resumed; what waits stays queued",
        dependencies=[door.needs("channel.pause")],
    )
    async def hold(request: Request, channel: InPath, wanted: PauseWanted) -> dict[str, Any]:
        changed = await hold_channel(work, request, channel, wanted.reason)
        return {"channel": channel, "changed": changed}

    @router.post(
        "/channels/{channel}/resume",
        summary="Let a channel that was paused go on",
        dependencies=[door.needs("channel.pause")],
    )
    async def go_on(request: Request, channel: InPath) -> dict[str, Any]:
        return {"channel": channel, "changed": await resume_channel(work, request, channel)}

    return router


async def hold_channel(work: Work, request: Request, channel: Outlet, reason: str) -> bool:
    """Hold a channel for whoever asks and note it; false if it is held already."""
    must(request, None)

    async def act(uow: UnitOfWork, cause: Cause) -> bool:
        by = asking_of(request).who.subject
        changed = await pause(uow, channel, pause_id=uuid7(uow.now), by=by, reason=reason)
        noted(request, None, channel, {"what": "paused"}) if changed else noted_nothing(request)
        return changed

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)


async def resume_channel(work: Work, request: Request, channel: Outlet) -> bool:
    """Let a channel go on and note it; false if it is not held."""
    must(request, None)

    async def act(uow: UnitOfWork, cause: Cause) -> bool:
        changed = await resume(uow, channel, by=asking_of(request).who.subject)
        noted(request, None, channel, {"what": "resumed"}) if changed else noted_nothing(request)
        return changed

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)


def _view(one: ChannelState) -> ChannelView:
    if one.pause is not None:
        held = one.pause
        return ChannelView(
            channel=one.channel,
            state="paused",
            paused_at=held.paused_at,
            paused_by=held.paused_by,
            reason=held.reason,
        )
    given_up = one.gate.trips > 0
    return ChannelView(
        channel=one.channel,
        state="given_up" if given_up else "works",
        given_up_until=one.gate.open_until if given_up else None,
    )
