"""Hearings with their sittings and bookings, in and out of the database, many at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_hearing, write_hearing
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.means import Engagement

ROOM, SOMEBODY = 1, 2

RECENT = timedelta(days=2)
"""Hearings that sat longer ago take nobody's time any more, and those whose window ended before have been told for the
last time; they are loaded when an event names them. Those that may miss their limit stay."""

_BY_ID = "SELECT court_id, document FROM hearings WHERE hearing_id = ANY($1::uuid[])"

_OF_CASES = "SELECT court_id, document FROM hearings WHERE case_id = ANY($1::uuid[])"

_STANDING = """
SELECT document FROM hearings
WHERE hearing_id IN (
    SELECT hearing_id FROM sittings WHERE court_id = $1 AND starts_at >= $2
    UNION
    SELECT hearing_id FROM escalations WHERE court_id = $1 AND ended_at IS NULL
    UNION
    SELECT h.hearing_id FROM hearings h JOIN courts c ON c.court_id = h.court_id
    WHERE h.court_id = $1 AND h.state = 'unlisted'
      AND h.latest_on >= (c.passed_at AT TIME ZONE c.zone)::date - $3::integer
)
"""

_SAVE = """
INSERT INTO hearings (hearing_id, court_id, case_id, state, latest_on, document, told_type, told)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::date[], $6::json[], $7::text[], $8::json[])
ON CONFLICT (hearing_id) DO UPDATE
SET state = excluded.state, latest_on = excluded.latest_on, document = excluded.document,
    told_type = coalesce(excluded.told_type, hearings.told_type), told = coalesce(excluded.told, hearings.told)
"""

# What is kept as it stood was told of; a change that nobody is told of has the same version.
_KEEP_VERSIONS = """
INSERT INTO hearing_versions (hearing_id, version, document)
SELECT hearing_id, (document ->> 'version')::integer, document FROM hearings WHERE hearing_id = ANY($1::uuid[])
ON CONFLICT DO NOTHING
"""

_CLEAR_BOOKINGS = "DELETE FROM bookings WHERE hearing_id = ANY($1::uuid[])"
_CLEAR_SITTINGS = "DELETE FROM sittings WHERE hearing_id = ANY($1::uuid[])"

# Resources name the sitting that takes them by its place among the sittings.
_BOOK = """
INSERT INTO bookings (kind, resource_id, during, court_id, hearing_id, lane)
SELECT resource.kind, resource.id, tstzrange(sitting.starts_at, sitting.ends_at), sitting.court_id, sitting.hearing_id,
       resource.lane
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY
     AS sitting (hearing_id, court_id, starts_at, ends_at, place)
JOIN unnest($5::uuid[], $6::integer[], $7::smallint[], $8::smallint[]) AS resource (id, place, kind, lane)
     ON resource.place = sitting.place
"""

_SIT = """
INSERT INTO sittings (hearing_id, sequence, court_id, room_id, starts_at, ends_at)
SELECT * FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
"""

_ENGAGED = """
SELECT resource_id, court_id, hearing_id, lower(during), upper(during)
FROM bookings
WHERE resource_id = ANY($1::uuid[]) AND kind = 2 AND during && tstzrange($2, NULL)
"""


_VENUES = """
SELECT s.hearing_id, s.starts_at, r.building, r.address FROM sittings s JOIN rooms r ON r.room_id = s.room_id
WHERE s.hearing_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """A hearing to be written: of which court, and the place that the database has."""

    court_id: str
    hearing: Hearing
    was: Placing | None


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last of a hearing."""

    type: str
    data: str


async def by_id(connection: Connection, hearing_ids: Collection[UUID]) -> list[tuple[str, Hearing]]:
    """(court, hearing) for each that is known."""
    if not hearing_ids:
        return []
    return [(row[0], read_hearing(row[1])) for row in await connection.fetch(_BY_ID, list(hearing_ids))]


async def of_cases(connection: Connection, case_ids: Collection[UUID]) -> list[tuple[str, Hearing]]:
    """(court, hearing) for every hearing of the cases."""
    if not case_ids:
        return []
    return [(row[0], read_hearing(row[1])) for row in await connection.fetch(_OF_CASES, list(case_ids))]


async def standing_in(connection: Connection, court_id: str, now: datetime) -> list[Hearing]:
    """A court's hearings that take time from now on, sat a short while ago, or wait for a place."""
    return [read_hearing(row[0]) for row in await connection.fetch(_STANDING, court_id, now - RECENT, RECENT.days)]


