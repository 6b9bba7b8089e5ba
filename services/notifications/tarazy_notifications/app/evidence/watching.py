"""Looks, court by court, for hearings that are near and of which somebody is not provably told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from tarazy_shared.country import COUNTRY, country_day
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.alerts.store import courts
from tarazy_notifications.adapters.evidence import unsealed, untold
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.proving import rule_of
from tarazy_notifications.app.evidence.telemetry import evidence_unbound, hearings_untold, notices_late

NEAR = timedelta(days=1)
AGAIN_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Watching:
    """Looks at each court every two minutes, and at a new one at once; each by itself: none holds up the others."""

    work: Work
    rules: Rules
    _looked: dict[str, datetime] = field(default_factory=dict)

    async def step(self) -> bool:
        """One look at the courts whose turn it is."""
        now = self.work.clock()
        async with self.work.pool.acquire() as connection:
            known = await courts(connection)
        turns = [one for one in known if one not in self._looked or now - self._looked[one] >= AGAIN_AFTER]
        if turns:
            await self._look(turns, now)
        return False

    async def _look(self, court_ids: Sequence[str], now: datetime) -> None:
        # What was queued before yesterday began had until the end of yesterday.
        yesterday = datetime.combine(country_day(now) - timedelta(days=1), time(), COUNTRY).astimezone(UTC)
        async with self.work.pool.acquire() as connection:
            late = await untold.waiting_since(connection, yesterday)
            book = await self.rules.current(connection)
            evidence_unbound.set(await unsealed.depth(connection))
        for court_id in court_ids:
            async with self.work.pool.acquire() as connection:
                found = await untold.of_court(connection, court_id, now, now + NEAR, rule_of(book, court_id, now))
            hearings_untold.labels(court_id).set(len(found))
            notices_late.labels(court_id).set(late.get(court_id, 0))
            self._looked[court_id] = now
