"""Courts in memory are compared with the database, each once a night: what differs is thrown away and told of."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import asyncpg
import structlog
from tarazy_shared.clock import Clock
from tarazy_shared.errors import TRANSIENT

from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.kept_courts import Kept, Loaded
from tarazy_scheduling.app.loading_courts import read_means_and_hearings
from tarazy_scheduling.app.meeting_people import meet_people
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import NOBODY, WorkingSets
from tarazy_scheduling.domain.working_set.differences import differences

log = structlog.get_logger(__name__)

NIGHT = range(1, 5)
"""Hours of the court's day in which it is compared: reading a large court keeps the service busy for a second."""
FIRST = 20
"""So many differences are told of."""

_ROW = """
SELECT court_id, version, revision, zone, language, level, calendar_version, sitting_hours, weekdays, slot_minutes,
       passed_at
FROM courts WHERE court_id = $1
"""


@dataclass(slots=True)
class MemoryCheck:
    """The loop's step."""

    pool: asyncpg.Pool
    sets: WorkingSets
    clock: Clock
    hours: range = NIGHT
    _checked_on: dict[str, date] = field(default_factory=dict)

    async def step(self) -> bool:
        """Compare one court; true when another is due."""
        due = [one for one in self.sets.kept() if self._is_due(one, self.clock())]
        if due:
            self._checked_on[due[0].court.court_id] = due[0].day
            try:
                await self.compare(due[0])
            except TRANSIENT:
                raise
            except Exception:
                log.exception("court_not_compared", court_id=due[0].court.court_id)
        return len(due) > 1

    async def compare(self, kept: Kept) -> list[str]:
        """What differs, nothing where all is the same or somebody has written meanwhile. What differs is given up."""
        court_id, now = kept.court.court_id, self.clock()
        async with (
            self.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            row = await connection.fetchrow(_ROW, court_id)
            if row is None or row["revision"] != kept.revision:
                return []
            fresh = await read_means_and_hearings(connection, row, NOBODY, kept.day, now)
            loaded = Loaded({court_id: fresh}, {}, set(), set(), set())
            await meet_people(connection, loaded, Touched(), {court_id}, now)
        if not self.sets.has(court_id, row["revision"]):
            telemetry.courts_compared.labels("changed_meanwhile").inc()
            return []
        found = list(differences(kept.court, fresh.court, kept.day.toordinal()))
        telemetry.courts_compared.labels("different" if found else "same").inc()
        if found:
            self.sets.give_up(court_id)
            log.error("court_in_memory_differs", court_id=court_id, differs=found[:FIRST], differences=len(found))
        return found

    def _is_due(self, kept: Kept, now: datetime) -> bool:
        local = now.astimezone(ZoneInfo(kept.court.zone))
        was = self._checked_on.get(kept.court.court_id)
        return kept.day == local.date() and was != kept.day and local.hour in self.hours
