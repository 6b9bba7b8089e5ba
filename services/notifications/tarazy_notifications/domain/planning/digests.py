"""What waits for somebody's digest, when it leaves, and what several changes of one hearing come to by then."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.people import Role
from tarazy_notifications.domain.preferences.choices import Choices
from tarazy_notifications.domain.topics import FAREWELLS, INVITATIONS, RESCHEDULED, SCHEDULED

READERS: frozenset[Role] = frozenset({"judge", "clerk", "interpreter"})
"""Who may have a digest: the court's own people. A summons is told by itself."""
CHANGES = INVITATIONS | FAREWELLS
"""Topics that wait for it."""


@dataclass(frozen=True, slots=True)
class DigestRules:
    """What a court rules about digests; each person may choose otherwise."""

    at: time = time(7, 0)
    """By the clocks where the reader lives."""
    urgent_days: int = 1
    """Word of a hearing on the present day or so many days after it leaves at once."""
    roles: frozenset[str] = frozenset()
    """Roles that get a digest unless they choose otherwise."""

    def is_for(self, role: Role, choices: Choices) -> bool:
        """Whether somebody of a role is told of changes once a day."""
        if role not in READERS:
            return False
        return choices.digest == "on" or (choices.digest is None and role in self.roles)

    def is_near(self, starts_at: datetime, now: datetime, zone: ZoneInfo) -> bool:
        """Whether a hearing is too near to wait, by the days of its court."""
        days = starts_at.astimezone(zone).date() - now.astimezone(zone).date()
        return days <= timedelta(days=self.urgent_days)

    def next_at(self, now: datetime, choices: Choices, zone: ZoneInfo) -> datetime:
        """When the next digest leaves, by the clocks where the reader lives."""
        at = choices.digest_at or self.at
        today = now.astimezone(zone).date()
        found = datetime.combine(today, at, zone).astimezone(now.tzinfo)
        return found if found > now else datetime.combine(today + timedelta(days=1), at, zone).astimezone(now.tzinfo)


class Pending(NamedTuple):
    """A change that somebody is told in their next digest."""

    recipient_id: UUID
    court_id: str
    subject_id: UUID
    first_version: int
    """Of the first change that waits: what was so before it the reader knows."""
    version: int
    """Of the last one, which is told."""
    topic: str
    role: Role
    due_at: datetime


def together(waiting: str | None, newer: str) -> str | None:
    """What somebody is told who has not been told of what waits yet; None where that comes to nothing."""
    if waiting is None:
        return newer
    if newer in FAREWELLS:
        # Of a hearing that they never heard of they need not hear that it is off.
        return None if waiting == SCHEDULED else newer
    if waiting in FAREWELLS or waiting == RESCHEDULED:
        return RESCHEDULED
    return SCHEDULED
