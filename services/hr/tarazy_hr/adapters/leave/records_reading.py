"""The rules of leave of a court and what ledgers are worked out from, as believed at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.leave.leave_documents import shipped
from tarazy_hr.domain.appointment import WorkingPattern
from tarazy_hr.domain.leave.records import Home, LeaveRecords
from tarazy_hr.domain.leave.service import InPost, Service
from tarazy_hr.domain.leave.shares import by_share
from tarazy_hr.domain.leave.timeline import Said, timeline

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
    SELECT a.court_id, a.person_id, a.tenure, a.from_on, coalesce(a.separated_on, a.to_on) AS last_on, a.role,
           a.full_time_share, (
               SELECT s.home_court_id FROM secondments AS s
               WHERE s.host_court_id = a.court_id AND s.person_id = a.person_id AND s.first_on = a.from_on LIMIT 1
           ) AS home_court_id
    FROM appointments AS a
    WHERE a.person_id = ANY($2::uuid[]) AND a.recorded_at <= $1 AND (a.superseded_at IS NULL OR a.superseded_at > $1)
    ORDER BY a.person_id, a.from_on
"""

# All that was said of shares and patterns up to an instant, by appointments and by changes laid down for their days.
# A pattern without a day holds from the day on which it was recorded.
SAID = """
    SELECT a.person_id, a.tenure, a.recorded_at, a.version,
           coalesce(a.share_from_on, a.from_on) AS share_from_on, a.full_time_share AS share,
           greatest(
               a.from_on, CASE WHEN a.what <> 'appointed' THEN (a.recorded_at AT TIME ZONE $4)::date END
           ) AS from_on,
           a.working_pattern
    FROM appointments AS a
    WHERE a.court_id = $2 AND a.person_id = ANY($3::uuid[]) AND a.recorded_at <= $1 AND a.what <> 'called_off'
    ORDER BY a.recorded_at, a.version
"""

PATTERNS = """
    SELECT person_id, from_on, recorded_at, pattern FROM working_patterns
    WHERE court_id = $2 AND person_id = ANY($3::uuid[]) AND what <> 'not_begun'
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

SHARES = """
    SELECT person_id, from_on, recorded_at, share FROM share_changes
    WHERE court_id = $2 AND person_id = ANY($3::uuid[]) AND what = 'laid_down'
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

# Leave that host courts decided in the days of a secondment from here.
ELSEWHERE = """
    SELECT DISTINCT ON (a.absence_id) a.* FROM secondments AS s
    JOIN appointments AS p
        ON p.court_id = s.host_court_id AND p.person_id = s.person_id AND p.from_on = s.first_on
        AND p.recorded_at <= $1 AND (p.superseded_at IS NULL OR p.superseded_at > $1)
    JOIN absences AS a
        ON a.court_id = s.host_court_id AND a.person_id = s.person_id AND a.leave_type IS NOT NULL
        AND a.first_on BETWEEN p.from_on AND coalesce(p.separated_on, p.to_on, 'infinity')
        AND a.recorded_at <= $1 AND (a.superseded_at IS NULL OR a.superseded_at > $1)
    WHERE s.home_court_id = $2 AND s.person_id = ANY($3::uuid[])
"""

