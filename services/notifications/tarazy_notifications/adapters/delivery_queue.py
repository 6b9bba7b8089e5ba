"""The queue of notices to send, in the table of notices itself: claimed under a lease, recorded set-based."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.directory import court_from_row
from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.retries import Step
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import Story

# Strictly in order for each person and subject: nobody is told of a newer version while an older one is on its way.
# Only the head of the queue is looked at, or each claim would cost as much as the whole queue is long.
_CLAIM = """
WITH head AS MATERIALIZED (
    SELECT notice_id, subject_id, recipient_id, channel, place FROM notices
    WHERE due_at <= $1 ORDER BY due_at LIMIT $4
), due AS (
    SELECT n.notice_id, n.state FROM notices n
    WHERE n.notice_id = ANY(ARRAY(
        SELECT head.notice_id FROM head WHERE head.place = (
            SELECT min(first.place) FROM notices first
            WHERE first.subject_id = head.subject_id AND first.recipient_id = head.recipient_id
              AND first.channel = head.channel AND first.due_at IS NOT NULL)))
      AND n.due_at <= $1
    ORDER BY n.due_at LIMIT $3 FOR UPDATE SKIP LOCKED
), claimed AS (
UPDATE notices n SET state = 'sending', due_at = $2, changed_at = $1, attempts = n.attempts + 1, step = n.step + 1
FROM due, subject_versions v, courts c
WHERE n.notice_id = due.notice_id AND v.subject_id = n.subject_id AND v.version = n.subject_version
  AND c.court_id = n.court_id
RETURNING n.*, v.story, v.event_id, v.correlation_id, v.traceparent,
    c.names, c.zone, c.language AS court_language, c.addresses, c.phone, c.email,
    (SELECT first.notice_id FROM notices first
     WHERE first.subject_id = n.subject_id AND first.recipient_id = n.recipient_id AND first.channel = n.channel
       AND first.state IN ('sent', 'delivered', 'read', 'bounced') ORDER BY first.place LIMIT 1) AS follows,
    n.topic NOT IN ('hearing_cancelled', 'hearing_uninvited') OR (
        SELECT count(*) FILTER (WHERE first.topic IN ('hearing_scheduled', 'hearing_rescheduled')) = 0
            OR coalesce(max(first.place) FILTER (
                WHERE first.topic IN ('hearing_scheduled', 'hearing_rescheduled') AND first.address = n.address
                  AND (first.state IN ('sent', 'delivered', 'read', 'bounced') OR first.in_doubt
                       OR first.reason = 'possible_duplicate')), 0)
             > coalesce(max(first.place) FILTER (
                WHERE first.topic IN ('hearing_cancelled', 'hearing_uninvited') AND first.address = n.address
                  AND first.state IN ('sent', 'delivered', 'read')), 0)
        FROM notices first
        WHERE first.subject_id = n.subject_id AND first.recipient_id = n.recipient_id AND first.channel = n.channel
          AND first.place < n.place) AS may_hold
), told AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason)
    SELECT claimed.notice_id, claimed.step, $1, 'sending', claimed.attempts,
        CASE WHEN due.state = 'sending' THEN 'lease_ran_out' END
    FROM claimed JOIN due USING (notice_id)
)
SELECT looked.at, claimed.* FROM (SELECT count(*) AS at FROM head) AS looked LEFT JOIN claimed ON true
"""

# One statement decides and remembers: whoever finds the mark later knows that the message may have left.
# Whoever locks several notices locks them in the order of their ids, so that no two wait for each other.
_HAND_OVER = """
WITH wanted AS (
    SELECT n.notice_id FROM notices n JOIN unnest($1::uuid[], $2::int[]) AS row (notice_id, attempt)
        ON n.notice_id = row.notice_id AND n.attempts = row.attempt
    ORDER BY n.notice_id FOR UPDATE OF n
)
UPDATE notices n SET in_doubt = true FROM wanted
WHERE n.notice_id = wanted.notice_id AND n.state = 'sending' AND n.overtaken_by IS NULL
RETURNING n.notice_id
"""

# A lease that ran out may have gone to another sender: what that one does counts, not what comes in late.
_RECORD = """
WITH row AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::bool[], $6::text[], $7::text[],
                         $9::text[], $10::text[])
        AS row (notice_id, attempt, state, due_at, in_doubt, reason, reference, sha256, text_version)
), held AS (
    SELECT notice_id FROM notices WHERE notice_id = ANY($1::uuid[]) ORDER BY notice_id FOR UPDATE
), ended AS (
UPDATE notices n SET
    state = CASE WHEN row.state = 'queued' AND n.overtaken_by IS NOT NULL THEN 'superseded' ELSE row.state END,
    due_at = CASE WHEN row.state = 'queued' AND n.overtaken_by IS NULL THEN row.due_at END,
    in_doubt = row.in_doubt,
    reason = CASE WHEN row.state = 'queued' AND n.overtaken_by IS NOT NULL
                  THEN CASE WHEN row.in_doubt THEN 'possible_duplicate' END ELSE row.reason END,
    provider_reference = row.reference, changed_at = $8, step = n.step + 1
FROM row, held
WHERE n.notice_id = row.notice_id AND n.notice_id = held.notice_id AND n.state = 'sending' AND n.attempts = row.attempt
RETURNING n.notice_id, n.state, n.reason, n.overtaken_by, n.step
), told AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, provider_reference, cause,
                                    sent_sha256, text_version)
    SELECT notice_id, ended.step, $8, ended.state, row.attempt, ended.reason, row.reference,
        CASE ended.state WHEN 'superseded' THEN ended.overtaken_by::text END, row.sha256, row.text_version
    FROM ended JOIN row USING (notice_id)
)
SELECT notice_id, state, reason, overtaken_by FROM ended
"""

_CAUSES = "SELECT event_id, correlation_id, traceparent FROM subject_versions WHERE subject_id = $1 AND event_id = $2"


HEAD = 8
"""How many times as many notices as are wanted are looked at first, and how many times more if none of them can go."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice that this sender alone may send until its lease runs out, with all that its words need."""

    notice: Notice
    story: Story
    court: Court
    cause: Cause
    attempt: int
    queued_at: datetime
    in_doubt: bool
    overtaken: bool
    follows: UUID | None
    """The first notice of the same subject that this person was sent."""
    may_hold: bool
    """Whether the hearing may be in the calendar at this address: an invitation may have reached it that no farewell
    has followed, or invitations came before what is known here."""
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that ended, and what follows."""

    claimed: Claimed
    step: Step


@dataclass(frozen=True, slots=True)
class Recorded:
    """The state that was written, which is another than asked for when a newer version came meanwhile."""

    ended: Ended
    state: str
    reason: str | None
    overtaken_by: UUID | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What was taken at once, and whether more is due."""

    notices: Sequence[Claimed] = ()
    more: bool = False