async def save(connection: Connection, hearings: Collection[Changed], told: Mapping[UUID, Told]) -> None:
    """Write hearings as they now stand, and what is told of them now, where anything is."""
    if not hearings:
        return
    if anew := [one.hearing.hearing_id for one in hearings if one.hearing.version > 1]:
        await connection.execute(_KEEP_VERSIONS, anew)
    last = [told.get(one.hearing.hearing_id) for one in hearings]
    await connection.execute(
        _SAVE,
        [one.hearing.hearing_id for one in hearings],
        [one.court_id for one in hearings],
        [one.hearing.case_id for one in hearings],
        [one.hearing.state for one in hearings],
        [one.hearing.request.latest_on for one in hearings],
        [write_hearing(one.hearing) for one in hearings],
        [one.type if one else None for one in last],
        [one.data if one else None for one in last],
    )


async def save_places(connection: Connection, hearings: Collection[Changed]) -> None:
    """Write sittings and bookings of the hearings whose place has changed.

    Raises `asyncpg.ExclusionViolationError` when somebody or a room would be booked twice.
    """
    moved = [one for one in hearings if one.hearing.placing != one.was]
    gone = [one.hearing.hearing_id for one in moved if one.was]
    if gone:
        await connection.execute(_CLEAR_BOOKINGS, gone)
        await connection.execute(_CLEAR_SITTINGS, gone)
    await _place(connection, [(one.court_id, one.hearing, one.hearing.placing) for one in moved if one.hearing.placing])


async def engagements(
    connection: Connection, resource_ids: Collection[UUID], now: datetime
) -> list[tuple[str, Engagement]]:
    """(court, booking) of these people from now on, in all courts."""
    if not resource_ids:
        return []
    return [
        (row[1], Engagement(row[0], row[2], row[3], row[4]))
        for row in await connection.fetch(_ENGAGED, list(resource_ids), now)
    ]


async def venues(
    connection: Connection, hearing_ids: Collection[UUID]
) -> dict[tuple[UUID, datetime], tuple[str | None, str | None]]:
    """(building, address) of each sitting, by hearing and start."""
    rows = await connection.fetch(_VENUES, list(hearing_ids)) if hearing_ids else []
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def _place(connection: Connection, placed: Iterable[tuple[str, Hearing, Placing | None]]) -> None:
    sittings: list[tuple[UUID, int, str, UUID, datetime, datetime]] = []
    resources: list[UUID] = []
    places: list[int] = []
    kinds: list[int] = []
    lanes: list[int] = []
    for court_id, hearing, placing in placed:
        if placing is None:
            continue
        people = dict.fromkeys(placing.people)
        for sequence, sitting in enumerate(placing.sittings, 1):
            start, end = sitting.starts_at, sitting.ends_at
            sittings.append((hearing.hearing_id, sequence, court_id, sitting.room_id, start, end))
            resources += (sitting.room_id, *people)
            places += [len(sittings)] * (1 + len(people))
            kinds += (ROOM, *[SOMEBODY] * len(people))
            lanes += _lanes(placing, people) if placing.lane else [0] * (1 + len(people))
    if sittings:
        ids, sequences, courts, rooms, starts, ends = map(list, zip(*sittings, strict=True))
        await connection.execute(_BOOK, ids, courts, starts, ends, resources, places, kinds, lanes)
        await connection.execute(_SIT, ids, sequences, courts, rooms, starts, ends)


def _lanes(placing: Placing, people: Iterable[UUID]) -> list[int]:
    """Of the room and of each of the people: those shared with the hearings below are in a lane of their own."""
    shared = {*placing.judges, placing.clerk}
    return [placing.lane, *(placing.lane if one in shared else 0 for one in people)]
