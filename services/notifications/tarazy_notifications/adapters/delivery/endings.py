"""How attempts to send ended, written set-based: the state that follows, and its row in the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.evidence.words import packed
from tarazy_notifications.domain.delivery.outcomes import Outcome, Sent
from tarazy_notifications.domain.delivery.retries import Step

# A lease that ran out may have gone to another sender: what that one does counts, not what comes in late.
_RECORD = """
WITH row AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::bool[], $6::text[], $7::text[],
                         $9::text[], $10::text[], $11::int[], $12::bytea[])
        AS row (notice_id, attempt, state, due_at, in_doubt, reason, reference, sha256, text_version, refusals, words)
), held AS (
    SELECT notice_id FROM notices WHERE notice_id = ANY($1::uuid[]) ORDER BY notice_id FOR UPDATE
), ended AS (
UPDATE notices n SET
    state = CASE WHEN row.state = 'queued' AND n.overtaken_by IS NOT NULL THEN 'superseded' ELSE row.state END,
    due_at = CASE WHEN row.state = 'queued' AND n.overtaken_by IS NULL THEN row.due_at END,
    in_doubt = row.in_doubt, refusals = row.refusals,
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
), kept AS (
    INSERT INTO notice_words (notice_id, attempt, words)
    SELECT notice_id, row.attempt, row.words FROM ended JOIN row USING (notice_id) WHERE row.words IS NOT NULL
)
SELECT notice_id, state, reason, overtaken_by FROM ended
"""

_CAUSES = "SELECT event_id, correlation_id, traceparent FROM subject_versions WHERE subject_id = $1 AND event_id = $2"


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that ended, and what follows."""

    claimed: Claimed
    step: Step
    answer: Outcome | None = None
    """What the gateway said; None where it was not asked."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The state that was written, which is another than asked for when a newer version came meanwhile."""

    ended: Ended
    state: str
    reason: str | None
    overtaken_by: UUID | None


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
        [one.step.refusals for one in ended],
        [_words(one.step.sent) for one in ended],
    )
    by_id = {one.claimed.notice.notice_id: one for one in ended}
    return [Recorded(by_id[row[0]], row[1], row[2], row[3]) for row in rows]


async def cause_of(connection: Connection, subject_id: UUID, event_id: UUID) -> Cause | None:
    """The event that made a version of a subject known."""
    row = await connection.fetchrow(_CAUSES, subject_id, event_id)
    return Cause(str(row[0]), row[1], row[2]) if row else None


def _words(sent: Sent | None) -> bytes | None:
    """What its reader reads, where something left that has words."""
    return packed(sent.subject or "", sent.text) if sent and sent.text is not None else None
