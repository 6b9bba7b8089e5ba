"""One transaction's events: each is decided, in order; what must wait is tried again as long as something moves."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason
from tarazy_shared.fates import Applied, Dead, Dropped, Waits
from tarazy_shared.subscription import Handler
from tarazy_shared.waiting import Missing, WaitingEvent

Subject = tuple[str, str]
"""(court, aggregate): events of one subject keep their order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with the record it came in; `missing` says what it waits for, `stored` that it did so before."""

    event: Event[Any]
    record: RawRecord
    missing: Missing | None = None
    stored: WaitingEvent | None = None

    @property
    def subject(self) -> Subject:
        """What its order is kept by."""
        return (self.event.court_id, self.event.subject)


@dataclass(slots=True)
class Taking:
    """Sorts the events of one transaction by what becomes of them."""

    handler: Handler[Any]
    state: Any
    applied: list[Event[Any]] = field(default_factory=list)
    prompt: list[Event[Any]] = field(default_factory=list)
    """Of those applied the ones that had not to wait for something that takes its time."""
    dropped: list[str] = field(default_factory=list)
    dead: list[tuple[Entry, tuple[Reason, ...]]] = field(default_factory=list)
    queue: list[Entry] = field(default_factory=list)
    """What waits, in order."""
    released: list[WaitingEvent] = field(default_factory=list)
    """What waited before and waits no longer."""

    async def take(self, stored: Sequence[Entry], fresh: Sequence[Entry], blocked: set[Subject]) -> None:
        """Decide everything: what waits, then the fresh ones, then what still waits, again while something moves.

        `blocked` are the subjects of which something waits already: what is fresh of them queues up behind.
        """
        self.queue = list(stored)
        await self._pass()
        held = {entry.subject: entry.missing for entry in self.queue}
        for entry in fresh:
            if entry.subject in held or entry.subject in blocked:
                what = held.get(entry.subject) or Missing("unknown_case", "", entry.subject[1])
                self.queue.append(Entry(entry.event, entry.record, what))
            elif missing := await self._decide(entry):
                held[entry.subject] = missing
                self.queue.append(Entry(entry.event, entry.record, missing))
        moving = bool(self.queue)
        while moving:
            before = len(self.queue)
            await self._pass()
            moving = 0 < len(self.queue) < before

    def give_up(self, now: datetime, patience: timedelta) -> None:
        """What waited before and whose time is over is dead."""
        left: list[Entry] = []
        for entry in self.queue:
            if entry.stored and entry.missing and not entry.missing.is_patient and entry.stored.deadline <= now:
                text = f"{entry.missing.reference} did not become known within {patience}"
                self.dead.append((entry, (Reason(entry.missing.field, entry.missing.code, text),)))
                self.released.append(entry.stored)
            else:
                left.append(entry)
        self.queue = left

    async def _pass(self) -> None:
        """Try all that waits once, in order; behind one that goes on waiting, its subject does too.

        Where the subject itself is what is missing, the event that makes it known may overtake: an update that came
        before the registration would otherwise wait for what waits behind it.
        """
        left: list[Entry] = []
        blocked: dict[Subject, Missing] = {}
        unknown: set[Subject] = set()
        for entry in self.queue:
            subject = entry.subject
            behind = None if subject in unknown else blocked.get(subject)
            missing = behind or await self._decide(entry)
            if missing:
                left.append(Entry(entry.event, entry.record, missing, entry.stored))
                if subject not in blocked and missing.reference == entry.event.subject:
                    unknown.add(subject)
                blocked.setdefault(subject, missing)
                continue
            # Known from here on: in the next pass what waited first goes first.
            unknown.discard(subject)
            if entry.stored:
                self.released.append(entry.stored)
        self.queue = left

    async def _decide(self, entry: Entry) -> Missing | None:
        """Show one event to the handler; returns what it waits for, if it does."""
        fate = self.handler.decide(self.state, entry.event)
        match await fate if isinstance(fate, Awaitable) else fate:
            case Applied():
                self.applied.append(entry.event)
                if not (entry.stored and entry.stored.missing.is_patient):
                    self.prompt.append(entry.event)
            case Dropped(reason):
                self.dropped.append(reason)
            case Dead(reasons):
                self.dead.append((entry, reasons))
            case Waits(code, field_, reference, is_patient):
                return Missing(code, field_, reference, is_patient)
        return None
