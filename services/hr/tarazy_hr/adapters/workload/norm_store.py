"""Norms of the whole country in PostgreSQL, and the locks under which they change."""

from collections.abc import Sequence
from datetime import date, datetime

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.queries import STANDING
from tarazy_hr.domain.norm import Norm, NormFact
from tarazy_hr.domain.workload.weights import Weights, of_norms

_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr country norms', 0))"

_SHARE = "SELECT pg_advisory_xact_lock_shared(hashtextextended('tarazy hr country norms', 0))"

# As `book_reading.LOCK`, in one order whoever asks.
_HOLD_COURTS = """
    SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr court ' || court_id, 0))
    FROM (SELECT court_id FROM unnest($1::text[]) AS court (court_id) ORDER BY court_id) AS courts
"""

_COUNTRY = """
    SELECT * FROM norms WHERE court_id = '' AND superseded_at IS NULL ORDER BY category, instance, valid_from
"""

_ZONES = "SELECT DISTINCT zone FROM courts WHERE superseded_at IS NULL"


async def hold_country(connection: Connection) -> None:
    """Nobody else changes or reads norms of the country for a court that is new, until the transaction ends."""
    await connection.execute(_HOLD)


async def share_country(connection: Connection) -> None:
    """Norms of the country stay as they are until the transaction ends."""
    await connection.execute(_SHARE)


async def hold_courts(connection: Connection, court_ids: Sequence[str]) -> None:
    """Nothing is decided about these courts until the transaction ends."""
    await connection.execute(_HOLD_COURTS, court_ids)


async def country_norms(connection: Connection) -> list[NormFact]:
    """Norms of the country as they stand."""
    return [stored_facts.norm_fact(row) for row in await connection.fetch(_COUNTRY)]


async def zones(connection: Connection) -> list[str]:
    """The zones in which courts count their days."""
    return [row["zone"] for row in await connection.fetch(_ZONES)]


_ALL = """
    SELECT court_id, category, weight_minutes, valid_from, instance FROM norms
    WHERE recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
      AND valid_from < $1 AND ($2::text IS NULL OR court_id IN ('', $2))
"""

_SHIPPED = "SELECT category, weight_minutes FROM default_weights"


async def weights(
    connection: Connection, before: date, court_id: str | None = None, at: datetime = STANDING
) -> Weights:
    """Norms that have begun before a day, of all courts or of one, with the country's and what ships, as believed at an
    instant."""
    norms = [Norm(*row) for row in await connection.fetch(_ALL, before, court_id, at)]
    shipped = {row["category"]: row["weight_minutes"] for row in await connection.fetch(_SHIPPED)}
    return of_norms(norms, shipped)
