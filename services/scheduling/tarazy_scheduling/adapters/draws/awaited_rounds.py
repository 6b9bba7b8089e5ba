"""Cases that wait for a round of a beacon: found by when it is due, each with what its draw answers."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_scheduling.domain.model.case import Case

AT_ONCE = 500
"""Cases of one court drawn in one transaction, with all others that the same event or order lets wait."""

# A case that waits for another round than before waits from then on, behind those that came meanwhile.
_FORGET = "DELETE FROM awaited_rounds WHERE case_id = ANY($1::uuid[])"
_KEEP = """
INSERT INTO awaited_rounds (case_id, court_id, chain, round, due_at, since, cause_id, correlation_id, traceparent)
SELECT case_id, court_id, chain, round, due_at, since, cause_id, correlation_id, traceparent
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::timestamptz[], $7::text[],
            $8::text[], $9::text[]) WITH ORDINALITY
     AS row (case_id, court_id, chain, round, due_at, since, cause_id, correlation_id, traceparent, turn)
ORDER BY turn
"""

_DUE = """
SELECT w.court_id, c.revision, w.chain, w.round, min(w.due_at) AS due_at
FROM awaited_rounds w JOIN courts c ON c.court_id = w.court_id
WHERE w.due_at <= $1 GROUP BY 1, 2, 3, 4 ORDER BY 5, 1
"""

_LOCK = "SELECT true FROM courts WHERE court_id = $1 FOR UPDATE"

# What one order has taken from a judge is drawn together: the hearings follow with the fewest changes of date.
_OF_COURT = f"""
SELECT w.case_id, c.document->>'related_case_ids', w.cause_id, w.correlation_id, w.traceparent
FROM awaited_rounds w JOIN cases c ON c.case_id = w.case_id
WHERE w.court_id = $1 AND w.chain = $2 AND w.round = $3 AND w.cause_id IN (
    SELECT cause_id FROM awaited_rounds
    WHERE court_id = $1 AND chain = $2 AND round = $3 ORDER BY turn LIMIT {AT_ONCE}
) ORDER BY w.turn
"""  # noqa: S608  a constant

_STILL = "SELECT case_id FROM awaited_rounds WHERE case_id = ANY($1::uuid[])"
_COUNT = "SELECT count(*) FROM awaited_rounds"


@dataclass(frozen=True, slots=True)
class Due:
    """A round that has come out, or should have, and a court with cases that wait for it."""

    court_id: str
    revision: int
    """The court's present one."""
    chain: str
    round: int
    due_at: datetime


@dataclass(slots=True)
class Waiting:
    """Cases that wait for one round, in order, and what they name as related."""

    case_ids: list[UUID] = field(default_factory=list)
    related: set[UUID] = field(default_factory=set)


async def save(connection: Connection, changed: Collection[tuple[str, Case, Cause | None]]) -> None:
    """Keep for which round cases wait now; the cause of one that waits is what its draw will answer."""
    if not changed:
        return
    await connection.execute(_FORGET, [case.case_id for _, case, _ in changed])
    waiting = [
        (case.case_id, court_id, awaited.chain, awaited.round, awaited.due_at, awaited.since, cause)
        for court_id, case, cause in changed
        if (awaited := case.awaits) and cause
    ]
    if waiting:
        causes = [one[-1] for one in waiting]
        await connection.execute(
            _KEEP,
            *[[one[place] for one in waiting] for place in range(6)],
            [cause.id for cause in causes],
            [cause.correlation_id for cause in causes],
            [cause.traceparent for cause in causes],
        )


async def due(connection: Connection, now: datetime) -> list[Due]:
    """Rounds that are due, by court; the oldest first."""
    return [Due(*row) for row in await connection.fetch(_DUE, now)]


async def claim(connection: Connection, one: Due) -> dict[Cause, Waiting]:
    """Lock the court for this transaction: its cases that still wait for the round, in order, by what they answer."""
    await connection.fetchval(_LOCK, one.court_id)
    # Asked anew once the lock is held: whoever had it before may have drawn for them.
    found: dict[Cause, Waiting] = {}
    for case_id, related, *cause in await connection.fetch(_OF_COURT, one.court_id, one.chain, one.round):
        waiting = found.setdefault(Cause(*cause), Waiting())
        waiting.case_ids.append(case_id)
        waiting.related.update(UUID(one) for one in json.loads(related))
    return found


async def still_waiting(connection: Connection, case_ids: Collection[UUID]) -> set[UUID]:
    """Those of the cases that wait."""
    return {row[0] for row in await connection.fetch(_STILL, list(case_ids))}


async def count(connection: Connection) -> int:
    """How many cases wait."""
    return int(await connection.fetchval(_COUNT))
