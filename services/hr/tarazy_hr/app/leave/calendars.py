"""Reading the calendars of courts from scheduling, and keeping the last known answer."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters.leave.calendar_store import keep_calendar, stale_courts
from tarazy_hr.adapters.scheduling.client import Scheduling, SchedulingAwayError, UnknownThereError

log = structlog.get_logger(__name__)

READ_AGAIN_AFTER = timedelta(hours=1)
AT_ONCE = 20
"""Courts in one round."""


@dataclass(slots=True)
class CalendarReader:
    """Reads the calendars that were not read for a while; a court that scheduling does not know yet waits its turn."""

    work: Work
    scheduling: Scheduling
    tried: dict[str, datetime] = field(default_factory=dict)

    async def round(self) -> bool:
        """Read some; true where there may be more. Without an answer what was known stays."""
        if not self.scheduling.is_known:
            return False
        now = self.work.clock()
        before = now - READ_AGAIN_AFTER
        self.tried = {court: at for court, at in self.tried.items() if at > before}
        async with self.work.pool.acquire() as connection:
            courts = await stale_courts(connection, before, list(self.tried), AT_ONCE)
        first, last = years_around(now.date())
        for court_id in courts:
            try:
                told = await self.scheduling.calendar(court_id, first, last)
            except UnknownThereError:
                self.tried[court_id] = now - READ_AGAIN_AFTER + timedelta(minutes=1)
                continue
            except SchedulingAwayError as error:
                log.warning("calendar_not_read", court_id=court_id, reason=str(error))
                return False
            async with self.work.begin() as uow:
                await keep_calendar(uow.connection, court_id, told, uow.now)
        return len(courts) == AT_ONCE


def years_around(today: date) -> tuple[date, date]:
    """From the beginning of last year to the end of next year: what ledgers and requests mostly are about."""
    return date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
