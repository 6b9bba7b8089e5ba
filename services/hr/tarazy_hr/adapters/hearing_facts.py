"""HR's copy of the hearing facts in PostgreSQL."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.hearing_copy import Case, Hearing, HearingCopy

HEARINGS = "SELECT * FROM hearing_facts WHERE hearing_id = ANY($1::uuid[])"

# Locked, for what changes in them is counted.
CASES = "SELECT * FROM case_facts WHERE case_id = ANY($1::uuid[]) ORDER BY case_id FOR UPDATE"

# Arrays of arrays must be rectangular, so the people of each hearing travel as text.
KEEP_HEARINGS = """
    INSERT INTO hearing_facts (
        hearing_id, court_id, case_id, version, status, told_at, hearing_type, category, case_number, confidential,
        judges, people, outcome, minutes, started_at, ended_at, adjournment_reason, first_starts_at, first_until_on,
        latest_lawful_on, attendees
    )
    SELECT hearing_id, court_id, case_id, version, status, told_at, hearing_type, category, case_number, confidential,
           judges::uuid[], people::uuid[], outcome, minutes, started_at, ended_at, adjournment_reason, first_starts_at,
           first_until_on, latest_lawful_on, attendees
    FROM unnest(
        $1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::text[],
        $9::text[], $10::boolean[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::timestamptz[],
        $16::timestamptz[], $17::text[], $18::timestamptz[], $19::date[], $20::date[],
        $21::bigint[]
    ) AS told (
        hearing_id, court_id, case_id, version, status, told_at, hearing_type, category, case_number, confidential,
        judges, people, outcome, minutes, started_at, ended_at, adjournment_reason, first_starts_at, first_until_on,
        latest_lawful_on, attendees
    )
    ORDER BY hearing_id
    ON CONFLICT (hearing_id) DO UPDATE SET
        version = excluded.version, status = excluded.status, told_at = excluded.told_at,
        hearing_type = excluded.hearing_type, category = excluded.category, case_number = excluded.case_number,
        confidential = excluded.confidential, judges = excluded.judges, people = excluded.people,
        outcome = excluded.outcome, minutes = excluded.minutes, started_at = excluded.started_at,
        ended_at = excluded.ended_at, adjournment_reason = excluded.adjournment_reason,
        first_starts_at = excluded.first_starts_at, first_until_on = excluded.first_until_on,
        latest_lawful_on = excluded.latest_lawful_on, attendees = excluded.attendees
    WHERE hearing_facts.version < excluded.version
"""

# What a case was before stays in its history, for figures as they were known on a day.
KEEP_CASES = """
    WITH kept AS (
    INSERT INTO case_facts (
        case_id, court_id, version, status, told_at, judge, panel, category, instance, filed_on
    )
    SELECT case_id, court_id, version, status, told_at, judge, panel::uuid[], category, instance, filed_on
    FROM unnest(
        $1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[], $8::text[],
        $9::text[], $10::date[]
    ) AS told (case_id, court_id, version, status, told_at, judge, panel, category, instance, filed_on)
    ORDER BY case_id
    ON CONFLICT (case_id) DO UPDATE SET
        version = excluded.version, status = excluded.status, told_at = excluded.told_at,
        judge = excluded.judge, panel = excluded.panel, category = excluded.category,
        instance = excluded.instance, filed_on = excluded.filed_on
    WHERE case_facts.version <= excluded.version
    RETURNING *
    )
    INSERT INTO case_history (
        case_id, court_id, version, status, judge, category, instance, filed_on, told_at, recorded_at
    )
    SELECT case_id, court_id, version, status, judge, category, instance, filed_on, told_at, $11 FROM kept
    ON CONFLICT (case_id, recorded_at) DO UPDATE SET
        version = excluded.version, status = excluded.status, judge = excluded.judge, category = excluded.category,
        instance = excluded.instance, filed_on = excluded.filed_on, told_at = excluded.told_at
"""

# One order whoever writes; rows of one court are written by one reader of the topic at a time.
COUNT_ARRIVALS = """
    INSERT INTO incoming_months AS counted (month, court_id, category, instance, cases)
    SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        AS changed (month, court_id, category, instance, cases)
    ORDER BY month, court_id, category, instance
    ON CONFLICT (month, court_id, category, instance) DO UPDATE SET cases = counted.cases + excluded.cases
"""

DROP_SITTINGS = "DELETE FROM hearing_sittings WHERE hearing_id = ANY($1::uuid[])"

KEEP_SITTINGS = """
    INSERT INTO hearing_sittings (hearing_id, sequence, starts_at, ends_at, room_name)
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::text[])
"""

HIT = """
    SELECT h.court_id, h.hearing_id, h.case_id, h.version, h.case_number, h.hearing_type, h.category,
           h.judges[1] = $1 AS presides, s.sequence, s.starts_at, s.ends_at, s.room_name
    FROM hearing_facts AS h
    JOIN hearing_sittings AS s USING (hearing_id)
    WHERE h.people @> ARRAY[$1::uuid] AND h.status = 'scheduled'
      AND s.ends_at > $2 AND ($3::timestamptz IS NULL OR s.starts_at < $3)
    ORDER BY s.starts_at, h.hearing_id, s.sequence
