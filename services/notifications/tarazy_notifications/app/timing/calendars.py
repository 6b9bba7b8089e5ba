"""`court.calendar.changed`: the days on which courts work, for all that is counted in working days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeGuard

from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.premises import CalendarChanged
from tarazy_shared.database import Connection
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate

from tarazy_notifications.adapters.timing import calendar_store
from tarazy_notifications.domain.timing.court_calendar import CourtCalendar

USES = frozenset({CalendarChanged.TYPE})


@dataclass(slots=True)
class Calendars:
    """What is known of the courts of a batch, and what is new."""

    versions: dict[str, int]
    told: dict[tuple[str, int], CourtCalendar] = field(default_factory=dict)


def is_of_calendar(event: Event[Any]) -> TypeGuard[Event[CalendarChanged]]:
    """Whether an event is about a calendar."""
    return isinstance(event.data, CalendarChanged)


async def load(connection: Connection, events: Sequence[Event[Any]]) -> Calendars:
    """The newest versions that are known."""
    court_ids = {event.court_id for event in events if is_of_calendar(event)}
    return Calendars(await calendar_store.versions(connection, court_ids))


def take(calendars: Calendars, event: Event[CalendarChanged]) -> Fate:
    """The newest calendar stands; one that names no days says nothing here."""
    data = event.data
    if data.weekdays is None:
        return APPLIED
    if data.version <= calendars.versions.get(data.court_id, 0):
        return OLDER_VERSION
    calendars.versions[data.court_id] = data.version
    told = CourtCalendar(frozenset(data.weekdays), frozenset(data.closed), frozenset(data.open))
    calendars.told[data.court_id, data.version] = told
    return APPLIED


async def save(connection: Connection, calendars: Calendars, now: datetime) -> None:
    """Keep what is new."""
    await calendar_store.add(connection, calendars.told, now)
