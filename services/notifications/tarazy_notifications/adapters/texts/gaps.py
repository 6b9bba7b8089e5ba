"""What the summonses of courts lack: noted while they leave, written now and then, for somebody to mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.clock import Clock
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.texts.telemetry import summons_lacking_total
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.texts.summons import Item

_SAVE = """
INSERT INTO summons_gaps (court_id, topic, item, first_at, last_at, notices, last_notice_id)
SELECT court_id, topic, item, $6, $6, notices, notice_id
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::uuid[])
     AS row (court_id, topic, item, notices, notice_id)
ON CONFLICT (court_id, topic, item) DO UPDATE SET
    last_at = excluded.last_at, notices = summons_gaps.notices + excluded.notices,
    last_notice_id = excluded.last_notice_id
"""

_OF_COURT = """
SELECT topic, item, first_at, last_at, notices, last_notice_id FROM summons_gaps
WHERE court_id = $1 ORDER BY last_at DESC, topic, item
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that summonses of a topic have left without."""

    topic: str
    item: str
    first_at: datetime
    last_at: datetime
    notices: int
    last_notice_id: UUID


class Gaps:
    """Gaps of all courts that this process has sent without, since they were last written."""

    def __init__(self) -> None:
        self._noted: dict[tuple[str, str, Item], tuple[int, UUID]] = {}

    def left(self, notice: Notice, lacking: Sequence[Item], outcome: Outcome) -> Outcome:
        """Note what a notice lacks, if a gateway has taken it; the outcome is passed on."""
        if lacking and isinstance(outcome, Accepted):
            self.note(notice, lacking)
        return outcome

    def note(self, notice: Notice, lacking: Sequence[Item]) -> None:
        """A notice leaves without these."""
        for item in lacking:
            key = (notice.court_id, notice.topic, item)
            count, _ = self._noted.get(key, (0, notice.notice_id))
            self._noted[key] = (count + 1, notice.notice_id)
            summons_lacking_total.labels(item).inc()

    async def save(self, connection: Connection, now: datetime) -> None:
        """Write what was noted; if that fails it is still noted."""
        noted = sorted(self._noted.items())
        if not noted:
            return
        await connection.execute(
            _SAVE,
            [court_id for (court_id, _, _), _ in noted],
            [topic for (_, topic, _), _ in noted],
            [item for (_, _, item), _ in noted],
            [count for _, (count, _) in noted],
            [notice_id for _, (_, notice_id) in noted],
            now,
        )
        for key, (count, _) in noted:
            more, last = self._noted[key]
            if more == count:
                del self._noted[key]
            else:
                self._noted[key] = (more - count, last)


@dataclass(frozen=True, slots=True)
class WritingGaps:
    """Writes what this process has noted."""

    pool: asyncpg.Pool
    clock: Clock
    gaps: Gaps

    async def step(self) -> bool:
        """One round; there is never more to do at once."""
        async with self.pool.acquire() as connection:
            await self.gaps.save(connection, self.clock())
        return False


async def of_court(connection: Connection, court_id: str) -> list[Gap]:
    """What summonses of the court have left without, the latest first."""
    return [Gap(*row) for row in await connection.fetch(_OF_COURT, court_id)]
