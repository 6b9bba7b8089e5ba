"""A small calendar that takes in what it is sent, as RFC 5546 tells an attendee's program to."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.unit.notifications import itip
from tests.unit.notifications.itip import Component

Revision = tuple[int, str]
"""SEQUENCE, then DTSTAMP: what orders messages about one UID (section 2.1.5)."""


@dataclass
class CalendarClient:
    """The calendar of one person."""

    mailbox: str
    held: dict[str, Component] = field(default_factory=dict)
    """By UID: the message that describes it."""
    latest: dict[str, Revision] = field(default_factory=dict)
    strays: list[bytes] = field(default_factory=list)
    """Cancellations of what was never here."""

    def take(self, content: bytes) -> None:
        """Take one message in; what is older than what is known, or for somebody else, changes nothing."""
        calendar = itip.parse(content)
        first, *_ = calendar.named("VEVENT")
        uid, revision = first.text("UID"), (int(first.text("SEQUENCE")), first.text("DTSTAMP"))
        if f"mailto:{self.mailbox}" not in [one.value for one in first.all("ATTENDEE")]:
            return
        if revision < self.latest.get(uid, (-1, "")):
            return
        if calendar.text("METHOD") == "REQUEST":
            self.held[uid] = calendar
        elif self.held.pop(uid, None) is None:
            self.strays.append(content)
        self.latest[uid] = revision

    def days(self) -> list[tuple[datetime, datetime, str]]:
        """Start, end and place of everything in it."""
        return sorted(day for calendar in self.held.values() for day in itip.spans(calendar))
