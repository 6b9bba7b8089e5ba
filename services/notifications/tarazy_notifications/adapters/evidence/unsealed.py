"""What is to be bound into the chains, taken in the order in which it happened."""

from itertools import groupby
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.evidence.pieces import (
    ABOUT,
    ANSWER,
    CHANGE,
    CHANGES,
    TOLD_OF,
    about_of,
    answer_of,
    by_hand_of,
    pieces,
)
from tarazy_notifications.domain.evidence.piece import Piece
from tarazy_notifications.domain.topics import DIGEST

# One process binds at a time: the chains are strictly in order.
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('tarazy notice seals', 0))"

_TAKE = """
DELETE FROM notice_unsealed WHERE place IN (SELECT place FROM notice_unsealed ORDER BY place LIMIT $1)
RETURNING place, notice_id, number, reply_id, by_hand
"""

# What is not bound yet of what digests tell of each hearing in them: all of it, so that none begins in the middle.
_IN_DIGESTS = """
SELECT n.notice_id, t.number, i.subject_id
FROM notices n
     JOIN digest_items i ON i.digest_id = n.subject_id AND i.recipient_id = n.recipient_id
     JOIN notice_transitions t ON t.notice_id = n.notice_id
WHERE n.notice_id = ANY($1::uuid[]) AND n.topic = $2 AND t.number > coalesce((
    SELECT max(last_step) FROM notice_seals s WHERE s.subject_id = i.subject_id AND s.notice_id = n.notice_id), -1)
"""

_CHANGED = f"""
SELECT {ABOUT}, {CHANGE}
FROM unnest($1::uuid[], $2::int[], $3::uuid[]) AS wanted (notice_id, number, hearing_id)
     JOIN {CHANGES} ON t.notice_id = wanted.notice_id AND t.number = wanted.number
     JOIN notices n ON n.notice_id = t.notice_id
     {TOLD_OF.format(hearing="wanted.hearing_id")}
ORDER BY t.notice_id, wanted.hearing_id NULLS FIRST, t.number
"""  # noqa: S608  names of ours

_ANSWERED = f"""
SELECT {ABOUT}, {ANSWER}
FROM replies r JOIN notices n ON n.notice_id = r.notice_id {TOLD_OF.format(hearing="NULL")}
WHERE r.reply_id = ANY($1::uuid[])
"""  # noqa: S608

_DONE_BY_HAND = """
SELECT k.task_id, to_jsonb(k) AS task, to_jsonb(done) AS step
FROM unnest($1::uuid[], $2::int[]) AS wanted (task_id, number)
     JOIN tasks k ON k.task_id = wanted.task_id
     JOIN task_steps done ON done.task_id = wanted.task_id AND done.number = wanted.number
ORDER BY k.task_id, done.number
"""

_DEPTH = "SELECT count(*) FROM notice_unsealed"


async def take(connection: Connection, at_most: int) -> list[Piece] | None:
    """What is to be bound next, in the order in which it happened; None while another process does it."""
    if not await connection.fetchval(_LOCK):
        return None
    rows = sorted(await connection.fetch(_TAKE, at_most), key=lambda row: row["place"])
    changed = [row for row in rows if row["number"] is not None and not row["by_hand"]]
    order: dict[UUID, int] = {}
    for row in rows:
        order.setdefault(row["reply_id"] or row["notice_id"], row["place"])
    found: list[tuple[int, Piece]] = []
    notice_ids = {row["notice_id"] for row in rows if row["reply_id"] is None and not row["by_hand"]}
    if notice_ids:
        told = await connection.fetch(_IN_DIGESTS, list(notice_ids), DIGEST)
        wanted = [(row["notice_id"], row["number"], None) for row in changed] + [tuple(row) for row in told]
        columns = list(zip(*wanted, strict=True)) or [(), (), ()]
        bound = await connection.fetch(_CHANGED, *columns)
        for (notice_id, _), of_one in groupby(bound, lambda row: (row["notice_id"], row["subject_id"])):
            found += [(order[notice_id], piece) for piece in pieces(of_one)]
    answered = [row["reply_id"] for row in rows if row["reply_id"] is not None]
    for row in await connection.fetch(_ANSWERED, answered) if answered else []:
        found.append((order[row["reply_id"]], Piece(about_of(row), answer=answer_of(row))))
    done = [row for row in rows if row["by_hand"]]
    steps = ([row["notice_id"] for row in done], [row["number"] for row in done])
    for row in await connection.fetch(_DONE_BY_HAND, *steps) if done else []:
        found.append((order[row["task_id"]], by_hand_of(row["task"], row["step"])))
    return [piece for _, piece in sorted(found, key=lambda one: one[0])]


async def depth(connection: Connection) -> int:
    """How much is not bound yet."""
    return int(await connection.fetchval(_DEPTH))
