"""The ledger as it is exported: a record a line in canonical JSON, day by day, each sealed day for ever the same bytes.

A day's lines are the seal of the day before, the chains of secrets published on it, and its draws and corrections in
the order of their numbers. `verify_draws` reads all days together or any of them.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import asyncpg
from tarazy_shared.contracts.draws import DrawsCorrected, DrawsSealed
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.draws import draw_secrets
from tarazy_scheduling.adapters.draws.draw_secrets import Chain, Known
from tarazy_scheduling.domain.draw.proof import canonical

CHAIN = "draw_secrets.published"

_ENTRIES = """
SELECT number, fact_type, fact, secret_day FROM draws WHERE court_id = $1 AND number > $2 AND number <= $3
ORDER BY number LIMIT $4
"""
_HEAD = "SELECT coalesce(max(number), 0) FROM draws WHERE court_id = $1"
_DAY_OF = "SELECT secret_day FROM draws WHERE court_id = $1 AND number = $2"

_SEALS = "SELECT day, number, hash, entries, sha256 FROM draw_seals WHERE court_id = $1 "
_ALL_SEALS = _SEALS + "ORDER BY day"
_SEAL_OF = _SEALS + "AND day = $2"

AT_ONCE = 500
"""Entries that are read at one time."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a day of a ledger was when it was over."""

    day: date
    number: int
    """Of the last entry up to then."""
    hash: bytes
    entries: int
    """Draws and corrections of the day."""
    sha256: bytes
    """Of the day's lines."""

    def told(self, court_id: str) -> DrawsSealed:
        """The event."""
        return DrawsSealed(
            court_id=court_id,
            day=self.day,
            number=self.number,
            hash=self.hash.hex(),
            count=self.entries,
            sha256=self.sha256.hex(),
        )

    def line(self, court_id: str) -> bytes:
        """As the export has it."""
        data = self.told(court_id).model_dump(mode="json")
        return line_of({"type": DrawsSealed.TYPE, "day": str(self.day), "data": data})


async def whole(pool: asyncpg.Pool, court_id: str, after: int, today: date) -> AsyncIterator[bytes]:
    """All lines, or those that come after an entry; a line each.

    `today` is the court's day: secrets of the days before it are open. What is added meanwhile is left out.
    """
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        head: int = await connection.fetchval(_HEAD, court_id)
        seals = [Seal(*row) for row in await connection.fetch(_ALL_SEALS, court_id)]
        chains = await draw_secrets.chains(connection, court_id)
        begins = await connection.fetchval(_DAY_OF, court_id, after) if after else date.min
    if begins is None:
        return
    if seals:
        today = max(today, seals[-1].day + timedelta(days=1))
    between = [(chain.published_on, 0, chain_line(court_id, chain)) for chain in chains]
    between += [(seal.day, 2, seal.line(court_id)) for seal in seals]
    # Chains of one day stay in the order in which `of_day` has them: the seal is of these very bytes.
    between = sorted((one for one in between if one[:2] > (begins, 1)), key=itemgetter(0, 1))[::-1]
    async for rows, secrets in _pages(pool, court_id, after, head):
        for row in rows:
            while between and between[-1][:2] < (row["secret_day"], 1):
                yield between.pop()[2]
            yield entry_line(row, secrets, today)
    while between:
        yield between.pop()[2]


async def of_day(connection: Connection, court_id: str, day: date, upto: int | None = None) -> AsyncIterator[bytes]:
    """The lines of one day, up to its last entry or to a number. The day must be over: its secrets are shown."""
    before = await seal_of(connection, court_id, day - timedelta(days=1))
    if before:
        yield before.line(court_id)
    for chain in await draw_secrets.chains(connection, court_id):
        if chain.published_on == day:
            yield chain_line(court_id, chain)
    after = before.number if before else 0
    if upto is None:
        sealed = await seal_of(connection, court_id, day)
        upto = sealed.number if sealed else 0
    secrets = await draw_secrets.of_days(connection, court_id, [day])
    while rows := await connection.fetch(_ENTRIES, court_id, after, upto, AT_ONCE):
        for row in rows:
            yield entry_line(row, secrets, date.max)
        after = rows[-1]["number"]


async def seal_of(connection: Connection, court_id: str, day: date) -> Seal | None:
    """The seal of a day, if it has one."""
    row = await connection.fetchrow(_SEAL_OF, court_id, day)
    return Seal(*row) if row else None


def chain_line(court_id: str, chain: Chain) -> bytes:
    """A chain as the export has it."""
    shown = {name: value for name, value in chain.shown().items() if name != "published_on"}
    return line_of({"type": CHAIN, "day": str(chain.published_on), "data": {"court_id": court_id, **shown}})


def entry_line(row: asyncpg.Record, secrets: Mapping[str, Known], today: date) -> bytes:
    """A draw or a correction as the export has it."""
    return line_of(record_of(row, secrets, today))


def record_of(row: asyncpg.Record, secrets: Mapping[str, Known], today: date) -> dict[str, Any]:
    """What a line of the export says of a draw or a correction; secrets of days before `today` are open."""
    data = json.loads(row["fact"])
    record = {"type": row["fact_type"], "day": str(row["secret_day"]), "data": data}
    if row["fact_type"] != DrawsCorrected.TYPE:
        known = secrets[data["proof"]["seed"]["secret_commitment"]]
        record |= {"chain": known.chain, "secret": known.secret if row["secret_day"] < today else None}
    return record


def line_of(record: Mapping[str, Any]) -> bytes:
    """A record as it stands in a file."""
    return canonical(record) + b"\n"


async def _pages(
    pool: asyncpg.Pool, court_id: str, after: int, upto: int
) -> AsyncIterator[tuple[Sequence[asyncpg.Record], dict[str, Known]]]:
    """Entries with the secrets of their days, many at once; no connection is held between two pages."""
    while True:
        async with pool.acquire() as connection:
            rows = await connection.fetch(_ENTRIES, court_id, after, upto, AT_ONCE)
            secrets = await draw_secrets.of_days(connection, court_id, {row["secret_day"] for row in rows})
        if not rows:
            return
        yield rows, secrets
        after = rows[-1]["number"]
