"""The calendar part of a notice: an iTIP message (RFC 5546) that a mail carries (RFC 6047).

One UID for the life of a hearing, SEQUENCE from its version, DTSTAMP from the event: written again it is the same,
byte for byte. A day is one VEVENT from its first start to its last end; several days are one recurrence set. Where no
more than days are promised, it is one tentative entry of whole days, during which nobody is busy; the date updates it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Timezone

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.content_lines import day, line, lines, local, text, utc
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.hearing_facts import entry_rows
from tarazy_notifications.adapters.texts.words import hearing_type, named
from tarazy_notifications.domain.hearings import Sitting
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS

PRODUCT = "-//Tarazy//Court notices//EN"
ZONE_MARGIN = timedelta(days=400)
"""How far around the sittings a VTIMEZONE reaches: readers look up neighbouring days too."""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An iTIP message: `method` has to be repeated by the mail part that carries it."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who invites to the hearings of a court, as calendars know it. It stays the same for the life of a hearing."""

    mailbox: str
    """Of the court's registry, or of the installation: who is invited answers to it."""
    sent_by: str
    """The mailbox that the mails come from; where it is another, it acts for the organizer (RFC 5545, 3.2.18)."""
    reads_answers: bool = False
    """Whether calendars are to be asked for an answer: only where somebody reads them."""


def uid(hearing_id: object, court_id: str) -> str:
    """The same for the whole life of a hearing."""
    return f"{hearing_id}@{court_id}.tarazy"


def calendar_part(notice: Notice, story: HearingStory, court: Court, organizer: Organizer) -> CalendarPart:
    """What puts the hearing into the recipient's calendar, moves it there, or takes it out."""
    asks = _asks(notice, organizer)
    attendee = _attendee(notice.address, shown(notice.name), asks)
    content = _for_everybody(notice.to_nobody(), story, court, organizer)
    nobody = _nobody(asks)
    return CalendarPart(_method(notice), content.replace(b"\r\n" + nobody + b"\r\n", b"\r\n" + attendee + b"\r\n"))


def _method(notice: Notice) -> str:
    return "CANCEL" if notice.topic in FAREWELLS else "REQUEST"


def _asks(notice: Notice, organizer: Organizer) -> bool:
    """Whether the reader's calendar is asked to answer: there is nothing to answer to a farewell."""
    return organizer.reads_answers and _method(notice) == "REQUEST"


@lru_cache(maxsize=256)
def _for_everybody(notice: Notice, story: HearingStory, court: Court, organizer: Organizer) -> bytes:
    """The entry with nobody as its attendee: all who read one language get it, and writing it takes longest."""
    zone, promised = ZoneInfo(court.zone), story.promised_for(notice.topic)
    days = [] if promised else days_of(story.sittings_for(notice.topic), zone)
    entry = _Entry(notice, story, court, organizer)
    if _method(notice) == "CANCEL":
        # Only of the whole hearing: one person who need not come is no cancellation for the others.
        status = "CANCELLED" if notice.topic == CANCELLED else None
        events = entry.event(days[0] if days else None, status)
    elif promised:
        events = entry.event(None, "TENTATIVE", is_transparent=True)
    else:
        events = _requested(entry, days)
    head = [
        line("BEGIN", "VCALENDAR"),
        line("VERSION", "2.0"),
        line("PRODID", text(PRODUCT)),
        line("METHOD", _method(notice)),
    ]
    zone_lines = time_zone(court.zone, days[0].starts.date(), days[-1].ends.date()) if days else b""
    return lines(head) + zone_lines + lines([*events, line("END", "VCALENDAR")])


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a hearing, in the court's zone: from its first start to its last end."""

    starts: datetime
    ends: datetime
    place: str


def days_of(sittings: Sequence[Sitting], zone: ZoneInfo) -> list[Day]:
    """The days that sittings are on, in order."""
    found = []
    ordered = dates.in_order(sittings)
    for _, of_day in groupby(ordered, key=lambda one: one.starts_at.astimezone(zone).date()):
        today = list(of_day)
        places = dict.fromkeys(place_of(one) for one in today)
        ends = max(one.ends_at for one in today)
        found.append(Day(today[0].starts_at.astimezone(zone), ends.astimezone(zone), "; ".join(places)))
    return found


def _requested(entry: "_Entry", days: Sequence[Day]) -> list[bytes]:
    """The first day with the dates of the others; a day of another length or place gets an event of its own."""
    first, others = days[0], days[1:]
    events = entry.event(first, "CONFIRMED", also_on=[one.starts for one in others])
    for one in others:
        if one.ends - one.starts != first.ends - first.starts or one.place != first.place:
            events += entry.event(one, "CONFIRMED", instead_of=one.starts)
    return events


