"""A checker of iTIP messages, independent of the library that writes them: its own reading of lines, its own rules.

Rules of RFC 5545 and 5546 that our calendar parts have to satisfy, above all those that libical does not check.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

_LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL
)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')
_ONCE = ("UID", "DTSTAMP", "SUMMARY", "ORGANIZER", "DTSTART", "SEQUENCE")
_TIME = re.compile(r"\d{8}T\d{6}Z?")
_DATE = re.compile(r"\d{8}")


@dataclass
class Property:
    """One content line."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def one(self, name: str) -> Property | None:
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        found = self.one(name)
        return found.value if found else ""

    def named(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]


def parse(content: bytes) -> Component:
    """The calendar object. Raises ValueError for lines that are none."""
    lines = content.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    root = Component("")
    stack = [root]
    for line in filter(None, lines):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"no content line: {line!r}")
        name, params, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN":
            stack.append(Component(value))
            stack[-2].parts.append(stack[-1])
        elif name == "END":
            if stack.pop().name != value:
                raise ValueError(f"END:{value} ends something else")
        else:
            read = {key.upper(): text.strip('"') for key, text in _PARAM.findall(params)}
            stack[-1].properties.append(Property(name, read, value))
    (calendar,) = root.parts
    return calendar


def content_faults(content: bytes) -> list[str]:
    """Every rule that a calendar object breaks by itself."""
    return [*_byte_faults(content), *_calendar_faults(parse(content))]


def address(uri: str) -> str:
    """The mailbox of a `mailto:` URI."""
    return unquote(uri.partition(":")[2])


def _byte_faults(content: bytes) -> Iterator[str]:
    if re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        yield "lines do not end with CRLF"
    if any(len(line) > 75 for line in content.split(b"\r\n")):
        yield "a line is longer than 75 octets"
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content):
        yield "control characters"
    for line in content.split(b"\r\n"):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield "folding cuts a character"


def _calendar_faults(calendar: Component) -> Iterator[str]:
    method = calendar.text("METHOD")
    events = calendar.named("VEVENT")
    if len(calendar.all("METHOD")) != 1 or method not in {"REQUEST", "CANCEL"}:
        yield "METHOD is not there once, or is another"
    if calendar.text("VERSION") != "2.0" or not calendar.text("PRODID"):
        yield "VERSION or PRODID"
    if not events or len({event.text("UID") for event in events}) != 1:
        yield "the events of one message share one UID"
    if calendar.one("UID"):
        yield "the calendar has a UID of its own, which would be another each time"
    if len({event.text("SEQUENCE") for event in events}) > 1:
        yield "the events of one message share one SEQUENCE"
    zones = {zone.text("TZID"): zone for zone in calendar.named("VTIMEZONE")}
    used = {one.params["TZID"] for event in events for one in event.properties if "TZID" in one.params}
    if used - set(zones):
        yield "TZID without VTIMEZONE"
    for event in events:
        yield from _event_faults(event, method)
    yield from _set_faults(events)


def _event_faults(event: Component, method: str) -> Iterator[str]:
    for name in _ONCE:
        if len(event.all(name)) != 1:
            yield f"{name} is there {len(event.all(name))} times"
    if event.one("METHOD"):
        yield "METHOD inside VEVENT"
    if event.one("DTEND") and event.one("DURATION"):
        yield "DTEND and DURATION"
    for name in ("DTSTART", "DTEND", "DTSTAMP", "RECURRENCE-ID", "RDATE"):
        for one in event.all(name):
            if not _are_times(one):
                yield f"{name} is malformed"
            if "TZID" in one.params and one.value.endswith("Z"):
                yield f"{name} has a zone and Z"
    if not event.text("DTSTAMP").endswith("Z"):
        yield "DTSTAMP is not in UTC"
    start, end = event.one("DTSTART"), event.one("DTEND")
    if start and end and _are_times(start) and _are_times(end):
        if start.params.get("VALUE") != end.params.get("VALUE"):
            yield "DTSTART and DTEND are of two kinds"
        elif _instant(end) <= _instant(start):
            yield "DTEND is not after DTSTART"
    people = event.all("ATTENDEE") + event.all("ORGANIZER")
    if not event.all("ATTENDEE"):
        yield "no ATTENDEE"
    if any(not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", one.value) for one in people):
        yield "ORGANIZER or ATTENDEE is no mailto"
    status = event.text("STATUS")
    if method == "REQUEST" and status not in {"", "TENTATIVE", "CONFIRMED"}:
        yield "STATUS of a REQUEST"
    if method == "CANCEL" and status not in {"", "CANCELLED"}:
        yield "STATUS of a CANCEL"
    if method == "CANCEL" and event.named("VALARM"):
        yield "VALARM in a CANCEL"
    if event.one("REQUEST-STATUS"):
        yield "REQUEST-STATUS"


def _are_times(one: Property) -> bool:
    """Whether the values are what the property says: times, or whole days."""
    form, read = (_DATE, "%Y%m%d") if one.params.get("VALUE") == "DATE" else (_TIME, "%Y%m%dT%H%M%S")
    for value in one.value.split(","):
        if not form.fullmatch(value):
            return False
        try:
            datetime.strptime(value[:15], read).replace(tzinfo=ZoneInfo("UTC"))
        except ValueError:
            return False
    return True


def _set_faults(events: list[Component]) -> Iterator[str]:
    masters = [event for event in events if not event.one("RECURRENCE-ID")]
    if len(masters) != 1:
        yield "not one event without RECURRENCE-ID"
        return
    if not all(_are_times(one) for event in events for one in _moments(event)):
        return
    starts = set(days(masters[0]))
    for event in events:
        differs = event.one("RECURRENCE-ID")
        if differs and _instant(differs) not in starts:
            yield "RECURRENCE-ID is no start of the set"


def _moments(event: Component) -> list[Property]:
    return event.all("DTSTART") + event.all("RDATE") + event.all("RECURRENCE-ID")


def days(master: Component) -> list[datetime]:
    """When the days of a recurrence set start."""
    first = master.one("DTSTART")
    found = [_instant(first)] if first else []
    for one in master.all("RDATE"):
        found += [_instant(Property("RDATE", one.params, value)) for value in one.value.split(",")]
    return found


def spans(calendar: Component) -> list[tuple[datetime, datetime, str]]:
    """Start, end and place of each day, as a reader works them out."""
    events = calendar.named("VEVENT")
    (master,) = (event for event in events if not event.one("RECURRENCE-ID"))
    start, end = master.one("DTSTART"), master.one("DTEND")
    assert start
    assert end
    length = _instant(end) - _instant(start)
    found = {day: (day, day + length, master.text("LOCATION")) for day in days(master)}
    for event in events:
        if differs := event.one("RECURRENCE-ID"):
            start, end = event.one("DTSTART"), event.one("DTEND")
            assert start
            assert end
            found[_instant(differs)] = (_instant(start), _instant(end), event.text("LOCATION"))
    return sorted(found.values())


def _instant(one: Property) -> datetime:
    """In UTC; of a whole day its midnight there."""
    if one.params.get("VALUE") == "DATE":
        return datetime.strptime(one.value, "%Y%m%d").replace(tzinfo=ZoneInfo("UTC"))
    if one.value.endswith("Z"):
        return datetime.strptime(one.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=ZoneInfo("UTC"))
    local = datetime.strptime(one.value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(one.params["TZID"]))
    return local.astimezone(ZoneInfo("UTC"))
