"""A rota file: who sits in a justice area in a period, when not, and in which rooms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.rota_element import Element, parse_xml
from tarazy_local.importing.rota_person import RotaPerson, read_person
from tarazy_local.importing.rota_unused import unused
from tarazy_local.importing.rota_values import WrongValueError, day


@dataclass(frozen=True, slots=True)
class Venue:
    """A court room."""

    venue_id: str
    line: int
    name: str
    building: str | None
    """Name of the one location where the room's sessions are held; None where the file does not say."""

    @property
    def where(self) -> str:
        """How reports call the row."""
        return f"line {self.line}, venue {self.venue_id}"


@dataclass(frozen=True, slots=True)
class Rota:
    """What a rota file tells."""

    area_id: str
    area_name: str
    starts_on: date
    ends_on: date
    people: Sequence[RotaPerson]
    venues: Sequence[Venue]
    weekend_days: Sequence[date]
    """Saturdays and Sundays on which sessions are held."""
    closed_days: Sequence[date]
    """Bank holidays on which no sessions are held."""
    problems: Sequence[Finding]
    notes: Sequence[Finding]
    unread: int
    """Rows left out because of their problems."""


def parse_rota(raw: bytes) -> Rota:
    """Read a rota file. Raises `UnreadableFile` when it is none, or does not say its period."""
    root = parse_xml(raw)
    if root.name != "rotaSchedule":
        raise UnreadableFile(Finding(f"line {root.line}", root.name, "A rota file starts with rotaSchedule"))
    period = root.first("rotaPeriod")
    if period is None:
        raise UnreadableFile(Finding(f"line {root.line}", "rotaPeriod", "Is missing"))
    starts_on, ends_on = _period(period)
    reader = _Reader(root)
    people = reader.people()
    venues = reader.venues()
    sessions = reader.session_days()
    holidays = reader.bank_holidays()
    return Rota(
        area_id=period.value("justiceAreaId"),
        area_name=period.value("justiceAreaName"),
        starts_on=starts_on,
        ends_on=ends_on,
        people=people,
        venues=venues,
        weekend_days=[one for one in sessions if one.weekday() >= 5],
        closed_days=[one for one in holidays if one not in sessions],
        problems=reader.problems,
        notes=[*reader.notes, *unused(root)],
        unread=reader.unread,
    )


def _period(period: Element) -> tuple[date, date]:
    start, end = period.first("startDate"), period.first("endDate")
    where = f"line {period.line}, rotaPeriod"
    missing = [name for name, found in (("startDate", start), ("endDate", end)) if found is None]
    if start is None or end is None:
        raise UnreadableFile(*(Finding(where, name, "Is missing") for name in missing))
    try:
        if day(end) < day(start):
            raise WrongValueError(end, "The period ends before it starts")
        return day(start), day(end)
    except WrongValueError as error:
        raise UnreadableFile(error.at(where)) from None


class _Reader:
    """Reads the lists of a file and collects what is wrong with their rows."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self.problems: list[Finding] = []
        self.notes: list[Finding] = []
        self.unread = 0

    def people(self) -> list[RotaPerson]:
        people: dict[str, RotaPerson] = {}
        for path in (("districtJudges", "districtJudge"), ("magistrates", "magistrate")):
            for element in self._root.all(*path):
                where = f"line {element.line}, {element.attributes.get('id') or element.name}"
                try:
                    person = read_person(element)
                except WrongValueError as error:
                    self._leave_out(error.at(where))
                    continue
                if (first := people.setdefault(person.rota_id, person)) is not person:
                    self._leave_out(Finding(where, "id", f"Occurs before, in line {first.line}"))
        return list(people.values())

    def venues(self) -> list[Venue]:
        held: dict[str, Counter[str]] = {}
        for profile in self._root.all("courtListingProfiles", "courtListingProfile"):
            held.setdefault(profile.value("venueId"), Counter())[profile.value("locationId")] += 1
        names = {one.value("locationId"): one.value("name") for one in self._root.all("locations", "location")}
        venues: dict[str, Venue] = {}
        for element in self._root.all("venues", "venue"):
            venue_id, name = element.value("venueId"), " ".join(element.value("name").split())
            where = f"line {element.line}, venue {venue_id}"
            if not venue_id or not name:
                self._leave_out(Finding(where, "name" if venue_id else "venueId", "Is missing"))
                continue
            if venue_id in venues:
                self._leave_out(Finding(where, "venueId", f"Occurs before, in line {venues[venue_id].line}"))
                continue
            locations = [location for location in held.get(venue_id, {}) if names.get(location)]
            if len(locations) != 1:
                said = "No session says" if not locations else "Its sessions disagree on"
                self.notes.append(Finding(where, "building", f"{said} where it is; left empty"))
            building = names[locations[0]] if len(locations) == 1 else None
            venues[venue_id] = Venue(venue_id, element.line, name, building)
        return list(venues.values())

    def session_days(self) -> list[date]:
        return self._days(("courtListingProfiles", "courtListingProfile", "sessionDate"))

    def bank_holidays(self) -> list[date]:
        return self._days(("bankHolidayDates", "bankHolidayDate"))

    def _days(self, path: tuple[str, ...]) -> list[date]:
        days: set[date] = set()
        for element in self._root.all(*path):
            try:
                days.add(day(element))
            except WrongValueError as error:
                self._leave_out(error.at(f"line {element.line}"))
        return sorted(days)

    def _leave_out(self, problem: Finding) -> None:
        self.problems.append(problem)
        self.unread += 1
