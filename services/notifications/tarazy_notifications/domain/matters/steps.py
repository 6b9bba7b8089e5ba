"""Steps of processes that concern members of staff: what is told of each, and of which deadline they are reminded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.stories import MatterStory

STILL_OF_USE = timedelta(days=30)
"""How long word of a step without a deadline is worth sending."""
AT = time(9)
"""When somebody is reminded, by the clocks of the court."""

NEAR: Mapping[str, timedelta] = {
    "training_certificate_near": timedelta(days=60),
    "evaluation_reply_near": timedelta(days=2),
    "evaluation_appeal_near": timedelta(days=3),
    "discipline_reply_near": timedelta(days=2),
    "discipline_appeal_near": timedelta(days=3),
}
"""How long before its day a deadline is told again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One fact about a matter, as notices see it."""

    matter_id: UUID
    """The enrolment, certificate, evaluation or proceedings."""
    version: int
    people: tuple[UUID, ...]
    """Whom it concerns."""
    topic: str | None
    """What they are told; None where they know, or there is nothing to tell yet."""
    story: MatterStory
    near: str | None = None
    """The topic with which they are told again that the deadline of the story is near; every step ends the reminder of
    the one before."""

    def expires_at(self, zone: str) -> datetime:
        """From when on word of it is of no use."""
        story = self.story
        if story.starts_at is not None and story.process == "training":
            return story.ends_at or story.starts_at
        if story.starts_at is not None:
            return story.starts_at
        if story.due_on is not None:
            return day_is_over(story.due_on, zone)
        return story.at + STILL_OF_USE

    def remind_at(self, zone: str, now: datetime) -> datetime | None:
        """When to tell again; None where there is nothing to remind of, or it is too late for it."""
        if self.near is None or self.story.due_on is None:
            return None
        day = self.story.due_on - NEAR[self.near]
        at = datetime.combine(day, AT, ZoneInfo(zone))
        return at if at > now else None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline of which somebody is told again."""

    matter_id: UUID
    version: int
    court_id: str
    person_id: UUID
    topic: str
    due_at: datetime


def day_is_over(day: date, zone: str) -> datetime:
    """The end of a day of the court."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
