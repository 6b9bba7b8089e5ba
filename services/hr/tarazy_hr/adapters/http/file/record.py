"""What the file of a person shows, as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.acting_store import acting_in
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.leave.shown import balances_shown, types_shown
from tarazy_hr.adapters.http.workload.shown import JudgeRow, judge_rows
from tarazy_hr.adapters.leave.leave_reading import person_sources
from tarazy_hr.adapters.leave.pattern_store import DatedPattern, patterns_of
from tarazy_hr.adapters.leave.secondment_store import Secondment, secondments_of
from tarazy_hr.adapters.staff_reading import tenures_of
from tarazy_hr.app.workload.reading import read_court
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.acting import Acting
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.days import day_starts_at
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.leave.adjustment import Adjustment
from tarazy_hr.domain.leave.ledger import Ledger
from tarazy_hr.domain.post import Post
from tarazy_hr.domain.suspension import SuspensionFact
from tarazy_hr.domain.workload.periods import last_twelve_months

BACK = timedelta(days=365)
"""How far back absences are shown."""


@dataclass(frozen=True, slots=True)
class Held:
    """Appointments, and what goes with them."""

    tenures: Sequence[AppointmentFact]
    """The newest first."""
    beside: Sequence[Acting]
    """In posts beside the own one, by their first days."""
    posts: Mapping[UUID, Post]
    authorisations: Sequence[AuthorisationFact]
    interests: Sequence[InterestFact]
    suspensions: Sequence[SuspensionFact]
    patterns: Sequence[DatedPattern]
    secondments: Sequence[tuple[Secondment, date]]
    court_names: Mapping[str, str]

    def on(self, day: date) -> AppointmentFact:
        """The appointment by which the person is in post on a day, else the last one."""
        return next((fact for fact in self.tenures if fact.covers(day)), self.tenures[0])

    def suspended_on(self, day: date) -> SuspensionFact | None:
        """The suspension that holds on a day."""
        return next(
            (one for one in self.suspensions if one.from_on <= day and (one.back_on is None or day < one.back_on)), None
        )


@dataclass(frozen=True, slots=True)
class Time:
    """Leave and absences."""

    types: Mapping[str, str]
    balances: Sequence[Ledger]
    absences: Sequence[AbsenceFact]
    """Of the last year and to come, the newest first."""
    adjustments: Sequence[Adjustment]


async def held(connection: Connection, visit: Visit, person_id: UUID) -> Held | None:
    """What is recorded of somebody in this court; None where they never had a post here."""
    at, court_id = queries.STANDING, visit.court.court_id
    tenures = await tenures_of(connection, at, court_id, person_id)
    if not tenures:
        return None
    interests = await queries.interests(connection, at, court_id)
    courts = await queries.courts(connection, at)
    return Held(
        tenures[::-1],
        [one for one, _ in await acting_in(connection, at, [court_id], person_id=person_id)],
        {fact.post.post_id: fact.post for fact in await queries.posts(connection, at, court_id)},
        await queries.authorisations(connection, at, court_id, [person_id]),
        [fact for fact in interests if fact.interest.person_id == person_id],
        await queries.suspensions(connection, at, court_id, [person_id]),
        await patterns_of(connection, court_id, person_id),
        await secondments_of(connection, court_id, person_id),
        {fact.court.court_id: str(getattr(fact.court.name, visit.reader.language)) for fact in courts},
    )


async def time_of(connection: Connection, visit: Visit, person_id: UUID) -> Time:
    """Balances and absences."""
    at, court = queries.STANDING, visit.court
    records, sources = await person_sources(connection, at, court.court_id, person_id)
    since = day_starts_at(visit.today - BACK, court.zone)
    absences = await queries.absences(connection, at, court_id=court.court_id, person_id=person_id, starts_at=since)
    made = [fact.adjustment for fact in records.adjustments.values() if fact.what == "made"]
    return Time(
        types_shown(records.types, visit.reader.language),
        balances_shown(records.types, sources, visit.today.year, visit.today),
        absences[::-1],
        sorted(made, key=lambda one: one.on),
    )


async def workload_of(work: Work, visit: Visit, person_id: UUID) -> JudgeRow | None:
    """The last twelve whole months; None for somebody whom no case is drawn for."""
    known = await read_court(work.pool, visit.court, last_twelve_months(visit.today))
    judges = [judge for judge in known.judges if judge.person_id == person_id]
    return next(iter(judge_rows(judges, known.minutes_a_judge, visit.words, "")), None)
