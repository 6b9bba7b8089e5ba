"""Notices that were decided: queued, told to the world, and those that they overtake ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_shared.meanwhile import meanwhile
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.hearing_store import SubjectVersion, save_stories
from tarazy_notifications.app import facts
from tarazy_notifications.app.telemetry import notices_total
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice


@dataclass(slots=True)
class Decided:
    """What a batch of events means for people, collected while it is decided."""

    versions: list[SubjectVersion] = field(default_factory=list)
    notices: list[tuple[Notice, Cause]] = field(default_factory=list)

    def add(self, version: SubjectVersion, found: Sequence[Notice]) -> None:
        """A new version of a subject, with the notices about it."""
        self.versions.append(version)
        self.notices += [(notice, version.cause) for notice in found]

    async def save(self, uow: UnitOfWork) -> None:
        """Write and tell all of it; of each subject only the newest version's notices stay queued."""
        await save_stories(uow.connection, self.versions)
        await queue(uow, self.notices)
        newest: dict[UUID, SubjectVersion] = {}
        for version in self.versions:
            newest[version.subject_id] = version
        overtaking = [(one.subject_id, one.version, UUID(one.cause.id)) for one in newest.values() if one.version > 1]
        causes: Mapping[UUID, Cause] = {UUID(one.cause.id): one.cause for one in newest.values()}
        for notice, event_id in await notice_store.overtake(uow.connection, overtaking, uow.now):
            facts.publish(uow, notice, State.SUPERSEDED, causes[event_id])
            notices_total.labels(notice.channel, State.SUPERSEDED).inc()


async def queue(uow: UnitOfWork, found: Sequence[tuple[Notice, Cause]]) -> None:
    """Queue notices and tell so; one that there is already stays as it is."""
    new, records = await meanwhile(
        notice_store.queue(uow.connection, [(notice, cause.id) for notice, cause in found], uow.now),
        lambda: [facts.record_of_queued(uow, notice, cause) for notice, cause in found],
    )
    queued: Counter[str] = Counter()
    for (notice, _), record in zip(found, records, strict=True):
        if notice.notice_id in new:
            new.discard(notice.notice_id)
            uow.send(record)
            queued[notice.channel] += 1
    for channel, count in queued.items():
        notices_total.labels(channel, State.QUEUED).inc(count)
