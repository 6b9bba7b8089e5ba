"""Notices that were decided: queued, told to the world, and those that they overtake ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_shared.meanwhile import meanwhile
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.hearing_store import SubjectVersion, save_stories
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app import facts
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.app.timing.planning import Told, plan, planning_for
from tarazy_notifications.app.timing.waiting import without_digests
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.stories import starts_at


@dataclass(slots=True)
class Decided:
    """What a batch of events means for people, collected while it is decided."""

    versions: list[SubjectVersion] = field(default_factory=list)
    notices: list[tuple[Notice, Cause]] = field(default_factory=list)

    def add(self, version: SubjectVersion, found: Sequence[Notice]) -> None:
        """A new version of a subject, with the notices about it."""
        self.versions.append(version)
        self.notices += [(notice, version.cause) for notice in found]

    async def save(self, uow: UnitOfWork, rules: Rules) -> list[Notice]:
        """Write and tell all of it; of each subject only the newest version's notices stay queued.

        Gives those that were superseded.
        """
        await save_stories(uow.connection, self.versions)
        starts = {(one.subject_id, one.version): starts_at(one.story) for one in self.versions}
        told = [Told(one, cause, starts[one.subject_id, one.subject_version]) for one, cause in self.notices]
        await queue(uow, told, rules)
        newest: dict[UUID, SubjectVersion] = {}
        for version in self.versions:
            newest[version.subject_id] = version
        overtaking = [(one.subject_id, one.version, UUID(one.cause.id)) for one in newest.values() if one.version > 1]
        causes: Mapping[UUID, Cause] = {UUID(one.cause.id): one.cause for one in newest.values()}
        return await end_overtaken(uow, overtaking, causes)


async def end_overtaken(
    uow: UnitOfWork, overtaking: Sequence[tuple[UUID, int, UUID]], causes: Mapping[UUID, Cause]
) -> list[Notice]:
    """End what has not left of versions older than these (subject, version, event), and tell so."""
    overtaken = await notice_store.overtake(uow.connection, overtaking, uow.now)
    for notice, event_id in overtaken:
        facts.publish(uow, notice, State.SUPERSEDED, causes[event_id])
        count(notice.channel, notice.topic, State.SUPERSEDED)
    return [notice for notice, _ in overtaken]


async def queue(uow: UnitOfWork, told: Sequence[Told], rules: Rules) -> None:
    """Queue notices, each for the time at which it may leave, and tell so; one that there is already stays as it is."""
    if not told:
        return
    planning = await planning_for(uow.connection, uow.now, rules, told)
    planned, muted = plan(planning, await without_digests(uow, planning, told))
    new, records = await meanwhile(
        notice_store.queue(uow.connection, planned, uow.now),
        lambda: [facts.record_of_queued(uow, one.notice, one.cause, one.reason) for one in planned],
    )
    queued: Counter[tuple[str, str]] = Counter()
    for one, record in zip(planned, records, strict=True):
        if one.notice.notice_id in new:
            new.discard(one.notice.notice_id)
            uow.send(record)
            queued[one.notice.channel, one.notice.topic] += 1
    for (channel, topic), number in queued.items():
        count(channel, topic, State.QUEUED, number)
    for notice in muted:
        count(notice.channel, notice.topic, "muted")
