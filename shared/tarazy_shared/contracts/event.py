"""What an event is: typed data in an envelope that says who said it, when, and what brought it about."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from tarazy_shared.contracts.fields import CourtId


class Facts(BaseModel):
    """A part of an event's data: immutable, strict about types; fields that nobody knows are ignored."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", strict=True, cache_strings="keys", use_attribute_docstrings=True
    )


class EventData(Facts):
    """The data of an event; one subclass per type."""

    TYPE: ClassVar[str]
    """Such as `court.case.registered.v1`."""
    TOPIC: ClassVar[str]
    SUBJECT: ClassVar[str]
    """The field whose value is the aggregate that the event is about."""

    court_id: CourtId

    @property
    def subject(self) -> str:
        """The id of the aggregate, as `ce_subject` carries it."""
        return str(getattr(self, self.SUBJECT))


D = TypeVar("D", bound=EventData, covariant=True)


@dataclass(frozen=True, slots=True)
class Event(Generic[D]):
    """A fact. Its identity is `id` alone; `subject` and `court_id` follow from the data, not from headers."""

    id: str
    """A UUID in its canonical spelling, lower case."""
    type: str
    source: str
    time: datetime
    subject: str
    court_id: str
    data: D
    causation_id: str | None
    correlation_id: str | None
    traceparent: str | None
    republished: bool
