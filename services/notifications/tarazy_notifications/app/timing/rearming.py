"""A ladder that has changed: the reminders to come are armed anew, court by court, some hearings at a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_notifications.adapters.rules.book import STALE_AFTER, Rules
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS, ReminderBody
from tarazy_notifications.adapters.timing import armed_courts, reminder_store
from tarazy_notifications.adapters.timing.armed_courts import CourtToArm
from tarazy_notifications.app.timing.arming import ladders_of
from tarazy_notifications.domain.timing.reminders import Ladders, reminders

SETTLED = timedelta(seconds=STALE_AFTER + 3)
"""After so long every process knows a rule, and what it arms from then on follows from it."""

BY_DEFAULT = sha256(ReminderBody().model_dump_json().encode()).hexdigest()[:16]
"""Names the ladder without rules: a release that has another arms anew."""


@dataclass(frozen=True, slots=True)
class Rearming:
    """Arms reminders anew where they follow from rules that are not the newest."""

    work: Work
    rules: Rules
    at_once: int = 2000

    async def step(self) -> bool:
        """Some hearings of one court; true when there is more to do."""
        async with self.work.begin() as uow:
            await armed_courts.know_courts(uow.connection, REMINDERS.name)
            until = uow.now - SETTLED
            court = await armed_courts.court_to_arm(uow.connection, REMINDERS.name, BY_DEFAULT, until)
            if court is None:
                return False
            await self._arm(uow, court)
        return True

    async def _arm(self, uow: UnitOfWork, court: CourtToArm) -> None:
        hearings = await reminder_store.standing_after(uow.connection, court, self.at_once)
        book, zone = await self.rules.current(uow.connection), ZoneInfo(court.zone)
        ladders: dict[date, Ladders] = {}
        found = []
        for hearing in hearings:
            day = hearing.starts_at.astimezone(zone).date()
            if day not in ladders:
                ladders[day] = ladders_of(book, hearing, uow.now, zone)
            found += reminders(hearing, uow.now, ladders[day], zone)
        await reminder_store.arm_anew(uow.connection, hearings, found, uow.now)
        last = hearings[-1].hearing_id if len(hearings) == self.at_once else None
        await armed_courts.armed_to(uow.connection, REMINDERS.name, court, last)
