"""What a person reads of a mail: the letter, and what it does to the calendar."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage

from icalendar import Calendar, Component
from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.language import asked_language

_LINK = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)])")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One stretch of time in a calendar entry."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """The calendar part of a mail."""

    summary: str
    place: str
    occasions: tuple[Occasion, ...]
    method: str
    uid: str
    sequence: int

    @property
    def day(self) -> date:
        """The first day of it."""
        return self.occasions[0].starts.date()

    @property
    def zone(self) -> str:
        """The IANA name of the zone that its times are in, UTC where it names none."""
        return str(getattr(self.occasions[0].starts.tzinfo, "key", "UTC"))


@dataclass(frozen=True, slots=True)
class Letter:
    """The readable side of a mail."""

    sender: str
    recipients: str
    language: Language | None
    paragraphs: tuple[tuple[str, ...], ...]
    """Lines of each paragraph."""
    version: str
    """Of the hearing, empty where the mail is about none."""
    entry: Entry | None
    attachments: tuple[str, ...]


def read_letter(message: EmailMessage) -> Letter:
    """Take a mail apart. A part that cannot be read is left out; nothing raises, since trials send what they like."""
    return Letter(
        sender=_header(message, "From"),
        recipients=_header(message, "To"),
        language=asked_language(_header(message, "Content-Language").lower()[:2]),
        paragraphs=_paragraphs(_text(message)),
        version=_header(message, "Tarazy-Hearing-Version"),
        entry=_entry(message),
        attachments=tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments()),
    )


def with_links(line: str) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it is an address that can be followed."""
    return [(piece, bool(_LINK.fullmatch(piece))) for piece in _LINK.split(line) if piece]


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "").strip()
    except (ValueError, LookupError, IndexError):
        return ""


def _text(message: EmailMessage) -> str:
    try:
        body = message.get_body(("plain", "html"))
        return str(body.get_content()) if body is not None else ""
    except (ValueError, LookupError, AttributeError):
        return ""


def _paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return tuple(tuple(part.split("\n")) for part in parts if part.strip())


def _entry(message: EmailMessage) -> Entry | None:
    for part in message.walk():
        if part.get_content_type() != "text/calendar":
            continue
        try:
            calendar = Calendar.from_ical(bytes(part.get_payload(decode=True)))
            events = calendar.walk("VEVENT")
            occasions = sorted(_occasions(events), key=lambda occasion: occasion.starts.isoformat())
            first = events[0]
            return (
                Entry(
                    summary=str(first.get("SUMMARY", "")),
                    place=str(first.get("LOCATION", "")),
                    occasions=tuple(occasions),
                    method=str(calendar.get("METHOD", "")),
                    uid=str(first.get("UID", "")),
                    sequence=int(first.get("SEQUENCE", 0)),
                )
                if occasions
                else None
            )
        except (ValueError, IndexError, KeyError, TypeError, AttributeError):
            return None
    return None


def _occasions(events: Sequence[Component]) -> list[Occasion]:
    """Every start in the entry: of each event, and of the further days that it repeats on."""
    found: dict[str, Occasion] = {}
    for event in events:
        starts, ends = event.decoded("DTSTART"), event.decoded("DTEND", None)
        if not isinstance(starts, datetime):
            continue
        length = ends - starts if isinstance(ends, datetime) else None
        replaced = event.decoded("RECURRENCE-ID", None)
        if replaced is not None:
            found.pop(str(replaced), None)
        days = [starts, *(day for day in _further_days(event) if isinstance(day, datetime))]
        for day in days:
            found.setdefault(str(day), Occasion(day, day + length if length is not None else None))
    return list(found.values())


def _further_days(event: Component) -> list[object]:
    further = event.get("RDATE", [])
    return [day.dt for dates in (further if isinstance(further, list) else [further]) for day in dates.dts]
