"""Looks, court by court, for hearings that are near and of which somebody is not provably told."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.alerts.store import courts
from tarazy_notifications.adapters.evidence import seals, untold
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.proving import COURTS, rule_of
from tarazy_notifications.app.evidence.telemetry import evidence_unbound, hearings_untold, notices_late

NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watching:
    """One look at all courts, each by itself: none holds up the others for long."""

    work: Work
    rules: Rules

    async def step(self) -> bool:
        """One look."""
        now = self.work.clock()
        # What was queued before yesterday began had until the end of yesterday.
        yesterday = datetime.combine(now.astimezone(COURTS).date() - timedelta(days=1), time(), COURTS).astimezone(UTC)
        async with self.work.pool.acquire() as connection:
            known = await courts(connection)
            late = await untold.waiting_since(connection, yesterday)
            book = await self.rules.current(connection)
            evidence_unbound.set(await seals.depth(connection))
        for court_id in known:
            async with self.work.pool.acquire() as connection:
                found = await untold.of_court(connection, court_id, now, now + NEAR, rule_of(book, court_id, now))
            hearings_untold.labels(court_id).set(len(found))
            notices_late.labels(court_id).set(late.get(court_id, 0))
        return False
