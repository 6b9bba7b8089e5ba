"""A trail of what people did, each entry bound to the one before by its hash."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

FIRST = "0" * 64
"""What the first entry of a chain names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did. Ids and codes alone, no words about people."""

    chain: str
    """Of which chain it is: the court."""
    number: int
    """1, 2, … without gap."""
    at: datetime
    subject: str
    """The account that did it."""
    person_id: str | None
    """The person behind the account, where it is known."""
    action: str
    """The permission that was used."""
    about: str | None
    """The id of whom or what it was done to."""
    request_id: str
    """As `ce_causationid` of what was told of it."""
    detail: Mapping[str, Any]
    """Codes and ids; no floating-point numbers, whose spelling is not one."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it stands in its chain."""

    entry: Entry
    previous_hash: str
    hash: str


def canonical(value: Any) -> bytes:
    """JSON in one spelling: keys sorted, no white space, UTF-8. ValueError for NaN and infinity."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def hash_of(entry: Entry, previous_hash: str) -> str:
    """SHA-256 over the entry and the hash before it, in hexadecimal digits."""
    return sha256(
        canonical(
            {
                "about": entry.about,
                "action": entry.action,
                "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "chain": entry.chain,
                "detail": entry.detail,
                "number": entry.number,
                "person_id": entry.person_id,
                "previous_hash": previous_hash,
                "request_id": entry.request_id,
                "subject": entry.subject,
            }
        )
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, or ended when it was written down elsewhere."""

    number: int
    hash: str


class Checking:
    """Reads a chain from its first entry on: what was changed, dropped, put in or put elsewhere.

    A chain alone does not show that its end was cut off, nor that all of it was written anew. Both show against a
    `known` head, written down where whoever changes the database cannot reach.
    """

    def __init__(self, known: Head | None = None) -> None:
        self.head = Head(0, FIRST)
        self._known = known

    def take(self, link: Link) -> Iterator[str]:
        """What is wrong with the next entry."""
        entry = link.entry
        if entry.number != self.head.number + 1:
            yield f"entry {entry.number} follows entry {self.head.number}"
        if link.previous_hash != self.head.hash:
            yield f"entry {entry.number} does not name the hash of the entry before it"
        if hash_of(entry, link.previous_hash) != link.hash:
            yield f"entry {entry.number} was changed: its hash is another"
        if self._known and entry.number == self._known.number and link.hash != self._known.hash:
            yield f"entry {entry.number} is another than was written down"
        self.head = Head(entry.number, link.hash)

    def end(self) -> Iterator[str]:
        """What is wrong with where it ends."""
        if self._known and self.head.number < self._known.number:
            yield f"it ends with entry {self.head.number}, and had {self._known.number} when that was written down"


def faults_of(links: Iterable[Link], known: Head | None = None) -> Iterator[str]:
    """What is wrong with a whole chain."""
    checking = Checking(known)
    for link in links:
        yield from checking.take(link)
    yield from checking.end()
