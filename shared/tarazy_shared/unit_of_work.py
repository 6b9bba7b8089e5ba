"""The unit of work: what a transaction changes and what it tells the world, together or not at all."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import asyncpg

from tarazy_shared import outbox
from tarazy_shared.clock import Clock
from tarazy_shared.contracts.encoding import encode_data, encode_time
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7_text


@dataclass(frozen=True, slots=True)
class Cause:
    """What brought something about: the event or the command, and the trace they belong to."""

    id: str
    correlation_id: str
    traceparent: str | None = None

    @classmethod
    def of(cls, event: Event[Any]) -> Self:
        """The cause that an event is of what follows from it."""
        return cls(event.id, event.correlation_id or event.id, event.traceparent)

    @classmethod
    def command(cls, command_id: UUID) -> Self:
        """The cause that a command is, such as an HTTP request."""
        return cls(str(command_id), str(command_id))


@dataclass(slots=True)
class UnitOfWork:
    """One transaction at one instant. Application code never commits: leaving the block does."""

    connection: Connection
    now: datetime
    source: str
    rows: list[EncodedRecord] = field(default_factory=list)
    _time: bytes = field(init=False)

    def __post_init__(self) -> None:
        self._time = encode_time(self.now)

    def publish(self, data: EventData, *, cause: Cause | None = None, republished: bool = False) -> None:
        """Tell the world a fact when the transaction commits."""
        self.rows.append(self.record_of(data, cause=cause, republished=republished))

    def record_of(self, data: EventData, *, cause: Cause | None = None, republished: bool = False) -> EncodedRecord:
        """The record that tells a fact, for whoever decides later whether it is sent."""
        return encode_data(
            data,
            event_id=uuid7_text(self.now),
            source=self.source,
            time=self._time,
            causation_id=cause.id if cause else None,
            correlation_id=cause.correlation_id if cause else None,
            traceparent=cause.traceparent if cause else None,
            republished=republished,
        )

    def send(self, row: EncodedRecord) -> None:
        """Send a record as it stands: an event taken in for another, or a dead letter."""
        self.rows.append(row)


@dataclass(frozen=True, slots=True)
class Work:
    """Begins units of work on one service's database."""

    pool: asyncpg.Pool
    clock: Clock
    source: str
    committed: Callable[[], None] = lambda: None
    """Called after a commit that left something in the outbox: wakes the relay of this process."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """One transaction: commits at the end of the block, rolls back if it raises."""
        async with self.pool.acquire() as connection:
            async with connection.transaction():
                unit = UnitOfWork(connection, self.clock(), self.source)
                yield unit
                await outbox.append(connection, unit.rows, unit.now)
            if unit.rows:
                self.committed()
