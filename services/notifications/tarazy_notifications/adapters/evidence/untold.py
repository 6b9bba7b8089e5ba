"""Hearings that come near and who was told of them, in PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.domain.delivery.escalation import EscalationRule, Told
from tarazy_notifications.domain.evidence.untold import LastTold, ToCome, Untold, UntoldPerson, untold
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
    nothing_sent = {(who, one.hearing_id) for one in hearings for who in one.invited if who not in told[one.hearing_id]}
    in_a_digest = await digest_store.stand_in_one(connection, nothing_sent) if nothing_sent else ()
    return untold(hearings, last, otherwise, rule, in_a_digest)


async def waiting_since(connection: Connection, before: datetime) -> Mapping[str, int]:
    """By court, how many notices that a time was set have waited since before an instant."""
    return {row[0]: row[1] for row in await connection.fetch(_LATE, before)}


def _last(notices: Sequence[checks.Ended]) -> LastTold:
    newest = notices[-1].notice
    told = [Told(one.notice.channel, one.state, one.reason) for one in notices]
    return LastTold(newest.subject_version, newest.name, newest.role, told)


async def named(connection: Connection, found: Sequence[Untold]) -> list[Untold]:
    """The same with names and roles of those who have no notice: from the directory, else from their case."""
    nameless = {(one.hearing.case_id, who.recipient_id) for one in found for who in one.people if not who.name}
    if not nameless:
        return list(found)
    called = {
        who: (member.name, "staff")
        for who, member in (await directory.staff(connection, {who for _, who in nameless})).items()
    }
    for row in (await directory.case_rows(connection, {case_id for case_id, _ in nameless})).values():
        case = directory.as_case(row)
        for party in case.parties if case else ():
            called.setdefault(party.recipient_id, (party.name, party.role))
    return [replace(one, people=[_called(who, called) for who in one.people]) for one in found]


def _called(who: UntoldPerson, called: Mapping[UUID, tuple[str, str]]) -> UntoldPerson:
    if who.name or who.recipient_id not in called:
        return who
    name, role = called[who.recipient_id]
    return replace(who, name=name, role=role)
