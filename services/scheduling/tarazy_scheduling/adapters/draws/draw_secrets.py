"""The secrets that draws are seeded with: chains published ahead, and one secret a day out of them."""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import asyncpg
from tarazy_shared.database import Connection

DAYS_AHEAD = 365
"""Of a chain that the service makes by itself."""

_LEDGER_DAY = """
SELECT greatest($2::date,
                (SELECT max(day) + 1 FROM draw_seals WHERE court_id = $1),
                (SELECT secret_day FROM draws WHERE court_id = $1 ORDER BY number DESC LIMIT 1))
"""

_OF_DAY = """
SELECT secret, commitment, anchor FROM draw_secrets WHERE court_id = $1 AND day = $2 ORDER BY anchor IS NULL LIMIT 1
"""
# Of two that offer a secret for one day the first counts; a row that stood before is not touched and not returned.
_OFFER = """
INSERT INTO draw_secrets (court_id, day, secret, commitment, anchor) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""

_CHAIN_COLUMNS = "SELECT anchor, from_on, days, kept_by, published_on FROM draw_chains WHERE court_id = $1 "
# A keeper's before the service's own; of several the one that begins last.
_CHAIN_ON = (
    _CHAIN_COLUMNS
    + "AND $2 >= from_on AND $2 < from_on + days ORDER BY kept_by = 'keeper' DESC, from_on DESC, anchor LIMIT 1"
)
_CHAINS = _CHAIN_COLUMNS + "ORDER BY published_on, from_on, anchor"
_PUBLISH = "INSERT INTO draw_chains VALUES ($1, $2, $3, $4, 'keeper', $5)"

_MAKE_CHAIN = "SELECT make_draw_chain($1, $2, $3, $4)"
_SECRET_OF = "SELECT draw_secret_of($1, $2, $3)"  # noqa: S105  a statement

_KEEP_SHIFT = "UPDATE draw_clock SET shift = $1 WHERE shift <> $1"

_OF_DAYS = """
SELECT s.secret, s.commitment, s.anchor, c.from_on
FROM draw_secrets s LEFT JOIN draw_chains c ON c.court_id = s.court_id AND c.anchor = s.anchor
WHERE s.court_id = $1 AND s.day = ANY($2::date[])
"""

_OPENED = """
SELECT day, secret, commitment, anchor FROM draw_secrets
WHERE court_id = $1 AND day >= $2 AND day <= $3 AND day < $4 ORDER BY day, anchor NULLS FIRST
"""

_ENDING = """
SELECT court_id, day FROM (
    SELECT court_id, max(from_on + days) AS day FROM draw_chains GROUP BY court_id
) AS ends WHERE day < $1 AND court_id <> ALL($3::text[]) ORDER BY day LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of secrets: the anchor is the SHA-256 of the first day's, each secret that of the next day's."""

    anchor: bytes
    from_on: date
    days: int
    kept_by: str
    published_on: date

    def shown(self) -> dict[str, Any]:
        """As everybody may see it."""
        return {
            "anchor": self.anchor.hex(),
            "from_on": str(self.from_on),
            "days": self.days,
            "kept_by": self.kept_by,
            "published_on": str(self.published_on),
        }

    def leads_to_anchor(self, secret: bytes, day: date) -> bool:
        """Whether a secret is this chain's of a day that it covers."""
        times = (day - self.from_on).days + 1
        if not 1 <= times <= self.days:
            return False
        for _ in range(times):
            secret = hashlib.sha256(secret).digest()
        return secret == self.anchor


@dataclass(frozen=True, slots=True)
class DaySecret:
    """What a court's draws are seeded with now."""

    day: date
    """The ledger's: the court's own, but never one that is sealed or lies before that of the last entry."""
    secret: str = field(repr=False)
    commitment: str
    of_a_chain: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A secret with what has published it ahead."""

    secret: str = field(repr=False)
    chain: dict[str, str] | None


async def today(connection: Connection, court_id: str, day: date) -> DaySecret:
    """The secret of a court's day; the first to ask takes it from the chain, and makes a chain where there is none.

    Where a keeper has not opened the day's secret, it is one made by chance that nothing has published ahead. The
    database gives none out before its day: where this process's clock is ahead at midnight, entries are of yesterday.
    """
    day = await ledger_day(connection, court_id, day)
    if await is_to_come(connection, court_id, day):
        yesterday = await ledger_day(connection, court_id, day - timedelta(days=1))
        has_begun = await chain_on(connection, court_id, yesterday) and not await is_to_come(
            connection, court_id, yesterday
        )
        day = yesterday if has_begun else day
    row = await connection.fetchrow(_OF_DAY, court_id, day)
    if row is None or row["anchor"] is None:
        offered = await _of_chain(connection, court_id, day)
        if offered is None and row is None:
            offered = (os.urandom(32), None)
        if offered:
            secret, anchor = offered
            await connection.execute(_OFFER, court_id, day, secret, hashlib.sha256(secret).digest(), anchor)
            row = await connection.fetchrow(_OF_DAY, court_id, day)
    if row is None:
        raise LookupError(f"The secret of {court_id} for {day} went away")
    return DaySecret(day, row["secret"].hex(), row["commitment"].hex(), row["anchor"] is not None)


async def keep_shift(owner_url: str, shift: timedelta) -> None:
    """Note by how much the services' clock is ahead, so that the database gives no secret out before its day.

    `owner_url` is the address with the role that owns the tables: the service's own must not move this clock.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(_KEEP_SHIFT, shift)
    finally:
        await connection.close()


