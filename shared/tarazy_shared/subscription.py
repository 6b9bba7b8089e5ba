"""What a service says about a topic that it reads, and what it does with the events."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from tarazy_shared.contracts.event import Event
from tarazy_shared.fates import Fate
from tarazy_shared.unit_of_work import UnitOfWork

S = TypeVar("S")


class Handler(Protocol[S]):
    """What a service does with the events of one topic."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> S:
        """Everything that these events may touch, by a few set-based queries."""
        ...

    def decide(self, state: S, event: Event[Any]) -> Fate | Awaitable[Fate]:
        """Apply one event to the state; called in order. Without I/O, and it raises for no data whatever.

        Where that may take long it is awaited, so that others have their turn meanwhile.
        """
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
    in_turn: Callable[[Any, Sequence[Event[Any]]], Sequence[Event[Any]]] | None = None
    """Puts the fresh events of a batch into another order than that in which they came, given the handler's state;
    those of one aggregate stay as they are among each other."""
    urgent: bool = True
    """False where half a second does not matter: then Kafka is asked a hundred times less often."""
