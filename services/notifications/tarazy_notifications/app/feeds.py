"""Addresses of feeds: made, which ends the one before, and revoked."""

import secrets
from uuid import UUID

from fastapi import Request
from tarazy_shared.ids import uuid7
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.feeds import store
from tarazy_notifications.adapters.feeds.store import Feed

SECRET_BYTES = 32


async def make(work: Work, request: Request, feed: Feed) -> str:
    """The secret of a new address: nobody but whoever asks ever sees it."""
    secret = secrets.token_urlsafe(SECRET_BYTES)

    async def do(uow: UnitOfWork, _: Cause) -> None:
        await store.make(uow.connection, secret, feed, uow.now)
        noted(request, None, feed.person_id, {"feed": "made"})

    async with work.begin() as uow:
        await with_trail(uow, request, Cause.command(uuid7(uow.now)), do)
    return secret


async def revoke(work: Work, request: Request, person_id: UUID) -> bool:
    """End somebody's address; false if they have none."""

    async def do(uow: UnitOfWork, _: Cause) -> bool:
        ended = await store.revoke(uow.connection, person_id, uow.now)
        if ended:
            noted(request, None, person_id, {"feed": "revoked"})
        else:
            noted_nothing(request)
        return ended

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), do)
