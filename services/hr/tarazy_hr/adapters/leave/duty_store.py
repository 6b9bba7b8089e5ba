"""Duties of weeks, as they were planned, swapped and told."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.leave.rotation import Duty, Passed, Place

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
    INSERT INTO duties (court_id, post_id, monday, version, person_id, home_court_id, passed, absence_id, recorded_at)
    SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $5, $6, $7, $8, $4
    FROM duties WHERE court_id = $1 AND post_id IS NOT DISTINCT FROM $2 AND monday = $3
"""


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
        values.append((*key, duty.person_id, duty.home_court_id, passed, duty.absence_id))
    await connection.executemany(INSERT, values)


def _duty(row: Any) -> Duty:
    return Duty(
        Place(row["court_id"], row["post_id"] and UUID(int=row["post_id"].int)),
        row["monday"],
        UUID(int=row["person_id"].int),
        row["home_court_id"],
        tuple(Passed(UUID(one["person_id"]), one["why"]) for one in json.loads(row["passed"])),
        row["absence_id"] and UUID(int=row["absence_id"].int),
    )
