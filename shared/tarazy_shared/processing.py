"""The one mechanism: a batch of records in, one transaction, events out through the outbox.

    decode each record  ->  drop known ids  ->  load  ->  decide, event by event  ->  save  ->  commit

Everything that a batch does (the service's own tables, inbox, waiting events, dead letters, outbox) is in one
transaction; the consumer moves its offset only after the commit. So an event has its effect once, whatever is killed.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from tarazy_shared import dead_letters, inbox, telemetry, waiting
from tarazy_shared.contracts.decoding import Ignored, Malformed, decode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.subscription import Handler as Handler
from tarazy_shared.subscription import Subscription as Subscription
from tarazy_shared.taking import Entry, Taking
from tarazy_shared.unit_of_work import UnitOfWork, Work

log = structlog.get_logger(__name__)

SPLIT_FROM = 200
"""Records from which a batch is taken in by two transactions at once."""
TRIES_ALONE = 3
"""How often an event that failed in a batch is tried by itself: two writers may have raced for one room."""


@dataclass(frozen=True, slots=True)
class Processor:
    """Runs one subscription's handler over batches of records."""

    service: str
    subscription: Subscription
    work: Work
    patience: timedelta
    """How long an event waits for what it refers to."""
    handled: Callable[[], None] = lambda: None
    """Called after a commit that had effects: something elsewhere may wait for them."""

    async def process(self, records: Sequence[RawRecord]) -> None:
        """Take a batch in. Transient errors are raised; the batch then comes again, and what was done is known."""
        ended = await asyncio.gather(*(self._part(part) for part in parts_of(records)), return_exceptions=True)
        for error in ended:
            if error is not None:
                raise error

    async def _part(self, records: Sequence[RawRecord]) -> None:
        """A part of a batch, in a transaction of its own."""
        try:
            await self._transaction(records)
        except TRANSIENT:
            raise
        except Exception as error:
            log.warning("batch_failed", topic=self.subscription.topic, records=len(records), error=type(error).__name__)
            for record in records:
                await self._alone(record)

    async def _transaction(self, records: Sequence[RawRecord], *, with_waiting: bool = True) -> None:
        """All records in one transaction, or none; with what waits in their courts, or before it."""
        decoded = [(record, self.decode(record)) for record in records]
        malformed = [(record, what) for record, what in decoded if isinstance(what, Malformed)]
        entries = [Entry(what, record) for record, what in decoded if isinstance(what, Event)]
        if not entries and not malformed:
            return
        async with self.work.begin() as uow:
            fresh = await self._admit(uow, entries)
            courts = {entry.event.court_id for entry in fresh}
            taking = await self.take(uow, fresh, courts, upto=None if with_waiting else 0)
            await self.write(uow, taking)
            repeated = await self._park_malformed(uow, malformed)
            now = uow.now
        taking.dropped += ["known_id"] * (len(entries) - len(fresh) + repeated)
        self.count(taking, now)

    async def _alone(self, record: RawRecord) -> None:
        """One record by itself, so that what cannot be processed harms nothing else.

        What waits in its court is left to the sweep: it may be that which failed.
        """
        for attempt in range(1, TRIES_ALONE + 1):
            try:
                return await self._transaction([record], with_waiting=False)
            except TRANSIENT:
                raise
            except Exception as error:
                if isinstance(error, asyncpg.IntegrityConstraintViolationError) and attempt < TRIES_ALONE:
                    continue
                log.exception("record_failed", record=f"{record.topic}/{record.partition}/{record.offset}")
                return await self._park(record, failed_by(error))

    async def _park(self, record: RawRecord, reason: Reason) -> None:
        decoded = self.decode(record)
        event_id = UUID(decoded.id) if isinstance(decoded, Event) else None
        async with self.work.begin() as uow:
            await inbox.admit(uow.connection, [event_id] if event_id else [], uow.now)
            await dead_letters.park(uow, self.service, record, (reason,), event_id=event_id)

    def decode(self, record: RawRecord) -> Event[Any] | Malformed | Ignored:
        subscription = self.subscription
        return decode(record, uses=subscription.uses, first_reader=subscription.first_reader)

    async def _admit(self, uow: UnitOfWork, entries: Sequence[Entry]) -> list[Entry]:
        """Those whose id is new; of two with one id the first."""
        first: dict[UUID, Entry] = {}
        for entry in entries:
            first.setdefault(UUID(entry.event.id), entry)
        new = await inbox.admit(uow.connection, first, uow.now)
        return [entry for event_id, entry in first.items() if event_id in new]

    async def _park_malformed(self, uow: UnitOfWork, malformed: Sequence[tuple[RawRecord, Malformed]]) -> int:
        """Park what cannot be read; returns how many had a known id: identity is the id alone, garbage or not."""
        ids = {UUID(what.event_id) for _, what in malformed if what.event_id}
        known = await inbox.known(uow.connection, ids)
        for record, what in malformed:
            event_id = UUID(what.event_id) if what.event_id else None
            if event_id not in known:
                await dead_letters.park(uow, self.service, record, what.reasons, event_id=event_id)
        return sum(1 for _, what in malformed if what.event_id and UUID(what.event_id) in known)

    async def take(
        self, uow: UnitOfWork, fresh: Sequence[Entry], courts: Collection[str], upto: int | None = None
    ) -> Taking:
        """Load, and decide the fresh events together with those that wait in the same courts, or those `upto` one."""
        topic, handler = self.subscription.topic, self.subscription.handler
        waits = await waiting.of_courts(uow.connection, topic, courts, upto) if courts else []
        stored = [
            Entry(event, one.record, one.missing, one)
            for one in waits
            if isinstance(event := self.decode(one.record), Event)
        ]
        blocked = (
            await waiting.blocked_subjects(uow.connection, topic, courts)
            if fresh and (upto is not None or len(waits) == waiting.AT_MOST)
            else set()
        )
        state = await handler.load(uow, [entry.event for entry in [*stored, *fresh]]) if stored or fresh else None
        taking = Taking(handler, state)
        await taking.take(stored, self._in_turn(state, fresh), blocked)
        return taking

    def _in_turn(self, state: Any, fresh: Sequence[Entry]) -> Sequence[Entry]:
        """The fresh events in the order in which they are decided."""
        if self.subscription.in_turn is None or len(fresh) < 2:
            return fresh
        entries = {entry.event.id: entry for entry in fresh}
        return [entries[event.id] for event in self.subscription.in_turn(state, [entry.event for entry in fresh])]

    async def write(self, uow: UnitOfWork, taking: Taking) -> None:
        """Save what was decided, what goes on waiting and what is dead."""
        if taking.state is not None:
            await self.subscription.handler.save(uow, taking.state)
        await waiting.remove(uow.connection, [one.id for one in taking.released])
        new = [(e.event, e.record, e.missing) for e in taking.queue if e.missing and not e.stored]
        await waiting.add(uow.connection, new, now=uow.now, patience=self.patience)
        for entry, reasons in taking.dead:
            since = entry.stored.since if entry.stored else None
            event_id = UUID(entry.event.id)
            await dead_letters.park(uow, self.service, entry.record, reasons, event_id=event_id, failed_at=since)

    def count(self, taking: Taking, now: datetime) -> None:
        topic = self.subscription.topic
        effect = telemetry.event_effect_seconds.labels(self.service, topic)
        for event in taking.prompt:
            effect.observe(max(0.0, (now - event.time).total_seconds()))
        for event_type, count in Counter(event.type for event in taking.applied).items():
            telemetry.events_handled.labels(self.service, topic, event_type).inc(count)
        for reason, count in Counter(taking.dropped).items():
            telemetry.events_dropped.labels(self.service, reason).inc(count)
        if taking.applied:
            self.handled()


def parts_of(records: Sequence[RawRecord]) -> list[Sequence[RawRecord]]:
    """A large batch in two parts, each court's records in one: while the database works for one, the other decides."""
    if len(records) < SPLIT_FROM:
        return [records]
    of_courts: dict[bytes | None, list[RawRecord]] = {}
    for record in records:
        of_courts.setdefault(record.key, []).append(record)
    parts: tuple[list[RawRecord], list[RawRecord]] = ([], [])
    for of_court in sorted(of_courts.values(), key=len, reverse=True):
        min(parts, key=len).extend(of_court)
    return [part for part in parts if part]


def failed_by(error: Exception) -> Reason:
    """Without the error's own words, which may quote the data."""
    return Reason("", "processing_failed", f"Processing failed: {type(error).__name__}")
