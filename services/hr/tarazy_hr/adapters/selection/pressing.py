"""Which deadlines of competitions are near or over, over all courts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.selection import standing
from tarazy_hr.adapters.selection.standing import Standing
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.selection.deadlines import Urgency, urgency


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of what runs in a competition."""

    competition: Standing
    phase: str
    due_on: date
    urgency: Urgency


async def deadlines(connection: Connection, now: datetime, court_id: str | None = None) -> list[Deadline]:
    """Of the competitions that run, by their last day."""
    zones = {fact.court.court_id: fact.court.zone for fact in await queries.courts(connection, queries.STANDING)}
    found = []
    for one in await standing.of_court(connection, court_id, running=True):
        today = day_of(now, zones[one.court_id])
        due_on = one.deadline_on(today)
        if due_on is not None:
            found.append(Deadline(one, one.phase_on(today), due_on, urgency(due_on, one.warn_days, today)))
    return sorted(found, key=lambda one: (one.due_on, one.competition.court_id, one.competition.competition_id))


async def counts(connection: Connection, now: datetime) -> dict[tuple[str, Urgency], int]:
    """How many deadlines of each phase are near and how many are over."""
    return Counter((one.phase, one.urgency) for one in await deadlines(connection, now) if one.urgency != "ahead")
