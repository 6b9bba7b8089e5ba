"""The rules of leave of a court and what ledgers are worked out from, as believed at an instant."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.leave.leave_documents import shipped
from tarazy_hr.domain.leave.records import LeaveRecords
from tarazy_hr.domain.leave.service import InPost, Service

STANDING = datetime(9999, 1, 1, tzinfo=UTC)
"""Asks for what stands: no belief is recorded later than this."""

TYPES = """
    SELECT * FROM leave_types
    WHERE court_id = $2 AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

COVER_RULES = """
    SELECT * FROM cover_rules
    WHERE court_id = $2 AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

ADJUSTMENTS = """
    SELECT * FROM leave_adjustments
    WHERE court_id = $2 AND person_id = ANY($3::uuid[])
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
    UNION
    SELECT * FROM leave_adjustments
    WHERE adjustment_id = ANY($4::uuid[]) AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

# Of all courts, for years of service. Days are the court's own: the zone is that of the court asked about.
SERVICE = """
    SELECT a.court_id, a.person_id, a.from_on, coalesce(a.separated_on, a.to_on) AS last_on, a.role,
           a.full_time_share, s.absence_id IS NULL AS accrues
    FROM appointments AS a
    LEFT JOIN secondments AS s
        ON s.host_court_id = a.court_id AND s.person_id = a.person_id AND s.first_on = a.from_on
    WHERE a.person_id = ANY($2::uuid[]) AND a.recorded_at <= $1 AND (a.superseded_at IS NULL OR a.superseded_at > $1)
    ORDER BY a.person_id, a.from_on
"""

KNOWN_SINCE = """
    SELECT a.person_id, (min(a.recorded_at) AT TIME ZONE $3)::date AS since
    FROM appointments AS a
    WHERE a.court_id = $1 AND a.person_id = ANY($2::uuid[])
    GROUP BY a.person_id
"""

SECONDED = """
    SELECT s.absence_id, s.host_court_id, EXISTS (
        SELECT FROM duties AS d
        WHERE d.absence_id = s.absence_id AND d.person_id = s.person_id AND d.superseded_at IS NULL AND NOT d.is_gap
    ) AS is_duty
    FROM secondments AS s
    WHERE s.home_court_id = $1 AND s.person_id = ANY($2::uuid[]) AND s.recorded_at <= $3
"""

ZONE = "SELECT zone FROM courts WHERE court_id = $1 AND superseded_at IS NULL"


async def read_records(
    connection: Connection, at: datetime, court_id: str, people: Sequence[UUID], adjustments: Sequence[UUID] = ()
) -> LeaveRecords:
    """Rules, calendar, and of the people given their service and adjustments. Five queries, however many they are."""
    records = LeaveRecords(shipped(), calendar=await known_calendar(connection, at, court_id))
    for row in await connection.fetch(TYPES, at, court_id):
        fact = stored_facts.leave_type_fact(row)
        records.own[fact.leave_type.code, fact.leave_type.valid_from] = fact
    for row in await connection.fetch(COVER_RULES, at, court_id):
        rule = stored_facts.cover_rule_fact(row)
        records.cover_rules[rule.rule.specialism, rule.rule.valid_from] = rule
    if people or adjustments:
        for row in await connection.fetch(ADJUSTMENTS, at, court_id, list(people), list(adjustments)):
            made = stored_facts.adjustment_fact(row)
            records.adjustments[made.adjustment.adjustment_id] = made
    if people:
        records.service = await _service(connection, at, court_id, people)
        for row in await connection.fetch(SECONDED, court_id, list(people), at):
            absence_id = UUID(int=row["absence_id"].int)
            records.seconded[absence_id] = row["host_court_id"]
            if row["is_duty"]:
                records.duties.add(absence_id)
    return records


async def _service(connection: Connection, at: datetime, court_id: str, people: Sequence[UUID]) -> dict[UUID, Service]:
    zone = await connection.fetchval(ZONE, court_id)
    since: dict[UUID, date] = {
        UUID(int=row["person_id"].int): row["since"]
        for row in await connection.fetch(KNOWN_SINCE, court_id, list(people), zone or "UTC")
    }
    here: dict[UUID, list[InPost]] = {}
    anywhere: dict[UUID, list[InPost]] = {}
    for row in await connection.fetch(SERVICE, at, list(people)):
        who = UUID(int=row["person_id"].int)
        one = InPost(row["from_on"], row["last_on"], row["role"], row["full_time_share"], row["accrues"])
        anywhere.setdefault(who, []).append(one)
        if row["court_id"] == court_id:
            here.setdefault(who, []).append(one)
    return {who: Service(tuple(here.get(who, ())), tuple(anywhere.get(who, ())), since.get(who)) for who in people}