async def ledger_day(connection: Connection, court_id: str, day: date) -> date:
    """The day that entries made now belong to: `day`, or a later one where the ledger is ahead of it."""
    found: date = await connection.fetchval(_LEDGER_DAY, court_id, day)
    return found


async def is_to_come(connection: Connection, court_id: str, day: date) -> bool:
    """Whether the service keeps the day's secret and the database's clock says that the day has not begun."""
    chain = await chain_on(connection, court_id, day)
    if chain is None or chain.kept_by != "service":
        return False
    return await connection.fetchval(_SECRET_OF, court_id, chain.anchor, day) is None


async def _of_chain(connection: Connection, court_id: str, day: date) -> tuple[bytes, bytes | None] | None:
    """(secret, anchor) where the service keeps the chain of the day."""
    chain = await chain_on(connection, court_id, day)
    if chain is None:
        await connection.execute(_MAKE_CHAIN, court_id, day, DAYS_AHEAD, day)
        chain = await chain_on(connection, court_id, day)
    if chain is None or chain.kept_by != "service":
        return None
    secret = await connection.fetchval(_SECRET_OF, court_id, chain.anchor, day)
    return (secret, chain.anchor) if secret else None


async def chain_on(connection: Connection, court_id: str, day: date) -> Chain | None:
    """The chain that a day's secret is to be of."""
    row = await connection.fetchrow(_CHAIN_ON, court_id, day)
    return Chain(*row) if row else None


async def chains(connection: Connection, court_id: str) -> list[Chain]:
    """All that the court has published, in the order in which it did."""
    return [Chain(*row) for row in await connection.fetch(_CHAINS, court_id)]


async def publish(connection: Connection, court_id: str, chain: Chain) -> None:
    """Keep a keeper's chain."""
    await connection.execute(_PUBLISH, court_id, chain.anchor, chain.from_on, chain.days, chain.published_on)


async def prolong(connection: Connection, court_id: str, from_on: date, day: date) -> None:
    """Publish a chain of the service's own for the days from `from_on` on."""
    await connection.execute(_MAKE_CHAIN, court_id, from_on, DAYS_AHEAD, day)


async def ending(
    connection: Connection, before: date, at_most: int, left_out: Collection[str]
) -> list[tuple[str, date]]:
    """(court, first day without a chain) for courts whose last chain ends before a day."""
    return [(row[0], row[1]) for row in await connection.fetch(_ENDING, before, at_most, list(left_out))]


async def open_one(connection: Connection, court_id: str, chain: Chain, day: date, secret: bytes) -> None:
    """Keep the secret of a day that a keeper has opened."""
    await connection.execute(_OFFER, court_id, day, secret, hashlib.sha256(secret).digest(), chain.anchor)


async def of_days(connection: Connection, court_id: str, days: Collection[date]) -> dict[str, Known]:
    """The secrets of some days by their commitment."""
    return {
        row["commitment"].hex(): Known(
            row["secret"].hex(),
            {"anchor": row["anchor"].hex(), "from": str(row["from_on"])} if row["anchor"] else None,
        )
        for row in await connection.fetch(_OF_DAYS, court_id, list(days))
    }


async def opened(
    connection: Connection, court_id: str, from_on: date, to_on: date, today: date
) -> list[dict[str, Any]]:
    """Secrets of days that are over, as everybody may see them."""
    return [
        {
            "day": row["day"],
            "secret": row["secret"].hex(),
            "commitment": row["commitment"].hex(),
            "anchor": row["anchor"].hex() if row["anchor"] else None,
        }
        for row in await connection.fetch(_OPENED, court_id, from_on, to_on, today)
    ]
