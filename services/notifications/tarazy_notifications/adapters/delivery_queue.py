"""The queue of notices to send, in the table of notices itself: claimed under a lease, recorded set-based."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.directory import court_from_row
from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.domain.delivery.limits import KEPT_FOR_URGENT, Limit
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import Story

# Strictly in order for each person and subject: nobody is told of a newer version while an older one is on its way.
# Only the head of the queue is looked at, or each claim would cost as much as the whole queue is long; what waits
# behind a gate that is shut is not in it. What may not leave yet by the limits of its address is put off, what may not
# by those of the gateway is left where it is.
_CLAIM = """
WITH gate AS MATERIALIZED (
    SELECT channel, failures > 0 AS shaky, open_until IS NOT NULL AS probes FROM gates
    WHERE (open_until IS NULL OR open_until <= $1)
      AND NOT EXISTS (SELECT FROM channel_pauses p WHERE p.channel = gates.channel AND p.resumed_at IS NULL)
), head AS MATERIALIZED (
    SELECT found.*, gate.probes FROM gate
    CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS class (urgency)
    CROSS JOIN LATERAL (
        SELECT notice_id, subject_id, recipient_id, channel, place, urgency, due_at FROM notices n
        WHERE n.channel = gate.channel AND n.urgency = class.urgency AND n.due_at <= $1
        ORDER BY n.due_at LIMIT $4
    ) AS found
    ORDER BY urgency, due_at LIMIT $4
), first AS (
    SELECT notice_id FROM (
        SELECT notice_id, probes, row_number() OVER (PARTITION BY channel ORDER BY urgency, due_at) AS nth FROM head
        WHERE head.place = (
            SELECT min(first.place) FROM notices first
            WHERE first.subject_id = head.subject_id AND first.recipient_id = head.recipient_id
              AND first.channel = head.channel AND first.due_at IS NOT NULL)
    ) AS in_order WHERE NOT probes OR nth = 1
), due AS (
    SELECT n.notice_id, n.state, n.reason, n.channel, n.urgency, n.due_at, n.address, n.subject_id, n.topic
    FROM notices n WHERE n.notice_id = ANY(ARRAY(SELECT notice_id FROM first)) AND n.due_at <= $1
    ORDER BY n.urgency, n.due_at LIMIT $3 FOR UPDATE SKIP LOCKED
), probing AS (
    UPDATE gates SET open_until = $2 FROM (SELECT DISTINCT channel FROM due) AS tried
    WHERE gates.channel = tried.channel AND gates.open_until <= $1
    RETURNING gates.channel
), asks AS (
    SELECT due.notice_id, due.urgency, lim.whose, lim.at_most, lim.seconds, named.bucket,
        row_number() OVER (PARTITION BY named.bucket ORDER BY due.urgency, due.due_at, due.notice_id) AS nth
    FROM due JOIN unnest($5::text[], $6::text[], $7::int[], $8::int[]) AS lim (channel, whose, at_most, seconds)
        USING (channel)
    CROSS JOIN LATERAL (SELECT channel || ' ' || lim.whose || ' ' || lim.seconds || CASE lim.whose
        WHEN 'gateway' THEN ''
        WHEN 'recipient' THEN ' ' || md5(due.address)
        ELSE ' ' || md5(due.address || ' ' || due.subject_id || ' ' || due.topic) END AS bucket) AS named
), counted AS MATERIALIZED (
    SELECT * FROM allowances WHERE bucket = ANY(ARRAY(SELECT bucket FROM asks)) ORDER BY bucket FOR UPDATE
), room AS (
    SELECT ask.*, CASE WHEN c.starts_at >= ask.starts_at THEN c.before
                       WHEN c.starts_at + make_interval(secs => ask.seconds) >= ask.starts_at THEN c.taken
                       ELSE 0 END AS before,
        CASE WHEN c.starts_at >= ask.starts_at THEN c.taken ELSE 0 END AS taken
    FROM (
        SELECT bucket, seconds, min(urgency) AS urgency, CASE WHEN whose = 'gateway' AND min(urgency) > 0
                THEN ceil(at_most * (1 - $9::float8))::int ELSE at_most END AS at_most,
            to_timestamp(floor(extract(epoch FROM $1::timestamptz) / seconds) * seconds) AS starts_at
        FROM asks GROUP BY bucket, seconds, whose, at_most
    ) AS ask LEFT JOIN counted c USING (bucket)
), free AS (
    SELECT bucket, greatest(0, floor(
        at_most - taken - before * (1 - extract(epoch FROM $1::timestamptz - starts_at)::float8 / seconds))) AS places,
        CASE WHEN taken >= at_most THEN starts_at + make_interval(secs => seconds) ELSE $1 END AS from_then,
        make_interval(secs => seconds::float8 / at_most) AS each
    FROM room
), denied AS (
    SELECT notice_id, bool_or(whose <> 'gateway') AS of_address, max(from_then + each * (nth - places)) AS again_at
    FROM asks JOIN free USING (bucket) WHERE nth > places GROUP BY notice_id
), kept AS (
    INSERT INTO allowances AS a (bucket, starts_at, seconds, before, taken)
    SELECT bucket, room.starts_at, room.seconds, room.before, room.taken + count(*)
    FROM asks JOIN room USING (bucket) WHERE notice_id NOT IN (SELECT notice_id FROM denied)
    GROUP BY bucket, room.starts_at, room.seconds, room.before, room.taken
    ORDER BY bucket
    ON CONFLICT (bucket) DO UPDATE
    SET starts_at = excluded.starts_at, before = excluded.before, taken = excluded.taken
), put_off AS (
    UPDATE notices n SET state = 'queued', due_at = least(denied.again_at, n.expires_at), reason = 'limit',
        step = n.step + (n.state <> 'queued' OR n.reason IS DISTINCT FROM 'limit')::int
    FROM denied WHERE n.notice_id = denied.notice_id AND denied.of_address
    RETURNING n.notice_id, n.step, n.attempts
), claimed AS (
UPDATE notices n SET state = 'sending', due_at = $2, changed_at = $1, attempts = n.attempts + 1, step = n.step + 1
FROM due, subject_versions v, courts c, gate
WHERE n.notice_id = due.notice_id AND v.subject_id = n.subject_id AND v.version = n.subject_version
  AND c.court_id = n.court_id AND gate.channel = n.channel
  AND (NOT gate.probes OR n.channel IN (SELECT channel FROM probing))
  AND NOT EXISTS (SELECT FROM denied WHERE denied.notice_id = n.notice_id)
RETURNING n.*, gate.shaky, gate.probes, v.story, v.event_id, v.correlation_id, v.traceparent,
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
    UNION ALL
    SELECT put_off.notice_id, put_off.step, $1, 'queued', put_off.attempts, 'limit'
    FROM put_off JOIN due USING (notice_id) WHERE due.state <> 'queued' OR due.reason IS DISTINCT FROM 'limit'
)
SELECT looked.at, looked.put_off, looked.due, claimed.*
FROM (SELECT (SELECT count(*) FROM head) AS at, (SELECT count(*) FROM put_off) AS put_off,
             (SELECT count(*) FROM due) AS due) AS looked
