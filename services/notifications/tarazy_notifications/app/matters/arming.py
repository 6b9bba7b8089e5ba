"""When deadlines are told again: by the rules of their court, and anew where these have changed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.matters import store
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.deadline_rules import DEADLINES, DeadlineBody
from tarazy_notifications.adapters.timing import armed_courts
from tarazy_notifications.app.timing.rearming import SETTLED
from tarazy_notifications.domain.matters.deadlines import Deadline, remind_at

BY_DEFAULT = sha256(DeadlineBody().model_dump_json().encode()).hexdigest()[:16]
"""Names what holds without rules: a release that has other lead times arms anew."""


def armed_at(book: RuleBook, deadline: Deadline, zone: str, now: datetime) -> datetime | None:
    """When a deadline is told again, by the rules and the calendar of its court."""
    there = ZoneInfo(zone)
    today = now.astimezone(there).date()
    rules = book.from_to(DEADLINES, deadline.court_id, today, max(today, deadline.due_on))
    return remind_at(deadline, rules, there, book.calendar(deadline.court_id).is_working, now)


@dataclass(frozen=True, slots=True)
class RearmingDeadlines:
    """Arms deadlines anew where they follow from rules that are not the newest."""

    work: Work
    rules: Rules

    async def step(self) -> bool:
        """Those of one court; true when there may be more to do."""
        async with self.work.begin() as uow:
            connection = uow.connection
            await armed_courts.know_courts(connection, DEADLINES.name)
            court = await armed_courts.court_to_arm(connection, DEADLINES.name, BY_DEFAULT, uow.now - SETTLED)
            if court is None:
                return False
            book = await self.rules.current(connection)
            found = await store.of_court(connection, court.court_id, uow.now)
            await store.arm(connection, {one: armed_at(book, one, court.zone, uow.now) for one in found})
            await armed_courts.armed_to(connection, DEADLINES.name, court, None)
        return True
