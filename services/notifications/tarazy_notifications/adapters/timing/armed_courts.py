"""Which rules what is armed in each court follows from, in PostgreSQL: by kind of rule, how far it is armed anew."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

# Rules are only added, so that their number says which ones something follows from. Beside it stands the version of the
# court's calendar, where there is one.
_COURT_TO_ARM = """
WITH entered AS (
    SELECT court_id, count(*) AS rules FROM notice_rules WHERE kind = $3 AND entered_at <= $2 GROUP BY court_id
), calendars AS (
    SELECT court_id, max(version) AS version FROM court_calendars WHERE known_at <= $2 GROUP BY court_id
), wanted AS (
    SELECT c.court_id, c.zone,
           coalesce(own.rules, 0) || '/' || coalesce(everywhere.rules, 0) || '/' || $1
               || coalesce('/' || calendar.version, '') AS follows
    FROM courts c
    LEFT JOIN entered own ON own.court_id = c.court_id
    LEFT JOIN entered everywhere ON everywhere.court_id IS NULL
    LEFT JOIN calendars calendar ON calendar.court_id = c.court_id
)
SELECT w.court_id, w.zone, w.follows, a.arming IS NOT DISTINCT FROM w.follows AS goes_on, a.armed_to
FROM wanted w JOIN armed_courts a ON a.court_id = w.court_id AND a.kind = $3
WHERE a.follows IS DISTINCT FROM w.follows
ORDER BY w.court_id LIMIT 1 FOR UPDATE OF a SKIP LOCKED
"""

_KNOW = "INSERT INTO armed_courts (court_id, kind) SELECT court_id, $1 FROM courts ON CONFLICT DO NOTHING"

_PROGRESS = "UPDATE armed_courts SET arming = $3, armed_to = $4 WHERE court_id = $1 AND kind = $2"

_DONE = "UPDATE armed_courts SET follows = $3, arming = NULL, armed_to = NULL WHERE court_id = $1 AND kind = $2"


@dataclass(frozen=True, slots=True)
class CourtToArm:
    """A court in which what is armed follows from rules that are not the newest."""

    court_id: str
    zone: str
    follows: str
    """Names the rules that it is to follow from."""
    armed_to: UUID | None
    """The last that is done; None at the beginning."""


async def know_courts(connection: Connection, kind: str) -> None:
    """Take in courts that are new; in none of them anything follows from rules."""
    await connection.execute(_KNOW, kind)


async def court_to_arm(connection: Connection, kind: str, by_default: str, known_until: datetime) -> CourtToArm | None:
    """A court in which what rules of a kind say is to be armed anew, held until the transaction ends.

    `by_default` names what holds without rules; of rules and calendars those count that were known by then.
    """
    row = await connection.fetchrow(_COURT_TO_ARM, by_default, known_until, kind)
    if row is None:
        return None
    return CourtToArm(row["court_id"], row["zone"], row["follows"], row["armed_to"] if row["goes_on"] else None)


async def armed_to(connection: Connection, kind: str, court: CourtToArm, last: UUID | None) -> None:
    """Remember how far a court is armed anew; None: all of it."""
    if last is None:
        await connection.execute(_DONE, court.court_id, kind, court.follows)
    else:
        await connection.execute(_PROGRESS, court.court_id, kind, court.follows, last)
