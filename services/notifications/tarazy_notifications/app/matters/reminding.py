"""Deadlines that come near are told again, if nothing has happened meanwhile."""

from dataclasses import dataclass
from datetime import timedelta

from tarazy_shared.unit_of_work import Cause, Work

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.matters import store
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.app.timing.planning import Told
from tarazy_notifications.domain.matters.deadlines import Deadline
from tarazy_notifications.domain.matters.steps import day_is_over
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import MatterStory, Story
from tarazy_notifications.domain.telling import Telling

AT_ONCE = 200
KEPT = timedelta(days=2)
"""After its day, in any zone."""


@dataclass(frozen=True, slots=True)
class MatterReminding:
    """Turns deadlines that are near into notices."""

    work: Work
    rules: Rules
    gateways: frozenset[ChannelName]

    async def step(self) -> bool:
        """One round; true when it was full."""
        async with self.work.begin() as uow:
            due = await store.take_due(uow.connection, uow.now, AT_ONCE)
            await store.forget(uow.connection, uow.now.date() - KEPT)
            if not due:
                return False
            keys = [(one.matter_id, one.version) for one in due]
            causes = await hearing_store.causes(uow.connection, keys)
            stories = await hearing_store.last_stories(uow.connection, {one.matter_id for one in due})
            courts = await directory.courts(uow.connection, {one.court_id for one in due})
            staff = await directory.staff_rows(uow.connection, {one.person_id for one in due})
            told: list[Told] = []
            for one in due:
                court, person = courts.get(one.court_id), staff.get((one.person_id, one.court_id))
                cause = causes.get((one.matter_id, one.version))
                if court is None or person is None or cause is None:
                    continue
                found = self._notices(one, stories[one.matter_id], court.court, person.member)
                told += [_told(notice, cause) for notice in found]
            await queue(uow, told, self.rules)
        return len(due) == AT_ONCE

    def _notices(self, deadline: Deadline, story: Story, court: Court, person: StaffMember) -> list[Notice]:
        if not isinstance(story, MatterStory) or story.due_on is None:
            return []
        recipient = Recipient(person.person_id, person.name, court.language, person.contacts, "staff")
        return notices(
            Telling(deadline.topic, recipient),
            court_id=court.court_id,
            subject_id=deadline.matter_id,
            version=deadline.version,
            expires_at=day_is_over(story.due_on, court.zone),
            gateways=self.gateways,
        )


def _told(notice: Notice, cause: Cause) -> Told:
    return Told(notice, cause, None)
