"""Steps of processes that concern members of staff: what is told of each, and of which deadline they are reminded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.matters.deadlines import Deadline
from tarazy_notifications.domain.stories import MatterStory

STILL_OF_USE = timedelta(days=30)
"""How long word of a step without a deadline is worth sending."""


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
        if story.answer_by is not None:
            return story.answer_by
        if story.starts_at is not None and story.process == "training":
            return story.ends_at or story.starts_at
        if story.starts_at is not None:
            return story.starts_at
        if story.due_on is not None:
            return day_is_over(story.due_on, zone)
        return story.at + STILL_OF_USE

    def deadline(self, court_id: str) -> Deadline | None:
        """What the first of those whom it concerns is told again; None where there is nothing to remind of."""
        if self.near is None or self.story.due_on is None or not self.people:
            return None
        return Deadline(self.matter_id, self.version, court_id, self.people[0], self.near, self.story.due_on)


def day_is_over(day: date, zone: str) -> datetime:
    """The end of a day of the court."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
