"""Digests: when one is due, all that has waited for it becomes one notice, with what the day holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.adapters.timing.digest_store import OfTheDay
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.domain.notices import notices
from tarazy_notifications.domain.people import Court, StaffMember
from tarazy_notifications.domain.planning.digests import Pending
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import DigestChange, DigestSitting, DigestStory, HearingStory, Story
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import DIGEST, FAREWELLS, SCHEDULED

OF_USE = timedelta(days=1)
"""How long a digest is worth sending."""

Versions = Mapping[tuple[UUID, int], Story]


class Known(NamedTuple):
    """What the digests of one court are written from."""

    court: Court
    staff: Mapping[UUID, StaffMember]
    stories: Versions
    causes: Mapping[tuple[UUID, int], Cause]
    day: Sequence[OfTheDay]


@dataclass(frozen=True, slots=True)
class Digesting:
    """Turns due digests into notices."""

    work: Work
    rules: Rules
    at_once: int = 100

    async def step(self) -> bool:
        """Some readers of one court; true when more may be due."""
        async with self.work.begin() as uow:
            court_id = await digest_store.due_court(uow.connection, uow.now)
            if court_id is None:
                return False
            items = await digest_store.take_due(uow.connection, court_id, uow.now, self.at_once)
            known = await self._known(uow, court_id, items)
            if known is not None:
                await self._tell(uow, known, items)
        return True

    async def _known(self, uow: UnitOfWork, court_id: str, items: Sequence[Pending]) -> Known | None:
        connection = uow.connection
        found = (await directory.courts(connection, {court_id})).get(court_id)
        if found is None or not items:
            return None
        readers = {one.recipient_id for one in items}
        zone = ZoneInfo(found.court.zone)
        from_at = datetime.combine(uow.now.astimezone(zone).date(), time(0), zone)
        versions = {(one.subject_id, version) for one in items for version in (one.first_version, one.version)}
        return Known(
            found.court,
            await directory.staff(connection, readers),
            await digest_store.stories(connection, versions),
            await hearing_store.causes(connection, list(versions)),
            await digest_store.of_the_day(connection, court_id, readers, from_at, from_at + timedelta(days=1)),
        )

    async def _tell(self, uow: UnitOfWork, known: Known, items: Sequence[Pending]) -> None:
        decided, told = Decided(), list[tuple[Pending, UUID]]()
        worth = [one for one in items if _change(one, known.stories, uow.now) is not None]
        # What nobody can be told of any more waits no longer either, and stands in no digest.
        over = {(one.recipient_id, one.subject_id) for one in items if one not in worth}
        await digest_store.remove(uow.connection, over)
        for recipient_id, group in groupby(worth, key=lambda one: one.recipient_id):
            own = list(group)
            digest_id = _digest_id(own)
            told += [(one, digest_id) for one in own]
            story = _story(known, own, uow.now)
            member, cause = known.staff.get(recipient_id), _cause(known, own)
            if member is None or cause is None:
                continue
            recipient = Recipient(recipient_id, member.name, known.court.language, member.contacts, own[0].role)
            found = notices(
                Telling(DIGEST, recipient),
                court_id=known.court.court_id,
                subject_id=digest_id,
                version=1,
                expires_at=uow.now + OF_USE,
                gateways=frozenset(),
            )
            decided.add(SubjectVersion(digest_id, 1, known.court.court_id, story, cause), found)
        await digest_store.told(uow.connection, told)
        await decided.save(uow, self.rules)


def _digest_id(items: Sequence[Pending]) -> UUID:
    """One for the same changes to the same reader, whoever writes the digest."""
    said = [f"{one.recipient_id.hex}/{one.subject_id.hex}/{one.version}/{one.due_at.timestamp()}" for one in items]
    return UUID(bytes=sha256(" ".join(said).encode()).digest()[:16], version=5)


def _story(known: Known, items: Sequence[Pending], now: datetime) -> DigestStory:
    changes = [found for one in items if (found := _change(one, known.stories, now)) is not None]
    reader = items[0].recipient_id
    day = [
        DigestSitting(one.matter.case_number, one.matter.hearing_type, sitting)
        for one in known.day
        if reader in one.invited
        for sitting in one.placing.sittings
        if sitting.starts_at.astimezone(ZoneInfo(known.court.zone)).date()
        == now.astimezone(ZoneInfo(known.court.zone)).date()
    ]
    changes.sort(key=lambda one: min(each.starts_at for each in (*one.sittings, *one.previous)))
    return DigestStory(now, tuple(changes), tuple(sorted(day, key=lambda one: one.sitting.starts_at)))


def _change(item: Pending, stories: Versions, now: datetime) -> DigestChange | None:
    """None where all of it is over."""
    first, last = stories.get((item.subject_id, item.first_version)), stories.get((item.subject_id, item.version))
    if not isinstance(first, HearingStory) or not isinstance(last, HearingStory):
        return None
    leaves = item.topic in FAREWELLS
    previous, were = (first.previous, first.previously_promised) if item.topic != SCHEDULED else ((), None)
    sittings, are = ((), None) if leaves else (last.sittings, last.promised)
    if leaves and not previous:
        previous, were = (last.sittings, last.promised)
    if all(one.ends_at <= now for one in (*sittings, *previous)):
        return None
    matter = last.matter
    return DigestChange(item.topic, matter.case_number, matter.hearing_type, sittings, previous, are, were)


def _cause(known: Known, items: Sequence[Pending]) -> Cause | None:
    """The newest change brought the digest about."""
    found = [known.causes.get((one.subject_id, one.version)) for one in items]
    return next((one for one in reversed(found) if one is not None), None)
