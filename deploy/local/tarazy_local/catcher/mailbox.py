"""The caught mails: one SQLite file in the state folder."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from enum import StrEnum
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS mail (
    id integer PRIMARY KEY AUTOINCREMENT,  -- never given out twice, so that "after" stays true when the box is emptied
    at text NOT NULL,
    sender text NOT NULL,
    recipients text NOT NULL,
    subject text NOT NULL,
    hearing text NOT NULL,
    kind text NOT NULL,
    raw blob NOT NULL
);
CREATE INDEX IF NOT EXISTS mail_of_hearing ON mail (hearing, recipients) WHERE hearing <> '';
"""
_INSERT = """
INSERT INTO mail (at, sender, recipients, subject, hearing, kind, raw) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
"""
_COLUMNS = "SELECT id, at, sender, recipients, subject, hearing, kind, raw FROM mail"
_AFTER = f"{_COLUMNS} WHERE id > ? ORDER BY id LIMIT ?"
_ONE = f"{_COLUMNS} WHERE id = ?"
_NEWEST = f"""{_COLUMNS}
WHERE id < ? AND (? = '' OR kind = ?) AND (? = '' OR instr(folded(subject), ?) OR instr(folded(recipients), ?))
ORDER BY id DESC LIMIT ?
"""
_EARLIER = f"{_COLUMNS} WHERE hearing = ? AND recipients = ? AND id < ? AND kind <> '' ORDER BY id DESC LIMIT 1"
_COUNT = "SELECT count(*) FROM mail"
_EMPTY = "DELETE FROM mail"

_HEADERS = re.compile(rb".*?(?:\r?\n\r?\n|\Z)", re.DOTALL)
_CALENDAR = re.compile(rb"^content-type:\s*text/calendar\b((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)


class Kind(StrEnum):
    """What a mail does to the reader's calendar."""

    NONE = ""
    NEW = "new"
    UPDATE = "update"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was handed over."""

    id: int
    at: str
    """RFC 3339, UTC."""
    sender: str
    """Of the envelope, as are the recipients."""
    recipients: tuple[str, ...]
    subject: str
    hearing: str
    """The hearing that it is about, empty where it says none."""
    kind: Kind
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail with its parts."""
        return message_from_bytes(self.raw, policy=policy.default)


class Mailbox:
    """Mails in the order in which they arrived.

    A kill of the process loses nothing that was stored; a power cut may.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + _SCHEMA)
        # SQLite itself folds the case of Latin letters only
        self._database.create_function("folded", 1, str.casefold, deterministic=True)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def keep(self, sender: str, recipients: Sequence[str], raw: bytes, *, at: datetime) -> int:
        """Store a mail and give its id, larger than all before."""
        # Only its headers: parsing a body takes longer than all the rest of catching a mail.
        headers = BytesHeaderParser(policy=policy.default).parsebytes(_HEADERS.match(raw)[0])  # type: ignore[index]
        row = self._database.execute(
            _INSERT,
            (
                at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                sender,
                json.dumps(list(recipients), ensure_ascii=False),
                _text(headers, "Subject"),
                _text(headers, "Tarazy-Hearing-Id").strip(),
                kind_of(raw, version=_text(headers, "Tarazy-Hearing-Version").strip()),
                raw,
            ),
        ).fetchone()
        return int(row[0])

    def after(self, mail_id: int, *, limit: int = -1) -> list[Mail]:
        """Mails with a larger id, oldest first, all of them unless `limit` is given."""
        return self._read(_AFTER, mail_id, limit)

    def one(self, mail_id: int) -> Mail | None:
        """The mail with this id."""
        return next(iter(self._read(_ONE, mail_id)), None)

    def newest(self, *, before: int, limit: int, words: str = "", kind: str = "") -> list[Mail]:
        """Mails with a smaller id, newest first, whose subject or recipient has these words."""
        folded = words.strip().casefold()
        return self._read(_NEWEST, before, kind, kind, folded, folded, folded, limit)

    def earlier(self, mail: Mail) -> Mail | None:
        """The calendar entry for the same hearing and recipient that this mail replaces."""
        if not mail.hearing:
            return None
        recipients = json.dumps(list(mail.recipients), ensure_ascii=False)
        return next(iter(self._read(_EARLIER, mail.hearing, recipients, mail.id)), None)

    def count(self) -> int:
        """How many there are."""
        return int(self._database.execute(_COUNT).fetchone()[0])

    def empty(self) -> None:
        """Throw all mails away."""
        self._database.execute(_EMPTY)

    def _read(self, query: str, *arguments: object) -> list[Mail]:
        return [
            Mail(mail_id, at, sender, tuple(json.loads(recipients)), subject, hearing, Kind(kind), raw)
            for mail_id, at, sender, recipients, subject, hearing, kind, raw in self._database.execute(query, arguments)
        ]


def kind_of(raw: bytes, *, version: str) -> Kind:
    """What the mail does to a calendar, from the type of its calendar part and the hearing's version."""
    part = _CALENDAR.search(raw)
    if part is None:
        return Kind.NONE
    if b"cancel" in part[1].lower():
        return Kind.CANCELLED
    return Kind.UPDATE if version.isdigit() and int(version) > 1 else Kind.NEW


def _text(headers: Message, name: str) -> str:
    try:
        return str(headers[name] or "")
    except (ValueError, LookupError, IndexError):
        return ""  # a header that cannot be read must not keep the mail from being caught
