"""How cases got their judges: open to anybody, with everything to repeat the draws. Ids only, no names."""

import base64
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from tarazy_shared.beacons.signatures import SCHEME
from tarazy_shared.beacons.source import BeaconSource
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.draws import draw_export, draw_reading
from tarazy_scheduling.adapters.draws.single_draws import LARGEST
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.adapters.http.draws.case_answers import CaseDraws

JSON_LINES = "application/x-ndjson"
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}}


class TheBeacon(Answer):
    """A public beacon: round n comes out at `genesis` plus n - 1 periods. Without one there is no more than `chain`."""

    chain: str | None
    """Null where draws wait for none."""
    public_key: str | None = None
    """Null where rounds are not signed."""
    scheme: str | None = None
    genesis: datetime | None = None
    period_seconds: float | None = None
    margin_seconds: float | None = None
    """A case waits for the first round that comes out later than this after it."""


def draws_router(running: Running, beacon: BeaconSource | None = None) -> APIRouter:
    """The draws of one case, the ledger of a court, and the beacon that they wait for."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get(
        "/cases/{case_id}/draws",
        response_model=CaseDraws,
        response_model_exclude_unset=True,
        summary="How the case got its judge, with everything to repeat the draws",
    )
    async def draws(case_id: UUID) -> dict[str, Any]:
        async with pool.acquire() as connection:
            return await draws_of(connection, case_id, clock())

    @router.get(
        "/courts/{court_id}/draws",
        summary="A court's ledger of draws, one a line, for `tarazy verify-draws`",
        response_class=StreamingResponse,
        responses=_DOCUMENTED,
    )
    async def ledger(
        court_id: str,
        after: Annotated[int, Query(ge=0, le=LARGEST, description="Only what follows the entry of this number")] = 0,
    ) -> StreamingResponse:
        """`{type, day, data}` a line, of a draw with `chain` and `secret`; the secret is null until the day is over."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        lines = draw_export.whole(pool, court_id, after, today_in(court, clock))
        return StreamingResponse(lines, media_type=JSON_LINES, headers=saved_as(f"draws-{court_id}.jsonl"))

    @router.get(
        "/courts/{court_id}/draws/{day}",
        summary="One day of the ledger, for ever the same bytes",
        response_class=StreamingResponse,
        responses=_DOCUMENTED,
    )
    async def one_day(court_id: str, day: date) -> StreamingResponse:
        """The lines of a day that is sealed. `Repr-Digest` (RFC 9530) carries the SHA-256 that was told of them."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            seal = await draw_export.seal_of(connection, court_id, day)
        if seal is None:
            error = FieldError("day", "not_sealed", f"{day} is not over in this court, or lies before its first draw")
            raise Refusal(404, "This day of the ledger is not sealed", [error])
        digest = base64.b64encode(seal.sha256).decode()
        headers = saved_as(f"draws-{court_id}-{day}.jsonl") | {"Repr-Digest": f"sha-256=:{digest}:"}
        return StreamingResponse(_of_day(pool, court_id, day), media_type=JSON_LINES, headers=headers)

    @router.get(
        "/beacon",
        response_model=TheBeacon,
        response_model_exclude_unset=True,
        summary="The beacon that draws wait for, with all that is needed to check its rounds",
    )
    async def the_beacon() -> dict[str, Any]:
        """`chain` is null where draws wait for none. Round n comes out at `genesis` plus n - 1 periods."""
        return _shown(beacon) if beacon else {"chain": None}

    return router


def saved_as(name: str) -> dict[str, str]:
    """Headers with which a browser saves what it is given under this name; it is made of codes and digits alone."""
    return {"content-disposition": f'attachment; filename="{name}"'}


async def draws_of(connection: Connection, case_id: UUID, now: datetime) -> dict[str, Any]:
    """The draws of a case. Raises `Refusal` where it is not known."""
    found = await draw_reading.of_case(connection, case_id, now)
    if found is None:
        error = FieldError("case_id", "unknown_case", f"{case_id} is not known")
        raise Refusal(404, "This case is not known", [error])
    return found


async def _of_day(pool: asyncpg.Pool, court_id: str, day: date) -> AsyncIterator[bytes]:
    async with pool.acquire() as connection:
        async for line in draw_export.of_day(connection, court_id, day):
            yield line


def _shown(beacon: BeaconSource) -> dict[str, Any]:
    return {
        "chain": beacon.clock.chain,
        "public_key": beacon.public_key,
        "scheme": SCHEME if beacon.public_key else None,
        "genesis": beacon.clock.genesis,
        "period_seconds": beacon.clock.period.total_seconds(),
        "margin_seconds": beacon.clock.margin.total_seconds(),
    }
