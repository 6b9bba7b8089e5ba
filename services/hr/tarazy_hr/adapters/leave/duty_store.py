"""Duties of weeks, as they were planned, swapped and told."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.leave.rotation import Duty, Member, Passed, Place

# Weeks that have a day of the range, as believed at $1.
BELIEVED = """
    SELECT * FROM duties
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND monday BETWEEN $2::date - 6 AND $3::date
      AND (court_id = ANY($4::text[]) OR home_court_id = ANY($4::text[]) OR person_id = ANY($5::uuid[]))
    ORDER BY monday, court_id, post_id
"""

SUPERSEDE = """
    UPDATE duties SET superseded_at = greatest(recorded_at, $4)
    WHERE court_id = $1 AND post_id IS NOT DISTINCT FROM $2 AND monday = $3 AND superseded_at IS NULL
"""

INSERT = """
    INSERT INTO duties (court_id, post_id, monday, version, person_id, home_court_id, passed, absence_id, turn, from_on,
                        instead_of, why, is_gap, recorded_at)
    SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $4
    FROM duties WHERE court_id = $1 AND post_id IS NOT DISTINCT FROM $2 AND monday = $3
"""

ONE = """
    SELECT * FROM duties
    WHERE court_id = $1 AND post_id IS NOT DISTINCT FROM $2 AND monday = $3 AND superseded_at IS NULL
"""

# Weeks that are not over whose people may not be there in what is left of them: an absence other than the duty itself
# or a suspension lies in it, or they are not in post all of the time.
IN_DOUBT = """
    SELECT d.court_id, d.post_id, d.monday FROM duties AS d
    JOIN courts AS c ON c.court_id = d.home_court_id AND c.superseded_at IS NULL
    CROSS JOIN LATERAL (
        SELECT greatest(d.monday, d.from_on, ($1::timestamptz AT TIME ZONE c.zone)::date) AS first, d.monday + 6 AS last
    ) AS week
    WHERE d.superseded_at IS NULL AND NOT d.is_gap AND week.first <= week.last
      AND d.monday > ($1::timestamptz AT TIME ZONE 'UTC')::date - 8
      AND (
          EXISTS (
              SELECT FROM absences AS a
              WHERE a.court_id = d.home_court_id AND a.person_id = d.person_id AND a.superseded_at IS NULL
                AND a.what = 'approved' AND a.absence_id IS DISTINCT FROM d.absence_id
                AND a.ends_at > (week.first::timestamp AT TIME ZONE c.zone)
                AND a.starts_at < ((week.last + 1)::timestamp AT TIME ZONE c.zone)
          )
          OR EXISTS (
              SELECT FROM suspensions AS s
              WHERE s.court_id = d.home_court_id AND s.person_id = d.person_id AND s.superseded_at IS NULL
                AND s.from_on <= week.last AND coalesce(s.back_on, 'infinity') > week.first
          )
          OR NOT EXISTS (
              SELECT FROM appointments AS p
              WHERE p.court_id = d.home_court_id AND p.person_id = d.person_id AND p.superseded_at IS NULL
                AND p.from_on <= week.first AND coalesce(p.separated_on, p.to_on, 'infinity') >= week.last
          )
      )
    ORDER BY d.monday, d.court_id, d.post_id
"""

GAPS = """
    SELECT d.court_id, d.post_id, d.monday FROM duties AS d
    JOIN courts AS c ON c.court_id = d.court_id AND c.superseded_at IS NULL
    WHERE d.superseded_at IS NULL AND d.is_gap AND d.recorded_at > $2
      AND d.monday + 6 >= ($1::timestamptz AT TIME ZONE c.zone)::date
    ORDER BY d.monday, d.court_id, d.post_id
"""

IS_DUTY = """
    SELECT EXISTS (SELECT FROM duties WHERE absence_id = $1 AND superseded_at IS NULL AND NOT is_gap)
