"""The one mechanism: a batch of records in, one transaction, events out through the outbox.

    decode each record  ->  drop known ids  ->  load  ->  decide, event by event  ->  save  ->  commit

Everything a batch does (the service's own tables, inbox, waiting events, dead letters, outbox) is in one
transaction; the consumer moves its offset only after the commit. So an event has its effect once, whatever is killed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import asyncpg
import structlog

from tarazy_shared import dead_letters, inbox, telemetry, waiting
from tarazy_shared.contracts.decoding import Malformed, decode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.fates import Applied, Dead, Dropped, Fate, Waits
from tarazy_shared.unit_of_work import UnitOfWork, Work
from tarazy_shared.waiting import Missing, WaitingEvent

log = structlog.get_logger(__name__)

S = TypeVar("S")

TRIES_ALONE = 3
"""How often an event that failed in a batch is tried by itself: two writers may have raced for one room."""


class Handler(Protocol[S]):
    """What a service does with the events of one topic."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> S:
        """Everything that these events may touch, by a few set-based queries."""
        ...

    def decide(self, state: S, event: Event[Any]) -> Fate:
        """Apply one event to the state; called in order. Without I/O, and it raises for no data whatever."""
        ...

    async def save(self, uow: UnitOfWork, state: S) -> None:
        """Write what was decided, set-based, and publish the facts."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """One topic as one service reads it."""

    topic: str
    uses: frozenset[str]
    """The types that the handler takes; others are passed over."""
    first_reader: bool
    """Whether this service is the one that parks records whose type nobody knows."""
    handler: Handler[Any]


@dataclass(slots=True)
class Taken:
    """The events of one transaction, sorted by what became of them."""

    applied: list[Event[Any]] = field(default_factory=list)
    waits: list[tuple[Event[Any], RawRecord, Missing]] = field(default_factory=list)
    released: list[WaitingEvent] = field(default_factory=list)
    dead: list[tuple[Event[Any], RawRecord, tuple[Reason, ...]]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


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
        """Take a batch in. Transient errors are raised with nothing done; the batch comes again."""
        try:
            await self._transaction(records)
        except TRANSIENT:
            raise
        except Exception as error:
            log.warning("batch_failed", topic=self.subscription.topic, records=len(records), error=repr(error))
            for record in records:
                await self._alone(record)

    async def _alone(self, record: RawRecord) -> None:
        """One record by itself, so that what cannot be processed harms nothing else."""
        for attempt in range(1, TRIES_ALONE + 1):
            try:
                return await self._transaction([record])
            except TRANSIENT:
                raise
            except Exception as error:
                place = f"{record.topic}/{record.partition}/{record.offset}"
                if isinstance(error, asyncpg.IntegrityConstraintViolationError) and attempt < TRIES_ALONE:
                    continue
                log.exception("record_failed", record=place)
                return await self._park(record, "processing_failed", f"Processing failed: {type(error).__name__}")

    async def _park(self, record: RawRecord, code: str, text: str) -> None:
        decoded = self._decode(record)
        event_id = UUID(decoded.id) if isinstance(decoded, Event) else None
        async with self.work.begin() as uow:
            await inbox.admit(uow.connection, [event_id] if event_id else [], uow.now)
            await dead_letters.park(uow, self.service, record, (Reason("", code, text),), event_id=event_id)

    async def _transaction(self, records: Sequence[RawRecord]) -> None:
        decoded = [(record, self._decode(record)) for record in records]
        events = [(record, event) for record, event in decoded if isinstance(event, Event)]
        malformed = [(record, what) for record, what in decoded if isinstance(what, Malformed)]
        if not events and not malformed:
            return
        async with self.work.begin() as uow:
            fresh, dropped = await self._drop_known(uow, events)
            taken = await self._take(uow, fresh)
            taken.dropped += dropped
            for record, what in await self._drop_known_malformed(uow, malformed, taken):
                await dead_letters.park(uow, self.service, record, what.reasons, event_id=_uuid(what.event_id))
            now = uow.now
        self._count(taken, now)

    async def sweep(self) -> bool:
        """Try waiting events again, give up those whose time is over, and replay what an operator asked for."""
        topic = self.subscription.topic
        async with self.work.begin() as uow:
            letters = await dead_letters.to_replay(uow.connection, topic)
            courts = await waiting.courts_with_any(uow.connection, [topic])
        for letter in letters:
            await self._replay(letter)
        for court_id in courts:
            async with self.work.begin() as uow:
                taken = await self._take(uow, [], courts={court_id}, give_up=True)
                now = uow.now
            self._count(taken, now)
        return False

    async def _replay(self, letter: dead_letters.DeadLetter) -> None:
        """Feed one dead letter through the handler again, with its original id."""
        decoded = self._decode(letter.record)
        async with self.work.begin() as uow:
            if isinstance(decoded, Event):
                await inbox.admit(uow.connection, [UUID(decoded.id)], uow.now)
                taken = await self._take(uow, [(letter.record, decoded)], park=False)
                missing = tuple(Reason(m.field, m.code, f"{m.reference} is not known yet") for _, _, m in taken.waits)
                failed = missing or tuple(reason for _, _, reasons in taken.dead for reason in reasons)
            else:
                taken = Taken()
                failed = decoded.reasons if isinstance(decoded, Malformed) else letter.reasons
            if failed:
                await dead_letters.fail_again(uow.connection, letter, failed, uow.now)
            else:
                await dead_letters.mark_replayed(uow.connection, [letter.dead_letter_id], uow.now)
            now = uow.now
        self._count(taken, now)

    def _decode(self, record: RawRecord) -> Any:
        subscription = self.subscription
        return decode(record, uses=subscription.uses, first_reader=subscription.first_reader)

    async def _drop_known(
        self, uow: UnitOfWork, events: Sequence[tuple[RawRecord, Event[Any]]]
    ) -> tuple[list[tuple[RawRecord, Event[Any]]], list[str]]:
        """The events whose id is new; of two with one id the first."""
        first: dict[UUID, tuple[RawRecord, Event[Any]]] = {}
        for record, event in events:
            first.setdefault(UUID(event.id), (record, event))
        new = await inbox.admit(uow.connection, first, uow.now)
        fresh = [pair for event_id, pair in first.items() if event_id in new]
        return fresh, ["known_id"] * (len(events) - len(fresh))

    async def _drop_known_malformed(
        self, uow: UnitOfWork, malformed: Sequence[tuple[RawRecord, Malformed]], taken: Taken
    ) -> list[tuple[RawRecord, Malformed]]:
        """Identity is the id alone: with a known id even garbage is a repetition."""
        ids = {event_id for _, what in malformed if (event_id := _uuid(what.event_id))}
        known = await inbox.known(uow.connection, ids)
        fresh = [(record, what) for record, what in malformed if _uuid(what.event_id) not in known]
        taken.dropped += ["known_id"] * (len(malformed) - len(fresh))
        return fresh

    async def _take(
        self,
        uow: UnitOfWork,
        fresh: Sequence[tuple[RawRecord, Event[Any]]],
        *,
        courts: set[str] | None = None,
        give_up: bool = False,
        park: bool = True,
    ) -> Taken:
        """Decide the fresh events and those that wait in the same courts, and write all of it."""
        topic = self.subscription.topic
        courts = courts or {event.court_id for _, event in fresh}
        taken = Taken()
        if not courts:
            return taken
        handler = self.subscription.handler
        stored = await waiting.of_courts(uow.connection, topic, courts)
        stored_events = [(entry, event) for entry in stored if isinstance(event := self._decode(entry.record), Event)]
        blocked = {(entry.court_id, entry.subject) for entry in stored}
        if len(stored) == waiting.AT_MOST:
            blocked = await waiting.blocked_subjects(uow.connection, topic, courts)
        state = await handler.load(uow, [event for _, event in stored_events] + [event for _, event in fresh])

        queue: list[_Queued] = [_Queued(event, entry.record, entry.missing, entry) for entry, event in stored_events]
        for record, event in fresh:
            subject = (event.court_id, event.subject)
            if subject in blocked and park:
                queue.append(_Queued(event, record, _what_blocks(queue, subject), None))
            elif (queued := self._decide(state, event, record, taken)) is not None:
                queue.append(queued)
                blocked.add(subject)
        progress = True
        while queue and progress:
            left = self._again(state, queue, taken)
            progress = len(left) < len(queue)
            queue = left
        self._settle(queue, taken, uow.now, give_up=give_up)
        await handler.save(uow, state)
        await self._write(uow, taken, park=park)
        return taken

    def _decide(self, state: Any, event: Event[Any], record: RawRecord, taken: Taken) -> "_Queued | None":
        """Show one event to the handler; what must wait comes back."""
        match self.subscription.handler.decide(state, event):
            case Applied():
                taken.applied.append(event)
            case Dropped(reason):
                taken.dropped.append(reason)
            case Dead(reasons):
                taken.dead.append((event, record, reasons))
            case Waits(code, field_, reference):
                return _Queued(event, record, Missing(code, field_, reference), None)
        return None

    def _again(self, state: Any, queue: Sequence["_Queued"], taken: Taken) -> list["_Queued"]:
        """One pass over what waits, in order; behind one that still waits its subject waits too."""
        left: list[_Queued] = []
        blocked: set[tuple[str, str]] = set()
        for entry in queue:
            subject = (entry.event.court_id, entry.event.subject)
            still = entry if subject in blocked else self._decide(state, entry.event, entry.record, taken)
            if still is not None:
                left.append(_Queued(entry.event, entry.record, still.missing, entry.stored))
                blocked.add(subject)
            elif entry.stored:
                taken.released.append(entry.stored)
        return left

    def _settle(self, queue: Sequence["_Queued"], taken: Taken, now: datetime, *, give_up: bool) -> None:
        """What is still waiting goes on waiting, or is given up when its time is over."""
        for entry in queue:
            if entry.stored is None:
                taken.waits.append((entry.event, entry.record, entry.missing))
            elif give_up and entry.stored.deadline <= now:
                missing = entry.missing
                text = f"{missing.reference} did not become known within {self.patience}"
                taken.dead.append((entry.event, entry.record, (Reason(missing.field, missing.code, text),)))
                taken.released.append(entry.stored)

    async def _write(self, uow: UnitOfWork, taken: Taken, *, park: bool) -> None:
        await waiting.remove(uow.connection, [entry.id for entry in taken.released])
        if not park:
            return
        await waiting.add(uow.connection, taken.waits, now=uow.now, patience=self.patience)
        for event, record, reasons in taken.dead:
            await dead_letters.park(uow, self.service, record, reasons, event_id=UUID(event.id))

    def _count(self, taken: Taken, now: datetime) -> None:
        topic = self.subscription.topic
        effect = telemetry.event_effect_seconds.labels(self.service, topic)
        for event in taken.applied:
            effect.observe(max(0.0, (now - event.time).total_seconds()))
            telemetry.events_handled.labels(self.service, topic, event.type).inc()
        for reason in taken.dropped:
            telemetry.events_dropped.labels(self.service, reason).inc()
        if taken.applied:
            self.handled()


@dataclass(frozen=True, slots=True)
class _Queued:
    """An event that waits during this transaction: one stored before, or a new one."""

    event: Event[Any]
    record: RawRecord
    missing: Missing
    stored: WaitingEvent | None


def _what_blocks(queue: Sequence[_Queued], subject: tuple[str, str]) -> Missing:
    """The reason of the event that this one must stay behind."""
    for entry in queue:
        if (entry.event.court_id, entry.event.subject) == subject:
            return entry.missing
    return Missing("unknown_case", "", subject[1])


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
