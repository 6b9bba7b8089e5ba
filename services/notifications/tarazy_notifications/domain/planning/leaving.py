"""When a notice leaves: at once, when quiet hours end, or not at all because its reader does without it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.preferences.choices import Choices
from tarazy_notifications.domain.timing.quiet import QuietHours
from tarazy_notifications.domain.timing.topic_rules import TopicRule

QUIET_HOURS: Literal["quiet_hours"] = "quiet_hours"


@dataclass(frozen=True, slots=True)
class Leaving:
    """When a notice is due, and why not at once."""

    due_at: datetime
    reason: Literal["quiet_hours"] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which instants a notice is of use."""

    starts_at: datetime | None
    """When the hearing that it is about begins; None for other matters."""
    expires_at: datetime

    def latest(self, rule: TopicRule) -> datetime:
        """When it must have left."""
        if self.starts_at is None or rule.reach_before is None:
            return self.expires_at
        return min(self.starts_at - rule.reach_before, self.expires_at)


@dataclass(frozen=True, slots=True)
class Quiet:
    """When somebody is not to be disturbed, by the clocks where they live."""

    hours: QuietHours
    zone: ZoneInfo
    spread: timedelta
    """Within so much of the end of quiet hours leaves what has waited for it."""


def leaving(notice_id: UUID, now: datetime, quiet: Quiet, rule: TopicRule, limits: Limits) -> Leaving:
    """Out of quiet hours at once; in them when they end, unless that is too late.

    What has waited leaves each at its own moment after the end, which its id decides.
    """
    if rule.urgent:
        return Leaving(now)
    hours, zone = quiet.hours, quiet.zone
    opens = hours.open_from(now, zone)
    latest = limits.latest(rule)
    if opens == now or opens > latest or opens >= limits.expires_at:
        return Leaving(now)
    due_at = min(opens + quiet.spread * _share(notice_id), latest)
    # The open time may be shorter than what is spread over it.
    return Leaving(due_at if hours.open_from(due_at, zone) == due_at else opens, QUIET_HOURS)


def may_be_muted(choices: Choices, rule: TopicRule) -> bool:
    """Whether choices about muting count for a topic."""
    return bool(choices.muted) and not rule.mandatory


def _share(notice_id: UUID) -> float:
    """A number in [0, 1) that is the notice's own and spread evenly: its id is a hash."""
    return int.from_bytes(notice_id.bytes[:4]) / 2**32