"""

# Weeks that were told and that a leave, should it be approved, would lie over.
UNDER_LEAVE = """
    SELECT d.* FROM duties AS d
    JOIN absences AS own ON own.absence_id = d.absence_id AND own.superseded_at IS NULL AND own.what = 'approved'
    JOIN absences AS wanted ON wanted.absence_id = $1 AND wanted.superseded_at IS NULL
    WHERE d.superseded_at IS NULL AND NOT d.is_gap AND d.absence_id IS NOT NULL
      AND d.home_court_id = wanted.court_id AND d.person_id = wanted.person_id
      AND own.starts_at < wanted.ends_at AND own.ends_at > wanted.starts_at
    ORDER BY d.monday
"""


@dataclass(frozen=True, slots=True)
class DutyKey:
    """A place in a week."""

    court_id: str
    post_id: UUID | None
    monday: date


async def duties_between(
    connection: Connection,
    at: datetime,
    first: date,
    last: date,
    courts: Collection[str],
    people: Collection[UUID] = (),
) -> list[Duty]:
    """Duties in courts, of their people elsewhere, and of the people given, by weeks."""
    rows = await connection.fetch(BELIEVED, at, first, last, list(courts), list(people))
    return [_duty(row) for row in rows]


async def keep_duties(
    connection: Connection, duties: Iterable[Duty], now: datetime, *, superseding: bool = False
) -> None:
    """Record duties. With `superseding` they take the place of what stood for their places and weeks."""
    kept = [(duty, (duty.place.court_id, duty.place.post_id, duty.monday, now)) for duty in duties]
    if superseding:
        await connection.executemany(SUPERSEDE, [key for _, key in kept])
    values = []
    for duty, key in kept:
        passed = json.dumps([{"person_id": str(one.person_id), "why": one.why} for one in duty.passed])
        turn = json.dumps([{"person_id": str(one.person_id), "court_id": one.court_id} for one in duty.turn])
        changed = turn, duty.from_on, duty.instead_of, duty.why, duty.is_gap
        values.append((*key, duty.person_id, duty.home_court_id, passed, duty.absence_id, *changed))
    await connection.executemany(INSERT, values)


async def drop_duties(connection: Connection, duties: Iterable[Duty], now: datetime) -> None:
    """Nobody's duty is planned there any more; what was is kept."""
    await connection.executemany(
        SUPERSEDE, [(duty.place.court_id, duty.place.post_id, duty.monday, now) for duty in duties]
    )


async def duty_at(connection: Connection, key: DutyKey) -> Duty | None:
    """The duty, or the gap, that stands at a place in a week."""
    row = await connection.fetchrow(ONE, key.court_id, key.post_id, key.monday)
    return None if row is None else _duty(row)


async def duties_in_doubt(connection: Connection, now: datetime) -> list[DutyKey]:
    """Weeks that are not over whose people may not be there."""
    return [_key(row) for row in await connection.fetch(IN_DOUBT, now)]


async def gaps_ahead(connection: Connection, now: datetime, since: datetime) -> list[DutyKey]:
    """Weeks that are not over and that nobody is on duty in, recorded after an instant."""
    return [_key(row) for row in await connection.fetch(GAPS, now, since)]


async def is_duty(connection: Connection, absence_id: UUID) -> bool:
    """Whether a secondment is a week of duty."""
    return bool(await connection.fetchval(IS_DUTY, absence_id))


async def told_duties_under(connection: Connection, absence_id: UUID) -> list[Duty]:
    """The weeks told as secondments that a leave lies over which waits."""
    return [_duty(row) for row in await connection.fetch(UNDER_LEAVE, absence_id)]


def _key(row: Any) -> DutyKey:
    return DutyKey(row["court_id"], _id(row["post_id"]), row["monday"])


def _id(value: Any) -> UUID | None:
    return None if value is None else UUID(int=value.int)


def _duty(row: Any) -> Duty:
    return Duty(
        Place(row["court_id"], _id(row["post_id"])),
        row["monday"],
        UUID(int=row["person_id"].int),
        row["home_court_id"],
        tuple(Passed(UUID(one["person_id"]), one["why"]) for one in json.loads(row["passed"])),
        _id(row["absence_id"]),
        tuple(Member(one["court_id"], UUID(one["person_id"])) for one in json.loads(row["turn"])),
        row["from_on"],
        _id(row["instead_of"]),
        row["why"],
        row["is_gap"],
    )
