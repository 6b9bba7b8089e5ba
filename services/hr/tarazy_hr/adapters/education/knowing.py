"""What is known of people who would take part: their post, what they do at that time, what they have completed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.education.facts import Part
from tarazy_hr.domain.education.surroundings import Clash, Known

# In post today and on each of the days of the session.
ROLES = """
    SELECT who.person_id, a.role
    FROM unnest($1::uuid[], $2::text[]) AS who (person_id, court_id)
    JOIN appointments AS a ON a.person_id = who.person_id AND a.court_id = who.court_id
        AND a.superseded_at IS NULL AND a.what <> 'called_off'
        AND a.from_on <= $3 AND coalesce(a.separated_on, a.to_on, 'infinity') >= $3
    WHERE NOT EXISTS (
        SELECT FROM unnest($4::date[]) AS day WHERE NOT EXISTS (
            SELECT FROM appointments AS held
            WHERE held.person_id = who.person_id AND held.court_id = who.court_id
              AND held.superseded_at IS NULL AND held.what <> 'called_off'
              AND held.from_on <= day AND coalesce(held.separated_on, held.to_on, 'infinity') >= day
        )
    )
"""

# Hearings first: who has one is told of it even while leave is there too. In words: ids say nothing to people.
CLASHES = """
    SELECT DISTINCT 1 AS ranked, who.person_id, 'hearing' AS kind,
           concat_ws(', ', h.case_number, to_char(s.starts_at AT TIME ZONE $6, 'DD.MM.YYYY HH24:MI')) AS which
    FROM unnest($1::uuid[]) AS who (person_id)
    JOIN hearing_facts AS h ON h.people @> ARRAY[who.person_id] AND h.status = 'scheduled'
    JOIN hearing_sittings AS s USING (hearing_id)
    JOIN unnest($3::timestamptz[], $4::timestamptz[]) AS part (starts_at, ends_at)
        ON s.starts_at < part.ends_at AND s.ends_at > part.starts_at
    UNION
    SELECT 2, who.person_id, CASE WHEN a.kind = 'training' THEN 'training' ELSE 'leave' END,
           to_char(a.starts_at AT TIME ZONE $6, 'DD.MM.YYYY HH24:MI') || ' – '
               || to_char(a.ends_at AT TIME ZONE $6, 'DD.MM.YYYY HH24:MI')
    FROM unnest($1::uuid[], $2::text[]) AS who (person_id, court_id)
    JOIN absences AS a ON a.person_id = who.person_id AND a.superseded_at IS NULL AND a.what = 'approved'
        AND (a.kind <> 'secondment' OR a.court_id = who.court_id)
    JOIN unnest($3::timestamptz[], $4::timestamptz[]) AS part (starts_at, ends_at)
        ON a.starts_at < part.ends_at AND a.ends_at > part.starts_at
    LEFT JOIN training_absences AS t USING (absence_id)
    WHERE t.session_id IS DISTINCT FROM $5
    ORDER BY ranked, kind, which
"""

# Of several certificates of one programme the one that holds longest.
COMPLETED = """
    SELECT DISTINCT ON (person_id, programme) person_id, programme, expires_on FROM training_certificates
    WHERE person_id = ANY($1::uuid[]) AND revoked_on IS NULL
    ORDER BY person_id, programme, expires_on DESC NULLS FIRST
"""

IN_POST = """
    SELECT DISTINCT person_id FROM appointments
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL AND what <> 'called_off'
      AND from_on <= $2 AND coalesce(separated_on, to_on, 'infinity') >= $2
"""


async def in_post(connection: Connection, people: Collection[UUID], today: date) -> frozenset[UUID]:
    """Who of them is in post in some court today."""
    rows = await connection.fetch(IN_POST, list(people), today) if people else []
    return frozenset(_uuid(row["person_id"]) for row in rows)


async def known(
    connection: Connection,
    people: Mapping[UUID, str],
    session_id: UUID,
    parts: Sequence[Part],
    days: Collection[date],
    today: date,
    zone: str,
) -> dict[UUID, Known]:
    """Of each of `people` (with the court through which they take part) beside one session; `days` are its own."""
    if not people:
        return {}
    ids, courts = list(people), list(people.values())
    starts, ends = [part.starts_at for part in parts], [part.ends_at for part in parts]
    roles = {
        _uuid(row["person_id"]): row["role"] for row in await connection.fetch(ROLES, ids, courts, today, list(days))
    }
    clashes: dict[UUID, list[tuple[Clash, str]]] = defaultdict(list)
    for row in await connection.fetch(CLASHES, ids, courts, starts, ends, session_id, zone):
        clashes[_uuid(row["person_id"])].append((row["kind"], row["which"]))
    completed: dict[UUID, dict[str, date | None]] = defaultdict(dict)
    for row in await connection.fetch(COMPLETED, ids):
        completed[_uuid(row["person_id"])][row["programme"]] = row["expires_on"]
    return {who: Known(roles.get(who), tuple(clashes[who]), completed[who]) for who in ids}


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
