"""The calendar part of a notice: an iTIP message (RFC 5546) that a mail carries (RFC 6047).

One UID for the life of a hearing, SEQUENCE from its version, DTSTAMP from the event: written again it is the same,
byte for byte. A day is one VEVENT from its first start to its last end; several days are one recurrence set. Where no
more than days are promised, it is one tentative entry of whole days, during which nobody is busy; the date updates it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri
from icalendar.parser import Contentline

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.facts import entry_rows
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
    line = _attendee_line(notice.address, shown(notice.name), asks)
    content = _for_everybody(notice.to_nobody(), story, court, organizer)
    return CalendarPart(_method(notice), content.replace(_attendee_line("", "", asks), line))


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
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", _method(notice))
    if _method(notice) == "CANCEL":
        calendar.add_component(_cancelled(notice, story, court, organizer, days[0] if days else None))
    elif promised:
        calendar.add_component(_promised(notice, story, court, organizer))
    else:
        for event in _requested(notice, story, court, organizer, days):
            calendar.add_component(event)
    zone_lines = time_zone(court.zone, days[0].starts.date(), days[-1].ends.date()) if days else b""
    head, begin, events = bytes(calendar.to_ical()).partition(b"BEGIN:VEVENT")
    return head + zone_lines + begin + events


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


def _requested(
    notice: Notice, story: HearingStory, court: Court, organizer: Organizer, days: Sequence[Day]
) -> list[Event]:
    """The first day with the dates of the others; a day of another length or place gets an event of its own."""
    first, others = days[0], days[1:]
    master = _event(notice, story, court, organizer, first)
    master.add("status", "CONFIRMED")
    if others:
        master.add("rdate", [day.starts for day in others])
    events = [master]
    for day in others:
        if day.ends - day.starts != first.ends - first.starts or day.place != first.place:
            differing = _event(notice, story, court, organizer, day)
            differing.add("status", "CONFIRMED")
            differing.add("recurrence-id", day.starts)
            events.append(differing)
    return events


def _promised(notice: Notice, story: HearingStory, court: Court, organizer: Organizer) -> Event:
    event = _event(notice, story, court, organizer, None)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _cancelled(notice: Notice, story: HearingStory, court: Court, organizer: Organizer, day: Day | None) -> Event:
    event = _event(notice, story, court, organizer, day)
    if notice.topic == CANCELLED:
        # Only of the whole hearing: one person who need not come is no cancellation for the others.
        event.add("status", "CANCELLED")
    return event


def _event(notice: Notice, story: HearingStory, court: Court, organizer: Organizer, day: Day | None) -> Event:
    language, matter = notice.language, story.matter
    event = Event()
    event.add("uid", uid(notice.subject_id, notice.court_id))
    event.add("sequence", notice.subject_version - 1)
    event.add("dtstamp", story.at.replace(microsecond=0))
    if day:
        event.add("dtstart", day.starts)
        event.add("dtend", day.ends)
        place = day.place or named(court.addresses, language)
        if place:
            event.add("location", place)
    elif promised := story.promised_for(notice.topic):
        event.add("dtstart", promised.from_on)
        event.add("dtend", promised.to_on + timedelta(days=1))
    kind = hearing_type(matter.hearing_type, language)
    event.add("summary", f"{kind[:1].upper()}{kind[1:]}, № {shown(matter.case_number)}")
    rows = entry_rows(notice.topic, story, court, language)
    event.add("description", "\n".join(f"{row.label}: {'; '.join(row.lines)}" for row in rows))
    event.add("organizer", _registry(organizer, named(court.names, language)))
    event.add("attendee", _attendee(notice.address, shown(notice.name), _asks(notice, organizer)))
    event.add("class", "CONFIDENTIAL" if matter.confidential else "PUBLIC")
    if matter.video_url and matter.video_url.startswith("https://"):
        link = vUri(shown(matter.video_url))
        link.params["VALUE"] = "URI"
        link.params["FEATURE"] = "VIDEO"
        event.add("conference", link)
    return event


def place_of(one: Sitting) -> str:
    """Where it is, on one line."""
    return ", ".join(shown(part) for part in (one.room_name, one.building, one.address) if part)


def mailto(mailbox: str) -> str:
    """The mailbox as a URI: what has a meaning in one is percent-encoded (RFC 6068, section 2)."""
    local, _, domain = mailbox.rpartition("@")
    return f"mailto:{quote(local, safe=_PLAIN_IN_A_URI)}@{domain}" if local else "mailto:"


_PLAIN_IN_A_URI = "!$'()*+,-._~"


def person(mailbox: str, name: str) -> vCalAddress:
    """Somebody with a mailbox."""
    found = vCalAddress(mailto(mailbox))
    # A parameter cannot hold a double quote (RFC 5545, section 3.2).
    found.params["CN"] = vText(name.replace('"', "'"))
    return found


def _registry(organizer: Organizer, name: str) -> vCalAddress:
    registry = person(organizer.mailbox, name)
    if organizer.sent_by != organizer.mailbox:
        registry.params["SENT-BY"] = vText(mailto(organizer.sent_by))
    return registry


def _attendee(mailbox: str, name: str, asks: bool) -> vCalAddress:
    attendee = person(mailbox, name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    if asks:
        attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _attendee_line(mailbox: str, name: str, asks: bool) -> bytes:
    """The whole line: in a value there is no end of line that another line could begin after."""
    attendee = _attendee(mailbox, name, asks)
    line: bytes = Contentline.from_parts("ATTENDEE", attendee.params, attendee).to_ical()
    return b"\r\n" + line + b"\r\n"


def time_zone(name: str, first: date, last: date) -> bytes:
    """A VTIMEZONE that reaches around these days, in ten lines."""
    return _cached_time_zone(name, (first - ZONE_MARGIN).year, (last + ZONE_MARGIN).year + 1)


@lru_cache(maxsize=256)
def _cached_time_zone(name: str, first_year: int, last_year: int) -> bytes:
    zone = Timezone.from_tzid(name, first_date=date(first_year, 1, 1), last_date=date(last_year, 1, 1))
    zone.pop("comment", None)
    return bytes(zone.to_ical())
