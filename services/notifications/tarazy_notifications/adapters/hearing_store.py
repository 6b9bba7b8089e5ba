"""Hearings, allocations and what their versions have to tell, in PostgreSQL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.documents import (
    read_matter,
    read_placing,
    read_story,
    write_matter,
    write_placing,
    write_story,
)
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.stories import Story

_HEARINGS = """
SELECT h.hearing_id, h.court_id, h.case_id, h.version, h.stands, h.placed, h.matter, h.invited,
       ARRAY(SELECT DISTINCT n.recipient_id FROM notices n
             WHERE n.subject_id = h.hearing_id AND n.state IN ('queued', 'sending')
               AND n.topic IN ('hearing_cancelled', 'hearing_uninvited')) AS leaving,
       ARRAY(SELECT DISTINCT n.recipient_id FROM notices n
             WHERE n.subject_id = h.hearing_id AND n.state IN ('queued', 'sending')
               AND n.topic IN ('hearing_scheduled', 'hearing_rescheduled')) AS untold
FROM hearings h WHERE h.hearing_id = ANY($1::uuid[])
"""

_LOCKED = _HEARINGS + "ORDER BY h.hearing_id FOR UPDATE OF h SKIP LOCKED"

_SAVE_HEARINGS = """
INSERT INTO hearings (hearing_id, court_id, case_id, version, stands, placed, matter, invited, begins_at)
SELECT hearing_id, court_id, case_id, version, stands, placed, matter,
       invited::uuid[],
       CASE WHEN stands THEN (SELECT min((one ->> 'starts_at')::timestamptz)
                              FROM jsonb_array_elements(placed -> 'sittings') AS one) END
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bool[], $6::jsonb[], $7::jsonb[], $8::text[])
     AS row (hearing_id, court_id, case_id, version, stands, placed, matter, invited)
ON CONFLICT (hearing_id) DO UPDATE SET
    version = excluded.version, stands = excluded.stands, placed = excluded.placed,
    matter = excluded.matter, invited = excluded.invited, begins_at = excluded.begins_at
"""

_ALLOCATIONS = """
SELECT a.case_id, a.version, a.person_ids,
       ARRAY(SELECT n.recipient_id FROM notices n WHERE n.subject_id = a.case_id AND n.state IN ('queued', 'sending'))
FROM allocations a WHERE a.case_id = ANY($1::uuid[])
"""

_SAVE_ALLOCATION = """
INSERT INTO allocations (case_id, version, person_ids) VALUES ($1, $2, $3)
ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, person_ids = excluded.person_ids
"""

_SAVE_STORIES = """
INSERT INTO subject_versions (subject_id, version, court_id, story, event_id, correlation_id, traceparent)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::jsonb[], $5::uuid[], $6::text[], $7::text[])
ON CONFLICT (subject_id, version) DO NOTHING
"""

_LAST_STORIES = """
SELECT DISTINCT ON (subject_id) subject_id, story FROM subject_versions
WHERE subject_id = ANY($1::uuid[]) ORDER BY subject_id, version DESC
"""

_CAUSES = """
SELECT subject_id, version, event_id, correlation_id, traceparent FROM subject_versions
WHERE (subject_id, version) IN (SELECT * FROM unnest($1::uuid[], $2::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class SubjectVersion:
    """A version of a subject: what it has to tell, and the event that brought it about."""

    subject_id: UUID
    version: int
    court_id: str
    story: Story
    cause: Cause


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who has a case, the presiding judge first; `untold` of them are those whose notice has not left."""

    case_id: UUID
    version: int
    person_ids: tuple[UUID, ...]
    untold: frozenset[UUID]


async def hearings(connection: Connection, hearing_ids: Collection[UUID]) -> dict[UUID, Hearing]:
    """Those of the hearings that are known."""
    return await _fetch(connection, _HEARINGS, hearing_ids)


async def lock_hearings(connection: Connection, hearing_ids: Collection[UUID]) -> dict[UUID, Hearing]:
    """The same, held as they are until the transaction ends; those in other hands are left out."""
    return await _fetch(connection, _LOCKED, hearing_ids)


async def save_hearings(connection: Connection, found: Sequence[Hearing]) -> None:
    """Hearings at their newest version."""
    if not found:
        return
    rows = sorted(found, key=lambda one: one.hearing_id)
    await connection.execute(
        _SAVE_HEARINGS,
        [one.hearing_id for one in rows],
        [one.court_id for one in rows],
        [one.case_id for one in rows],
        [one.version for one in rows],
        [one.placing is not None for one in rows],
        [write_placing(one.placing or one.last_placing) for one in rows],
        [write_matter(one.matter) for one in rows],
        # An array of arrays would have to be rectangular.
        ["{" + ",".join(map(str, one.invited)) + "}" for one in rows],
    )


async def allocations(connection: Connection, case_ids: Collection[UUID]) -> dict[UUID, Allocation]:
    """Who has these cases, as far as it is known."""
    rows = await connection.fetch(_ALLOCATIONS, list(case_ids)) if case_ids else []
    return {row[0]: Allocation(row[0], row[1], tuple(row[2]), frozenset(row[3])) for row in rows}


async def save_allocations(connection: Connection, found: Sequence[Allocation]) -> None:
    """Who has these cases now."""
    rows = sorted(found, key=lambda one: one.case_id)
    if rows:
        await connection.executemany(
            _SAVE_ALLOCATION, [(one.case_id, one.version, list(one.person_ids)) for one in rows]
        )


async def save_stories(connection: Connection, found: Sequence[SubjectVersion]) -> None:
    """What versions have to tell; it never changes."""
    if not found:
        return
    await connection.execute(
        _SAVE_STORIES,
        [one.subject_id for one in found],
        [one.version for one in found],
        [one.court_id for one in found],
        [write_story(one.story) for one in found],
        [one.cause.id for one in found],
        [one.cause.correlation_id for one in found],
        [one.cause.traceparent for one in found],
    )


async def last_stories(connection: Connection, subject_ids: Collection[UUID]) -> dict[UUID, Story]:
    """What the newest version of each of these has to tell, as far as there is one."""
    rows = await connection.fetch(_LAST_STORIES, list(subject_ids)) if subject_ids else []
    return {row["subject_id"]: read_story(row["story"]) for row in rows}


async def causes(connection: Connection, versions: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], Cause]:
    """The events that brought these versions about."""
    rows = await connection.fetch(_CAUSES, [one for one, _ in versions], [version for _, version in versions])
    return {(row[0], row[1]): Cause(str(row[2]), row[3], row[4]) for row in rows}


async def _fetch(connection: Connection, statement: str, hearing_ids: Collection[UUID]) -> dict[UUID, Hearing]:
    found = {}
    for row in await connection.fetch(statement, list(hearing_ids)) if hearing_ids else []:
        placing = read_placing(row["placed"])
        found[row["hearing_id"]] = Hearing(
            row["hearing_id"],
            row["court_id"],
            row["case_id"],
            row["version"],
            placing=placing if row["stands"] else None,
            last_placing=placing,
            matter=read_matter(row["matter"]),
            invited=dict.fromkeys(row["invited"]),
            leaving=dict.fromkeys(row["leaving"]),
            untold=frozenset(row["untold"]),
        )
    return found