async def claim(connection: Connection, now: datetime, lease_until: datetime, at_most: int) -> Claim:
    """Take due notices, oldest first, and those of senders that are gone; none that somebody else holds."""
    head, rows = HEAD * at_most, await connection.fetch(_CLAIM, now, lease_until, at_most, HEAD * at_most)
    while rows[0]["notice_id"] is None:
        if rows[0]["at"] < head:
            return Claim()
        # All at the head wait for something earlier, or others hold them: what can go may stand behind.
        head *= HEAD
        rows = await connection.fetch(_CLAIM, now, lease_until, at_most, head)
    claimed = [
        Claimed(
            as_notice(row),
            read_story(row["story"]),
            court_from_row(row, row["court_language"]),
            Cause(str(row["event_id"]), row["correlation_id"], row["traceparent"]),
            row["attempts"],
            row["queued_at"],
            row["in_doubt"],
            row["overtaken_by"] is not None,
            row["follows"],
            row["may_hold"],
            lease_until,
        )
        for row in sorted(rows, key=itemgetter("place"))
    ]
    return Claim(claimed, more=rows[0]["at"] > len(claimed))


async def hand_over(connection: Connection, claimed: Sequence[Claimed]) -> list[bool]:
    """Of each whether it may leave now: it is still this sender's and no newer version has become known."""
    rows = await connection.fetch(
        _HAND_OVER, [one.notice.notice_id for one in claimed], [one.attempt for one in claimed]
    )
    leaving = {row[0] for row in rows}
    return [one.notice.notice_id in leaving for one in claimed]


async def record(connection: Connection, ended: Sequence[Ended], now: datetime) -> list[Recorded]:
    """Write how attempts ended; leaves out those that are another sender's by now."""
    rows = await connection.fetch(
        _RECORD,
        [one.claimed.notice.notice_id for one in ended],
        [one.claimed.attempt for one in ended],
        [one.step.state for one in ended],
        [one.step.due_at for one in ended],
        [one.step.in_doubt for one in ended],
        [one.step.reason for one in ended],
        [one.step.reference for one in ended],
        now,
        [one.step.sent.sha256 if one.step.sent else None for one in ended],
        [one.step.sent.text_version if one.step.sent else None for one in ended],
    )
    by_id = {one.claimed.notice.notice_id: one for one in ended}
    return [Recorded(by_id[row[0]], row[1], row[2], row[3]) for row in rows]


async def cause_of(connection: Connection, subject_id: UUID, event_id: UUID) -> Cause | None:
    """The event that made a version of a subject known."""
    row = await connection.fetchrow(_CAUSES, subject_id, event_id)
    return Cause(str(row[0]), row[1], row[2]) if row else None
