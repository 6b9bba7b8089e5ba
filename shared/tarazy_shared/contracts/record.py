"""A Kafka record as it lies in the topic, before anybody has looked at it, and why one cannot be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class RawRecord:
    """What Kafka delivers. Header values and key are bytes as sent; any of them may be null."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    """Milliseconds since 1970, of the record's producer or broker."""
    key: bytes | None
    headers: Sequence[tuple[str, bytes | None]]
    value: bytes | None


class EncodedRecord(NamedTuple):
    """What is handed to Kafka. The partition follows from the key (murmur2)."""

    topic: str
    key: bytes | None
    headers: Sequence[tuple[str, bytes]]
    value: bytes


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is wrong.

    `field` is a path such as `parties[2].role`, a header's name, `key`, or empty for the value as a whole;
    `code` is one of the closed list of the contract; `text` is a sentence for operators.
    """

    field: str
    code: str
    text: str
