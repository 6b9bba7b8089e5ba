"""A court's hearings that are over, for learning from them, and what is listed before one judge on one day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.documents import read_hearing
from tarazy_scheduling.domain.durations.past import Past, without_rests
from tarazy_scheduling.domain.model.hearing import Hearing

LOOKED_BACK = timedelta(days=3 * 365)
"""Older hearings say little about how a court works today."""

# Of those cancelled only what had a place and was not wanted any more: what people vacate is asked for again.
_PAST = """
SELECT c.document ->> 'category', h.document -> 'request' ->> 'hearing_type',
       coalesce(h.told -> 'judges' ->> 0, h.told -> 'previous' -> 'person_ids' -> 'judges' ->> 0)::uuid,
       h.state, (h.told ->> 'minutes')::bigint,
       ((h.told ->> 'started_at')::timestamptz AT TIME ZONE $3)::time,
       (h.told -> 'previous' -> 'sittings' -> 0 ->> 'starts_at')::timestamptz
           - (h.document ->> 'cancelled_at')::timestamptz
FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.court_id = $1 AND h.latest_on >= $2 AND h.document -> 'request' ->> 'hearing_type' = ANY($4)
  AND (h.state IN ('held', 'adjourned', 'not_held') AND h.told_type = 'court.hearing.recorded.v1'
       OR h.state = 'cancelled' AND h.told_type = 'court.hearing.cancelled.v1'
          AND h.told ->> 'previous' IS NOT NULL AND h.told ->> 'reason' IN ('request_withdrawn', 'case_closed'))
"""

_LISTED = """
SELECT s.starts_at, s.ends_at, h.document, c.document ->> 'category' AS category
FROM sittings s
JOIN hearings h ON h.hearing_id = s.hearing_id
JOIN cases c ON c.case_id = h.case_id
WHERE s.court_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3
ORDER BY s.starts_at, h.hearing_id
"""

_ASKED = """
SELECT h.court_id, h.document, c.document ->> 'category' AS category, c.judge_id
FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.hearing_id = $1
"""

_SITS = """
SELECT true FROM posts WHERE court_id = $1 AND person_id = $2 AND role IN ('judge', 'lay_judge') LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A hearing as far as its duration goes."""

    court_id: str
    category: str
    judge_id: UUID | None
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class ListedBefore:
    """A sitting that begins in some session."""

    starts_at: datetime
    ends_at: datetime
    category: str
    hearing: Hearing


async def past_of(connection: Connection, court: CourtRow, hearing_types: Collection[str], today: date) -> list[Past]:
    """The hearings of these types of the last three years, by the last day of their windows."""
    since, hours = today - LOOKED_BACK, court.hours
    rows = await connection.fetch(_PAST, court.court_id, since, court.zone, list(hearing_types))
    return [
        Past(
            category,
            of,
            judge_id,
            state,
            without_rests(begins, minutes, hours) if begins and minutes else minutes,
            before,
        )
        for category, of, judge_id, state, minutes, begins, before in rows
    ]


async def asked_for(connection: Connection, hearing_id: UUID) -> AskedFor | None:
    """The hearing with the judge before whom it sits, or else the judge of its case; None if it is not known."""
    row = await connection.fetchrow(_ASKED, hearing_id)
    if row is None:
        return None
    hearing = read_hearing(row["document"])
    judge_id = hearing.placing.judges[0] if hearing.placing else row["judge_id"]
    return AskedFor(row["court_id"], row["category"], judge_id, hearing)


async def listed_before(
    connection: Connection, court_id: str, judge_id: UUID, start: datetime, end: datetime
) -> list[ListedBefore]:
    """What begins in `[start, end)` before a judge, beside others too, in the order of time."""
    rows = await connection.fetch(_LISTED, court_id, start, end)
    found = [
        ListedBefore(row["starts_at"], row["ends_at"], row["category"], read_hearing(row["document"])) for row in rows
    ]
    return [one for one in found if one.hearing.placing and judge_id in one.hearing.placing.judges]


async def sits_in(connection: Connection, court_id: str, person_id: UUID) -> bool:
    """Whether somebody is, was or will be a judge of the court."""
    return bool(await connection.fetchval(_SITS, court_id, person_id))
