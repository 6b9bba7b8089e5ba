"""A kind of rule: how it is written, and what the domain makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

R = TypeVar("R")


class RuleBody(BaseModel):
    """How a rule of one kind is written. Every field has a default: a body of none is what holds without any rule."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class RuleKind(Generic[R]):
    """One kind of rule, as whoever owns it declares it."""

    name: str
    summary: str
    """What it rules, for the page of the interface."""
    body: type[RuleBody]
    as_rule: Callable[[Any], R]
    """The domain's record of a body, which is valid."""
    is_for_courts: bool = True
    """Whether a court can lay down its own; else there is one for all of them."""

    @property
    def default(self) -> R:
        """What holds where nothing was laid down."""
        return self.as_rule(self.body())

    def read(self, document: str) -> R:
        """The rule that a stored document is. Raises `ValidationError` for one that this release cannot read."""
        return self.as_rule(self.body.model_validate_json(document))
