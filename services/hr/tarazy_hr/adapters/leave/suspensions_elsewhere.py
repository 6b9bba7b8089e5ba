"""Suspensions of seconded people, as their own courts and the host courts know them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

# In the host court it is known by its first day. A suspension that the host court said by itself goes before.
TO_FOLLOW = """
    SELECT DISTINCT s.host_court_id, s.home_court_id, s.person_id, home.from_on, home.back_on,
           host.from_on IS NOT NULL AS is_known
    FROM suspensions AS home
    JOIN secondments AS s ON s.home_court_id = home.court_id AND s.person_id = home.person_id
    JOIN appointments AS there
        ON there.court_id = s.host_court_id AND there.person_id = s.person_id AND there.from_on = s.first_on
        AND there.superseded_at IS NULL
        AND coalesce(there.separated_on, there.to_on, 'infinity') >= home.from_on
        AND there.from_on < coalesce(home.back_on, 'infinity')
    JOIN courts AS c ON c.court_id = s.host_court_id AND c.superseded_at IS NULL
    LEFT JOIN suspensions AS host
        ON host.court_id = s.host_court_id AND host.person_id = s.person_id AND host.from_on = home.from_on
        AND host.superseded_at IS NULL
    WHERE home.superseded_at IS NULL
      AND coalesce(there.separated_on, there.to_on, 'infinity') >= ($1::timestamptz AT TIME ZONE c.zone)::date
      AND CASE WHEN host.from_on IS NOT NULL THEN host.back_on IS NULL AND home.back_on IS NOT NULL
          ELSE coalesce(home.back_on, 'infinity') > ($1::timestamptz AT TIME ZONE c.zone)::date
               AND NOT EXISTS (
                   SELECT FROM suspensions AS own
                   WHERE own.court_id = s.host_court_id AND own.person_id = s.person_id AND own.superseded_at IS NULL
                     AND coalesce(own.back_on, 'infinity') > home.from_on
               ) END
    ORDER BY s.host_court_id, s.person_id, home.from_on
"""


@dataclass(frozen=True, slots=True)
class Following:
    """What a host court is to know."""

    court_id: str
    """The host court."""
    home_court_id: str
    person_id: UUID
    from_on: date
    back_on: date | None
    is_known: bool
    """The host court knows the first day, and the first day back is missing."""


async def suspensions_to_follow(connection: Connection, now: datetime) -> list[Following]:
    """Suspensions at home, in the days of a secondment, that host courts do not know of, or not of their end."""
    return [
        Following(
            row["host_court_id"],
            row["home_court_id"],
            UUID(int=row["person_id"].int),
            row["from_on"],
            row["back_on"],
            row["is_known"],
        )
        for row in await connection.fetch(TO_FOLLOW, now)
    ]
