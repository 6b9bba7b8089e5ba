"""A feed as iCalendar (RFC 5545, 7986): PUBLISH, so nobody is invited and nobody answers; a day is one VEVENT."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from tarazy_notifications.adapters.calendar import PRODUCT, Day, days_of, mailto, time_zone, uid
from tarazy_notifications.adapters.feeds.store import Shown
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.hearing_facts import entry_rows
from tarazy_notifications.adapters.texts.words import hearing_type, named, words_of
from tarazy_notifications.domain.hearings import Promised
from tarazy_notifications.domain.people import Language
from tarazy_notifications.domain.topics import SCHEDULED

REFRESH = timedelta(hours=1)
"""How often programs are asked to read it again."""

NAMES: Mapping[Language, str] = {"kk": "Менің сот отырыстарым", "ru": "Мои заседания", "en": "My hearings"}


def feed(hearings: Sequence[Shown], language: Language, sender: str) -> bytes:
    """The calendar; the same hearings give the same bytes. `sender` stands for a court without a mailbox of its own."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAMES[language])
    calendar.add("x-wr-calname", NAMES[language])
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    zones: dict[str, list[date]] = {}
    for one in hearings:
        for event, days in _events(one, language, sender):
            calendar.add_component(event)
            zones.setdefault(one.court.zone, []).extend(days)
    head, begin, events = bytes(calendar.to_ical()).partition(b"BEGIN:VEVENT")
    described = [time_zone(zone, min(days), max(days)) for zone, days in sorted(zones.items()) if days]
    return head + b"".join(described) + begin + events


def tag(hearings: Sequence[Shown], language: Language) -> str:
    """What changes when the feed does, cheaper than writing it."""
    known = (f"{one.hearing_id} {one.version} {one.court_version}" for one in hearings)
    return sha256(f"1 {language}\n{'|'.join(known)}".encode()).hexdigest()[:32]


def _events(one: Shown, language: Language, sender: str) -> Iterable[tuple[Event, list[date]]]:
    promised = one.story.promised
    if promised is not None:
        yield _event(one, language, sender, promised), []
        return
    for day in days_of(one.story.sittings or one.story.previous, ZoneInfo(one.court.zone)):
        yield _event(one, language, sender, day), [day.starts.date(), day.ends.date()]


def _event(one: Shown, language: Language, sender: str, when: Day | Promised) -> Event:
    event, story, matter = Event(), one.story, one.story.matter
    first = when.from_on if isinstance(when, Promised) else when.starts.date()
    event.add("uid", uid(f"{one.hearing_id}.{first:%Y%m%d}", one.court.court_id))
    event.add("sequence", one.version - 1)
    event.add("dtstamp", story.at.replace(microsecond=0))
    # Who publishes (RFC 5546, 3.2.1); without an attendee nobody is asked for an answer.
    event.add("organizer", _person(one.court.email or sender, named(one.court.names, language)))
    if isinstance(when, Promised):
        event.add("dtstart", when.from_on)
        event.add("dtend", when.to_on + timedelta(days=1))
        event.add("status", "TENTATIVE")
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", when.starts)
        event.add("dtend", when.ends)
        event.add("status", "CONFIRMED")
    if matter.confidential:
        # Whoever looks over somebody's shoulder learns that there is something, and when.
        closed = words_of(language)["labels"]["closed"]
        event.add("summary", closed[:1].upper() + closed[1:])
        event.add("class", "CONFIDENTIAL")
        return event
    kind = hearing_type(matter.hearing_type, language)
    event.add("summary", f"{kind[:1].upper()}{kind[1:]}, № {shown(matter.case_number)}")
    event.add("class", "PUBLIC")
    place = (when.place if isinstance(when, Day) else "") or named(one.court.addresses, language)
    if place:
        event.add("location", place)
    rows = entry_rows(SCHEDULED, story, one.court, language)
    event.add("description", "\n".join(f"{row.label}: {'; '.join(row.lines)}" for row in rows))
    if matter.video_url and matter.video_url.startswith("https://"):
        link = vUri(shown(matter.video_url))
        link.params["VALUE"] = "URI"
        link.params["FEATURE"] = "VIDEO"
        event.add("conference", link)
    return event


def _person(mailbox: str, name: str) -> vCalAddress:
    found = vCalAddress(mailto(mailbox))
    # A parameter cannot hold a double quote (RFC 5545, section 3.2).
    found.params["CN"] = vText(name.replace('"', "'"))
    return found
