"""The caught text messages, in the same SQLite file as the mails."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

_SCHEMA = """
CREATE TABLE IF NOT EXISTS text_message (
    id integer PRIMARY KEY AUTOINCREMENT,
    at text NOT NULL,
    way text NOT NULL,
    sender text NOT NULL,
    recipient text NOT NULL,
    content text NOT NULL,
    parts integer NOT NULL,
    encoding text NOT NULL,
    reference text NOT NULL
);
"""
_INSERT = """
INSERT INTO text_message (at, way, sender, recipient, content, parts, encoding, reference)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""
_AFTER = "SELECT * FROM text_message WHERE id > ? ORDER BY id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Message:
    """One text message as it was handed over."""

    way: Literal["smpp", "http"]
    sender: str
    recipient: str
    """With a plus before an international number."""
    content: str
    parts: int = 1
    encoding: str = ""
    """`gsm7` or `ucs2`; over HTTP that is the gateway's own matter."""
    reference: str = ""
    """Over HTTP what the sender calls it; over SMPP the number that binds its parts, where there are several."""


class TextStore:
    """Messages in the order in which they arrived whole."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + _SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def keep(self, message: Message, *, at: datetime) -> int:
        """Store a message and give its id, larger than all before."""
        when = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return int(self._database.execute(_INSERT, (when, *asdict(message).values())).fetchone()[0])

    def after(self, text_id: int, *, limit: int = -1) -> list[dict[str, Any]]:
        """Messages with a larger id, oldest first, as the interface gives them."""
        names = ("id", "at", "way", "from", "to", "text", "parts", "encoding", "reference")
        return [dict(zip(names, row, strict=True)) for row in self._database.execute(_AFTER, (text_id, limit))]
