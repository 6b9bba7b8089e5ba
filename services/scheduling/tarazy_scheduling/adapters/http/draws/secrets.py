"""Chains of secrets: a keeper publishes one ahead and opens it a day at a time; everybody reads what is open."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Hash
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import means_writing
from tarazy_scheduling.adapters.draws import draw_seals, draw_secrets
from tarazy_scheduling.adapters.draws.draw_secrets import Chain
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
MOST_DAYS = 366
"""Of opened secrets in one answer."""


class ChainBody(BaseModel):
    """A chain of which nothing but the anchor is given: SHA-256 of the first day's secret."""

    anchor: Hash
    from_on: date
    days: Annotated[int, Field(ge=1, le=3660)]


class SecretBody(BaseModel):
    """The secret of a day: 64 hexadecimal digits."""

    secret: Hash


class AChain(Answer):
    """A chain of secrets: SHA-256 of each is the day's before, that of the first day's the anchor."""

    anchor: str
    from_on: date
    days: int
    kept_by: Literal["service", "keeper"]
    published_on: date


class PublishedChain(AChain):
    """A chain of a court, published now or before."""

    court_id: str


class OpenSecret(Answer):
    """The secret of a day that is over."""

    day: date
    secret: str
    commitment: str
    """SHA-256 of its bytes, which every draw of the day names."""
    anchor: str | None
    """Of its chain; null where it is of none."""


class SecretsOfCourt(Answer):
    """All chains of a court, and the secrets of the days asked for."""

    court_id: str
    chains: tuple[AChain, ...]
    opened: tuple[OpenSecret, ...]


class OpenedDay(Answer):
    """The day whose secret was taken, and the chain that it is of."""

    court_id: str
    day: date
    anchor: str


def draw_secrets_router(running: Running, settings: Settings) -> APIRouter:
    """Reading is open; publishing and opening need the service's token."""
    router = APIRouter(tags=["draws"])
    pool, work, clock = running.pool, running.work, running.clock
    allowed = [Depends(require_token(settings.token))]

    @router.get(
        "/courts/{court_id}/draw-secrets",
        response_model=SecretsOfCourt,
        summary="Chains of secrets, and the secrets of days that are over",
    )
    async def read(
        court_id: CourtInPath,
        from_on: Annotated[date | None, Query(alias="from", description="First day; by default a year back")] = None,
        to_on: Annotated[date | None, Query(alias="to", description="Last day; by default yesterday")] = None,
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            today = today_in(await known_court(connection, court_id), clock)
            first, last = _range(from_on, to_on, today)
            chains = await draw_secrets.chains(connection, court_id)
            opened = await draw_secrets.opened(connection, court_id, first, last, today)
        return {"court_id": court_id, "chains": [one.shown() for one in chains], "opened": opened}

    @router.post(
        "/courts/{court_id}/draw-secrets",
        status_code=201,
        response_model=PublishedChain,
        dependencies=allowed,
        summary="Publish a chain of secrets ahead, of which somebody else keeps the root",
    )
    async def publish(court_id: CourtInPath, body: ChainBody) -> dict[str, Any]:
        """The same chain again changes nothing. A chain that is published stays."""
        async with work.begin() as uow:
            court = await known_court(uow.connection, court_id)
            chain = await _publish(uow.connection, court_id, body, today_in(court, clock))
        return {"court_id": court_id, **chain.shown()}

    @router.put(
        "/courts/{court_id}/draw-secrets/{day}",
        response_model=OpenedDay,
        dependencies=allowed,
        summary="Open the secret of a keeper's chain",
    )
    async def open_one(court_id: CourtInPath, day: date, body: SecretBody) -> dict[str, Any]:
        """When its day has begun. Draws from then on are made with it; the same secret again changes nothing."""
        async with work.begin() as uow:
            court = await known_court(uow.connection, court_id)
            if day > today_in(court, clock):
                raise _refused(
                    409, "day", "too_early", f"{day} has not begun in this court: a secret is not kept ahead"
                )
            chain = await _open(uow.connection, court_id, day, bytes.fromhex(body.secret))
            # With a new revision a copy in memory is read again, with the secret.
            await means_writing.revise(uow.connection, [court_id])
        return {"court_id": court_id, "day": day, "anchor": chain.anchor.hex()}

    return router


def _range(from_on: date | None, to_on: date | None, today: date) -> tuple[date, date]:
    last = to_on or today
    first = from_on or last - min(timedelta(days=MOST_DAYS - 1), last - date.min)
    if last < first or last - first >= timedelta(days=MOST_DAYS):
        error = FieldError("to", "field_wrong", f"Must be 0 to {MOST_DAYS - 1} days after from")
        raise Refusal(422, "The range is wrong", [error])
    return first, last


async def _publish(connection: Connection, court_id: str, body: ChainBody, today: date) -> Chain:
    """The chain as it is published, now or before."""
    await draw_seals.lock(connection, court_id)
    ledger_day = await draw_secrets.ledger_day(connection, court_id, today)
    chain = Chain(bytes.fromhex(body.anchor), body.from_on, body.days, "keeper", ledger_day)
    known = await draw_secrets.chains(connection, court_id)
    same = next((one for one in known if _of(one) == _of(chain)), None)
    if same:
        return same
    _must_be_new(chain, known, ledger_day)
    await draw_secrets.publish(connection, court_id, chain)
    return chain


async def _open(connection: Connection, court_id: str, day: date, secret: bytes) -> Chain:
    """Keep the secret of a day that has begun; the chain that it is of."""
    await draw_seals.lock(connection, court_id)
    chain = await draw_secrets.chain_on(connection, court_id, day)
    if chain is None or chain.kept_by != "keeper":
        raise _refused(404, "day", "no_chain", f"No keeper has published a chain for {day}")
    if not chain.leads_to_anchor(secret, day):
        text = f"Hashed once for each day since {chain.from_on} it is not the anchor {chain.anchor.hex()}"
        raise _refused(422, "secret", "not_of_the_chain", text)
    await draw_secrets.open_one(connection, court_id, chain, day, secret)
    return chain


def _of(chain: Chain) -> tuple[Any, ...]:
    return chain.anchor, chain.from_on, chain.days, chain.kept_by


def _must_be_new(chain: Chain, known: list[Chain], today: date) -> None:
    if chain.from_on <= today:
        raise _refused(422, "from_on", "in_the_past", f"Must lie after {today}: a chain is published ahead")
    for one in known:
        if one.anchor == chain.anchor:
            raise _refused(409, "anchor", "already_published", "Another chain of the court has this anchor")
        apart = one.from_on + timedelta(days=one.days) <= chain.from_on
        apart |= chain.from_on + timedelta(days=chain.days) <= one.from_on
        if one.kept_by == "keeper" and not apart:
            text = f"From {one.from_on} a chain of {one.days} days is published already, and stays"
            raise _refused(409, "from_on", "already_published", text)


def _refused(status: int, field: str, code: str, text: str) -> Refusal:
    return Refusal(status, "The secret cannot be taken", [FieldError(field, code, text)])
