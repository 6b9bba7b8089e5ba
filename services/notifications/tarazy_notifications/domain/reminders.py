"""When people are reminded of a hearing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.topics import REMINDER


@dataclass(frozen=True, slots=True)
class Tier:
    """One rung of the ladder: how long before the first sitting."""

    name: str
    before: timedelta

    @property
    def topic(self) -> str:
        """The topic of its notices."""
        return f"{REMINDER}_{self.name}"


DAY_BEFORE = Tier("1d", timedelta(days=1))
LADDER = (DAY_BEFORE,)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one version of a hearing; a newer version makes it void."""

    hearing_id: UUID
    version: int
    tier: str
    due_at: datetime


def reminders(hearing: Hearing, told_at: datetime) -> list[Reminder]:
    """The reminders of a hearing whose newest version is told at `told_at`.

    None for a hearing that does not stand or whose date is still to be told, and none whose time has come before that
    notice leaves.
    """
    if hearing.placing is None or hearing.placing.promised:
        return []
    due = ((tier, hearing.placing.starts_at - tier.before) for tier in LADDER)
    return [Reminder(hearing.hearing_id, hearing.version, tier.name, at) for tier, at in due if at > told_at]
