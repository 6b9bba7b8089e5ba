"""Deadlines of matters, and how long before its day each is told again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.terms import IsOpen

from tarazy_notifications.domain.timing.before import Before
from tarazy_notifications.domain.timing.reminders import holds


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """What a court rules about deadlines."""

    at: time
    """When somebody is reminded, by the clocks of the court."""
    before: Mapping[str, Before | None]
    """By topic, how long before its day; None for never."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that stands until the next step of its matter."""

    matter_id: UUID
    version: int
    court_id: str
    person_id: UUID
    topic: str
    """With which it is told again."""
    due_on: date


def remind_at(
    deadline: Deadline,
    rules: Sequence[tuple[date, LeadTimes]],
    zone: ZoneInfo,
    is_working: IsOpen,
    now: datetime,
) -> datetime | None:
    """When to tell a deadline again, by the rule of the day on which that is; None where it is too late for it."""
    found = []
    for place, (_, rule) in enumerate(rules):
        before = rule.before[deadline.topic]
        if before is None:
            continue
        at = before.at(datetime.combine(deadline.due_on, rule.at, zone), zone, is_working)
        if at > now and holds(rules, place, at.date()):
            found.append(at)
    return min(found, default=None)