"""


async def load_copy(connection: Connection, hearings: Collection[UUID], cases: Collection[UUID]) -> HearingCopy:
    """What is known of these hearings and cases."""
    copy = HearingCopy()
    if hearings:
        for row in await connection.fetch(HEARINGS, list(hearings)):
            hearing = Hearing(**{**row, "judges": tuple(row["judges"]), "people": tuple(row["people"])})
            copy.hearings[hearing.hearing_id] = hearing
    if cases:
        for row in await connection.fetch(CASES, list(cases)):
            case = Case(**{**row, "panel": tuple(row["panel"])})
            copy.cases[case.case_id] = case
    return copy


async def save_copy(connection: Connection, copy: HearingCopy, now: datetime) -> None:
    """Write the hearings and cases that changed; an older version never overwrites a newer one."""
    hearings = [copy.hearings[hearing_id] for hearing_id in copy.changed_hearings]
    if hearings:
        names = Hearing.__slots__
        await connection.execute(KEEP_HEARINGS, *(_column(hearings, name) for name in names))
    if copy.sittings:
        await connection.execute(DROP_SITTINGS, list(copy.sittings))
        rows = [
            (hearing_id, each.sequence, each.starts_at, each.ends_at, each.room_name)
            for hearing_id, sittings in copy.sittings.items()
            for each in sittings
        ]
        await connection.execute(KEEP_SITTINGS, *map(list, zip(*rows, strict=True)))
    cases = [copy.cases[case_id] for case_id in copy.changed_cases]
    if cases:
        await connection.execute(KEEP_CASES, *(_column(cases, name) for name in Case.__slots__), now)
    if counts := copy.counts():
        rows_of = [(*arrival, cases) for arrival, cases in counts.items()]
        await connection.execute(COUNT_ARRIVALS, *map(list, zip(*rows_of, strict=True)))


async def sittings_hit(
    connection: Connection, person_id: UUID, starts_at: datetime, ends_at: datetime | None
) -> list[dict[str, Any]]:
    """Sittings of standing hearings in which a person sits and which overlap [starts_at, ends_at), by time.

    Of all courts: somebody who is away is away everywhere.
    """
    return [dict(row) for row in await connection.fetch(HIT, person_id, starts_at, ends_at)]


def _column(records: list[Any], name: str) -> list[Any]:
    """One field of all records, lists of ids as PostgreSQL writes arrays."""
    values = [getattr(record, name) for record in records]
    return [f"{{{','.join(map(str, value))}}}" if isinstance(value, tuple) else value for value in values]
