"""HTTP: secrets of webhooks for those who receive them, and receivers that ended it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, StringConstraints
from tarazy_shared.contracts.contact import is_web_address
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.settings import Duration
from tarazy_shared.trail import noted, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.channels.webhook import endpoints
from tarazy_notifications.adapters.channels.webhook.endpoints import Endpoint
from tarazy_notifications.adapters.channels.webhook.signing import as_text, secret
from tarazy_notifications.adapters.desk.door import Door

T = TypeVar("T")

AT_MOST = 1000
"""Receivers of one answer."""
LONGEST_OVERLAP = timedelta(days=30)


def _web_address(address: str) -> str:
    if not is_web_address(address):
        raise ValueError("must be an http or https URL with a host")
    return address


Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]


def _not_too_long(overlap: timedelta) -> timedelta:
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise ValueError(f"must be a duration of at most P{LONGEST_OVERLAP.days}D")
    return overlap


class Receiver(BaseModel):
    """The address, as it stands in the contact."""

    model_config = ConfigDict(extra="forbid")

    address: Address


class Change(Receiver):
    """How long the secret before is to count beside the new one."""

    overlap: Annotated[Duration, AfterValidator(_not_too_long)] = timedelta(days=1)


class Secret(BaseModel):
    """What the receiver verifies signatures with."""

    address: str
    secret: str
    """`whsec_…`, as libraries of Standard Webhooks take it."""
    old_until: datetime | None
    """Until then the secret before is signed with too."""


class EndpointView(BaseModel):
    """A receiver whose secret was changed, or that answered 410."""

    address: str
    generation: int
    old_until: datetime | None
    disabled_at: datetime | None


def webhooks_router(door: Door, key: SecretStr | None) -> APIRouter:
    """`/webhooks/…`. A receiver belongs to no court."""
    router = APIRouter(tags=["webhooks"])
    work, changes = door.work, [door.needs("webhook.change")]

    @router.get(
        "/webhooks",
        summary="Receivers whose secret was changed or that are disabled",
        dependencies=[door.needs("webhook.read")],
    )
    async def list_receivers() -> list[EndpointView]:
        found = await endpoints.endpoints(work.pool, AT_MOST)
        return [EndpointView(**{name: getattr(one, name) for name in EndpointView.model_fields}) for one in found]

    @router.post("/webhooks/secret", summary="The secret of a receiver, to hand to it", dependencies=changes)
    async def show(request: Request, receiver: Receiver) -> Secret:
        async def read(uow: UnitOfWork) -> Endpoint:
            _key(key)
            return await endpoints.known(uow.connection, receiver.address)

        return _secret(key, await _noted(work, request, receiver, "shown", read))

    @router.post("/webhooks/secret/change", summary="A new secret for a receiver", dependencies=changes)
    async def change(request: Request, wanted: Change) -> Secret:
        async def rotate(uow: UnitOfWork) -> Endpoint:
            _key(key)
            return await endpoints.rotate(uow.connection, wanted.address, uow.now + wanted.overlap)

        return _secret(key, await _noted(work, request, wanted, "changed", rotate))

    @router.post("/webhooks/enable", summary="Send to a receiver again", status_code=204, dependencies=changes)
    async def enable(request: Request, receiver: Receiver) -> None:
        async def begin(uow: UnitOfWork) -> None:
            if not await endpoints.enable(uow.connection, receiver.address):
                raise Refusal(404, "This receiver is not disabled")

        await _noted(work, request, receiver, "enabled", begin)

    return router


async def _noted(
    work: Work, request: Request, receiver: Receiver, what: str, act: Callable[[UnitOfWork], Awaitable[T]]
) -> T:
    """Do it, and note that it was done: the host alone, since an address may hold a secret of its receiver."""

    async def do(uow: UnitOfWork, _: Cause) -> T:
        done = await act(uow)
        noted(request, None, urlsplit(receiver.address).hostname, {"secret" if what != "enabled" else "receiver": what})
        return done

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), do)


def _key(key: SecretStr | None) -> str:
    if key is None:
        reason = "TARAZY_NOTIFICATIONS_WEBHOOK_KEY is not set: nothing is sent by webhook"
        raise Refusal(409, "Webhooks have no key", [FieldError("", "no_gateway", reason)])
    return key.get_secret_value()


def _secret(key: SecretStr | None, receiver: Endpoint) -> Secret:
    text = as_text(secret(_key(key), receiver.address, receiver.generation))
    return Secret(address=receiver.address, secret=text, old_until=receiver.old_until)
