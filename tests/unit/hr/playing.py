"""A matter played command after command, whatever it is: what is decided is recorded, what is refused is not."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from tarazy_hr.domain.refusal import Refusal

Matter = TypeVar("Matter")


class Played(ABC, Generic[Matter]):
    """A matter with its record. Time goes on by hand."""

    def __init__(self, first: Any, changes: Mapping[str, Any]) -> None:
        """`first` is the command that begins it; `changes` hold of its surroundings as long as it lasts."""
        self.changes = changes
        self.matter: Matter | None = None
        self.facts: list[Any] = []
        self.do(first)

    @abstractmethod
    def decide(self, command: Any, changes: Mapping[str, Any]) -> tuple[Any, ...] | Refusal:
        """What the domain says now, its surroundings being usual but for `changes`."""

    @abstractmethod
    def entered(self, facts: tuple[Any, ...]) -> Matter | None:
        """The matter after these facts."""

    @property
    def stands(self) -> Matter:
        """The matter, which has begun."""
        assert self.matter is not None
        return self.matter

    def tell(self, command: Any, **changes: Any) -> tuple[Any, ...] | Refusal:
        """What is decided; nothing is recorded of a refusal."""
        decided = self.decide(command, {**self.changes, **changes})
        if not isinstance(decided, Refusal):
            self.facts += decided
            self.matter = self.entered(decided)
        return decided

    def do(self, command: Any, **changes: Any) -> tuple[Any, ...]:
        """The same where nothing is to be refused."""
        decided = self.tell(command, **changes)
        assert not isinstance(decided, Refusal), decided
        return decided

    def refused(self, command: Any, **changes: Any) -> str:
        """The code of a refusal, which must be one."""
        decided = self.tell(command, **changes)
        assert isinstance(decided, Refusal), decided
        return decided.code