LEFT JOIN claimed ON true
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

SPARE, FURTHER = 8, 8
"""How many notices more than are wanted are looked at first, and how many times as many if none of them can go."""


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
    refusals: int = 0
    """How often a gateway that could be reached did not take it for now."""
    shaky: bool = False
    """Whether the gateway has failed since it last took anything."""
    is_probe: bool = False
    """Whether it is sent to see whether a gateway is back that was given up."""
    terms: Terms = PLAIN
    """What the court has laid down about its words."""
    answer_at: str | None = field(default=None, repr=False)
    """Where its reader alone answers, with a token in it; known while it is sent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What was taken at once, and whether more is due."""

    notices: Sequence[Claimed] = ()
    more: bool = False


async def claim(
    connection: Connection, now: datetime, lease_until: datetime, at_most: int, limits: Sequence[Limit] = ()
) -> Claim:
    """Take due notices, the most urgent first, then the oldest, and those of senders that are gone.

    None that somebody else holds, none whose gateway is shut, and no more than `limits` allow.
    """
    asked = (
        [one.channel for one in limits],
        [one.whose for one in limits],
        [one.at_most for one in limits],
        [one.seconds for one in limits],
        KEPT_FOR_URGENT,
    )
    head = at_most + SPARE
    while True:
        rows = await connection.fetch(_CLAIM, now, lease_until, at_most, head, *asked)
        looked = rows[0]
        if looked["notice_id"] is not None:
            break
        if looked["put_off"]:
            continue
        if looked["at"] < head or looked["due"]:
            return Claim()
        # All at the head wait for something earlier, or others hold them: what can go may stand behind.
        head *= FURTHER
    claimed = [_claimed(row, lease_until) for row in sorted(rows, key=itemgetter("urgency", "place"))]
    return Claim(claimed, more=looked["at"] > len(claimed))


def _claimed(row: asyncpg.Record, lease_until: datetime) -> Claimed:
    return Claimed(
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
        row["refusals"],
        row["shaky"],
        row["probes"],
    )


async def hand_over(connection: Connection, claimed: Sequence[Claimed]) -> list[bool]:
    """Of each whether it may leave now: it is still this sender's and no newer version has become known."""
    rows = await connection.fetch(
        _HAND_OVER, [one.notice.notice_id for one in claimed], [one.attempt for one in claimed]
    )
    leaving = {row[0] for row in rows}
    return [one.notice.notice_id in leaving for one in claimed]