LEAVES_AT_HOME = """
    SELECT * FROM absences
    WHERE court_id = $2 AND person_id = $3 AND leave_type IS NOT NULL
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
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
    connection: Connection,
    at: datetime,
    court_id: str,
    people: Sequence[UUID],
    adjustments: Sequence[UUID] = (),
    *,
    with_homes: bool = True,
) -> LeaveRecords:
    """Rules, calendar, and of the people given their service, patterns and adjustments: ten queries, however many they
    are, and those of the home court for each who is seconded here."""
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
        await _read_service(connection, at, court_id, people, records)
        if with_homes:
            await _read_homes(connection, at, records)
        for row in await connection.fetch(ELSEWHERE, at, court_id, list(people)):
            elsewhere = stored_facts.absence_fact(row)
            records.elsewhere.setdefault(elsewhere.absence.person_id, []).append(elsewhere)
        for row in await connection.fetch(SECONDED, court_id, list(people), at):
            absence_id = UUID(int=row["absence_id"].int)
            records.seconded[absence_id] = row["host_court_id"]
            if row["is_duty"]:
                records.duties.add(absence_id)
    return records


async def _read_service(
    connection: Connection, at: datetime, court_id: str, people: Sequence[UUID], records: LeaveRecords
) -> None:
    zone = await connection.fetchval(ZONE, court_id) or "UTC"
    since: dict[UUID, date] = {
        _id(row): row["since"] for row in await connection.fetch(KNOWN_SINCE, court_id, list(people), zone)
    }
    said = await _said(connection, at, court_id, people, zone)
    here: dict[UUID, list[InPost]] = {}
    anywhere: dict[UUID, list[InPost]] = {}
    patterns: dict[UUID, list[tuple[date, WorkingPattern | None]]] = {}
    for row in await connection.fetch(SERVICE, at, list(people)):
        who, home = _id(row), row["home_court_id"]
        one = InPost(row["from_on"], row["last_on"], row["role"], row["full_time_share"], home)
        anywhere.setdefault(who, []).append(one)
        if row["court_id"] == court_id:
            here.setdefault(who, []).extend(by_share(one, said.shares_in(who, row["tenure"], one)))
            patterns.setdefault(who, []).extend(said.patterns_in(who, row["tenure"], one))
    records.service = {
        who: Service(tuple(here.get(who, ())), tuple(anywhere.get(who, ())), since.get(who)) for who in people
    }
    records.patterns = {who: tuple(steps) for who, steps in patterns.items()}


@dataclass(slots=True)
class _AllSaid:
    """What was said of people, by tenure and by days."""

    shares: dict[tuple[UUID, int], list[Said[Decimal]]]
    patterns: dict[tuple[UUID, int], list[Said[WorkingPattern | None]]]
    dated_shares: dict[UUID, list[Said[Decimal]]]
    dated_patterns: dict[UUID, list[Said[WorkingPattern | None]]]

    def shares_in(self, who: UUID, tenure: int, one: InPost) -> list[Said[Decimal]]:
        dated = [each for each in self.dated_shares.get(who, ()) if one.covers(each.from_on)]
        return [*self.shares.get((who, tenure), ()), *dated]

    def patterns_in(self, who: UUID, tenure: int, one: InPost) -> list[tuple[date, WorkingPattern | None]]:
        dated = [each for each in self.dated_patterns.get(who, ()) if one.covers(each.from_on)]
        steps = timeline([*self.patterns.get((who, tenure), ()), *dated])
        return [(max(day, one.from_on), pattern) for day, pattern in steps]


async def _said(connection: Connection, at: datetime, court_id: str, people: Sequence[UUID], zone: str) -> _AllSaid:
    asked = at, court_id, list(people)
    found = _AllSaid({}, {}, {}, {})
    for row in await connection.fetch(SAID, *asked, zone):
        tenure = _id(row), row["tenure"]
        share = Said(row["recorded_at"], row["share_from_on"], Decimal(row["share"]))
        found.shares.setdefault(tenure, []).append(share)
        pattern = Said(row["recorded_at"], row["from_on"], stored_facts.maybe_pattern(row["working_pattern"]))
        found.patterns.setdefault(tenure, []).append(pattern)
    for row in await connection.fetch(SHARES, *asked):
        dated = Said(row["recorded_at"], row["from_on"], Decimal(row["share"]), is_dated=True)
        found.dated_shares.setdefault(_id(row), []).append(dated)
    for row in await connection.fetch(PATTERNS, *asked):
        laid_down = stored_facts.maybe_pattern(row["pattern"])
        begins = Said(row["recorded_at"], row["from_on"], laid_down, is_dated=True)
        found.dated_patterns.setdefault(_id(row), []).append(begins)
    return found


async def _read_homes(connection: Connection, at: datetime, records: LeaveRecords) -> None:
    """What the courts know from which people are seconded here."""
    pairs = {(who, one.home_court_id) for who, service in records.service.items() for one in service.here}
    for who, home in sorted((who, home) for who, home in pairs if home is not None):
        rows = await connection.fetch(LEAVES_AT_HOME, at, home, who)
        known = await read_records(connection, at, home, [who], with_homes=False)
        records.homes[who, home] = Home(known, [stored_facts.absence_fact(row) for row in rows])


def _id(row: stored_facts.Row) -> UUID:
    return UUID(int=row["person_id"].int)