@dataclass(frozen=True, slots=True)
class _Entry:
    """What all events of one message share."""

    notice: Notice
    story: HearingStory
    court: Court
    organizer: Organizer

    def event(
        self,
        on: Day | None,
        status: str | None,
        *,
        also_on: Sequence[datetime] = (),
        instead_of: datetime | None = None,
        is_transparent: bool = False,
    ) -> list[bytes]:
        """One VEVENT: of a day, else of the days that are promised, else of none that is known."""
        notice, story, matter = self.notice, self.story, self.story.matter
        kind = hearing_type(matter.hearing_type, notice.language)
        place = (on.place or named(self.court.addresses, notice.language)) if on else ""
        found_rows = entry_rows(notice.topic, story, self.court, notice.language)
        said = "\n".join(f"{row.label}: {'; '.join(row.lines)}" for row in found_rows)
        found = [
            line("BEGIN", "VEVENT"),
            line("SUMMARY", text(f"{kind[:1].upper()}{kind[1:]}, № {shown(matter.case_number)}")),
            *self._when(on),
            line("DTSTAMP", utc(story.at.astimezone(UTC))),
            line("UID", text(uid(notice.subject_id, notice.court_id))),
            *([_at("RECURRENCE-ID", [instead_of])] if instead_of else []),
            line("SEQUENCE", str(notice.subject_version - 1)),
            *([_at("RDATE", also_on)] if also_on else []),
            _attendee(notice.address, shown(notice.name), _asks(notice, self.organizer)),
            line("CLASS", "CONFIDENTIAL" if matter.confidential else "PUBLIC"),
        ]
        if matter.video_url and matter.video_url.startswith("https://"):
            found.append(line("CONFERENCE", shown(matter.video_url), FEATURE="VIDEO", VALUE="URI"))
        found.append(line("DESCRIPTION", text(said)))
        if place:
            found.append(line("LOCATION", text(place)))
        found.append(_registry(self.organizer, named(self.court.names, notice.language)))
        if status:
            found.append(line("STATUS", status))
        if is_transparent:
            found.append(line("TRANSP", "TRANSPARENT"))
        found.append(line("END", "VEVENT"))
        return found

    def _when(self, on: Day | None) -> list[bytes]:
        if on:
            return [_at("DTSTART", [on.starts]), _at("DTEND", [on.ends])]
        if promised := self.story.promised_for(self.notice.topic):
            until = promised.to_on + timedelta(days=1)
            return [line("DTSTART", day(promised.from_on), VALUE="DATE"), line("DTEND", day(until), VALUE="DATE")]
        return []


def _at(name: str, times: Sequence[datetime]) -> bytes:
    """Times in the court's zone."""
    zone = str(times[0].tzinfo)
    if zone == "UTC":
        return line(name, ",".join(utc(one) for one in times))
    return line(name, ",".join(local(one) for one in times), TZID=zone)


def place_of(one: Sitting) -> str:
    """Where it is, on one line."""
    return ", ".join(shown(part) for part in (one.room_name, one.building, one.address) if part)


def mailto(mailbox: str) -> str:
    """The mailbox as a URI: what has a meaning in one is percent-encoded (RFC 6068, section 2)."""
    local, _, domain = mailbox.rpartition("@")
    return f"mailto:{quote(local, safe=_PLAIN_IN_A_URI)}@{domain}" if local else "mailto:"


_PLAIN_IN_A_URI = "!$'()*+,-._~"


def _registry(organizer: Organizer, name: str) -> bytes:
    if organizer.sent_by == organizer.mailbox:
        return line("ORGANIZER", mailto(organizer.mailbox), CN=name)
    return line("ORGANIZER", mailto(organizer.mailbox), CN=name, SENT_BY=mailto(organizer.sent_by))


def _attendee(mailbox: str, name: str, asks: bool) -> bytes:
    """The whole line: in a value there is no end of line that another line could begin after."""
    answers = {"RSVP": "TRUE"} if asks else {}
    return line("ATTENDEE", mailto(mailbox), CN=name, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", **answers)


@cache
def _nobody(asks: bool) -> bytes:
    return _attendee("", "", asks)


def time_zone(name: str, first: date, last: date) -> bytes:
    """A VTIMEZONE that reaches around these days, in ten lines."""
    return _cached_time_zone(name, (first - ZONE_MARGIN).year, (last + ZONE_MARGIN).year + 1)


@lru_cache(maxsize=256)
def _cached_time_zone(name: str, first_year: int, last_year: int) -> bytes:
    zone = Timezone.from_tzid(name, first_date=date(first_year, 1, 1), last_date=date(last_year, 1, 1))
    zone.pop("comment", None)
    return bytes(zone.to_ical())
