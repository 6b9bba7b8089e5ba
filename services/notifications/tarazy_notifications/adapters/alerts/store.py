"""Which alerts operators were told of, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tarazy_shared.database import Connection

from tarazy_notifications.domain.alerts.telling import Alert, Key

KEPT = timedelta(days=90)
"""For which an alert is known to have been told."""

# Of two processes that are told of the same alert the first goes on.
_NEWS = """
INSERT INTO alerts_told (fingerprint, starts_at, firing, told_at)
SELECT fingerprint, starts_at, firing, $4
FROM unnest($1::text[], $2::timestamptz[], $3::bool[]) AS row (fingerprint, starts_at, firing)
ORDER BY 1, 2, 3
ON CONFLICT DO NOTHING RETURNING fingerprint, starts_at, firing
"""

_FORGET = "DELETE FROM alerts_told WHERE told_at < $1"

_COURTS = "SELECT court_id FROM courts ORDER BY court_id"


async def news(connection: Connection, alerts: Sequence[Alert], now: datetime) -> list[Alert]:
    """Those of the alerts that nobody was told of before; from now on they are."""
    keys = [one.key for one in alerts]
    rows = await connection.fetch(
        _NEWS,
        [one.fingerprint for one in keys],
        [one.starts_at for one in keys],
        [one.firing for one in keys],
        now,
    )
    new = {Key(*row) for row in rows}
    await connection.execute(_FORGET, now - KEPT)
    return [one for one in alerts if one.key in new]


async def courts(connection: Connection) -> list[str]:
    """All courts that are known."""
    return [row[0] for row in await connection.fetch(_COURTS)]
