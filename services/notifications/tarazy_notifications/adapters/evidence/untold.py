"""Hearings that come near and who was told of them, in PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.domain.delivery.escalation import EscalationRule, Told
from tarazy_notifications.domain.evidence.untold import LastTold, ToCome, Untold, untold
from tarazy_notifications.domain.topics import RESCHEDULED, SCHEDULED

_TO_COME = """
SELECT hearing_id, court_id, case_id, coalesce(matter ->> 'case_number', '') AS case_number, version, begins_at, invited
FROM hearings WHERE court_id = $1 AND begins_at > $2 AND begins_at < $3 ORDER BY begins_at, hearing_id
"""

# Answers of calendars that are believed, and what clerks say that they did by hand.
_KNOWN_OTHERWISE = """
SELECT hearing_id, recipient_id, max(version) FROM (
    SELECT hearing_id, recipient_id, sequence + 1 AS version FROM replies
    WHERE verdict = 'believed' AND hearing_id = ANY($1::uuid[])
    UNION ALL
    SELECT t.subject_id, t.recipient_id, t.subject_version FROM tasks t JOIN LATERAL (
        SELECT tells FROM task_steps s WHERE s.task_id = t.task_id ORDER BY number DESC LIMIT 1) AS last ON last.tells
    WHERE t.state = 'done' AND t.subject_id = ANY($1::uuid[])
) AS known GROUP BY hearing_id, recipient_id
"""

_LATE = """
SELECT court_id, count(*) FROM notices
WHERE due_at IS NOT NULL AND topic IN ('hearing_scheduled', 'hearing_rescheduled') AND queued_at < $1
GROUP BY court_id
"""


async def of_court(
    connection: Connection, court_id: str, now: datetime, until: datetime, rule: EscalationRule
) -> list[Untold]:
    """Hearings of a court that begin before an instant, of which somebody is not provably told; the next ones first."""
    rows = await connection.fetch(_TO_COME, court_id, now, until)
    hearings = [ToCome(*row) for row in rows]
    ids = [one.hearing_id for one in hearings]
    if not ids:
        return []
    told = await checks.last_told(connection, ids, (SCHEDULED, RESCHEDULED))
    otherwise = {(row[0], row[1]): row[2] for row in await connection.fetch(_KNOWN_OTHERWISE, ids)}
    last = {hearing_id: {who: _last(of_one) for who, of_one in people.items()} for hearing_id, people in told.items()}
    return untold(hearings, last, otherwise, rule)


async def waiting_since(connection: Connection, before: datetime) -> Mapping[str, int]:
    """By court, how many notices that a time was set have waited since before an instant."""
    return {row[0]: row[1] for row in await connection.fetch(_LATE, before)}


def _last(notices: Sequence[checks.Ended]) -> LastTold:
    newest = notices[-1].notice
    told = [Told(one.notice.channel, one.state) for one in notices]
    return LastTold(newest.subject_version, newest.name, newest.role, told)


async def names(connection: Connection, found: Sequence[Untold]) -> dict[UUID, str]:
    """What those are called who have no notice: by the directory, else by their case."""
    nameless = {(one.hearing.case_id, who.recipient_id) for one in found for who in one.people if not who.name}
    staff = await directory.staff(connection, {who for _, who in nameless}) if nameless else {}
    rows = await directory.case_rows(connection, {case_id for case_id, _ in nameless}) if nameless else {}
    called = {who: member.name for who, member in staff.items()}
    for row in rows.values():
        case = directory.as_case(row)
        for party in case.parties if case else ():
            called.setdefault(party.recipient_id, party.name)
    return called
