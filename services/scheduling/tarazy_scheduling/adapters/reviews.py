"""Courts that are to look again at their hearings because something that holds in all courts is another."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from tarazy_shared.database import Connection

Kind = Literal["limits", "catalogue"]

_NOTE = """
INSERT INTO reviews (court_id, kind, noted_at) SELECT court_id, $2, $3 FROM unnest($1::text[]) AS court_id
ON CONFLICT DO NOTHING
"""
_COURTS = """
SELECT court_id FROM reviews WHERE court_id <> ALL($2::text[]) GROUP BY court_id ORDER BY min(noted_at), 1 LIMIT $1
"""
_TAKE = "DELETE FROM reviews WHERE court_id = $1 RETURNING kind"


async def note(connection: Connection, court_ids: Collection[str], kind: Kind, now: datetime) -> None:
    """Let courts look again soon; whoever notes it need not wait for them."""
    if court_ids:
        await connection.execute(_NOTE, list(court_ids), kind, now)


async def courts(connection: Connection, at_most: int, left_out: Collection[str]) -> list[str]:
    """Courts that are to look again, those first that were to for longest."""
    return [row[0] for row in await connection.fetch(_COURTS, at_most, list(left_out))]


async def take(connection: Connection, court_id: str) -> list[Kind]:
    """What a court is to look at; forgotten with this transaction."""
    return [row[0] for row in await connection.fetch(_TAKE, court_id)]
