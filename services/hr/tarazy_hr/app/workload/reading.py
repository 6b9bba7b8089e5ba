"""Everything that figures of a period follow from, read at one instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.workload import arrivals, judges, norm_store, year_store
from tarazy_hr.adapters.workload.judges import InPost
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_starts_at
from tarazy_hr.domain.workload.judge_year import JudgeYear, Part, parts
from tarazy_hr.domain.workload.load import Load
from tarazy_hr.domain.workload.need import NOBODY, Staff
from tarazy_hr.domain.workload.periods import Period, cut
from tarazy_hr.domain.workload.weights import Weights
from tarazy_hr.domain.workload.what_if import Country


@dataclass(frozen=True, slots=True)
class Known:
    """The courts that are looked at, by id, and what their figures follow from."""

    courts: dict[str, Court]
    country: Country


async def read_country(
    pool: asyncpg.Pool,
    period: Period,
    level: str | None = None,
    region: str | None = None,
    at: datetime = queries.STANDING,
) -> Known:
    """All courts, or those of a level or region, as it was believed at an instant."""
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        known = [fact.court for fact in await queries.courts(connection, at)]
        courts = {
            court.court_id: court for court in known if level in (None, court.level) and region in (None, court.region)
        }
        weights = await norm_store.weights(connection, period.to_on, None, at)
        came = await arrivals.arrivals(connection, cut(period, weights.changes(period.from_on, period.to_on)), None, at)
        staff = await _staff(connection, period, at)
        years = [fact.year for fact in await year_store.judge_years(connection, at)]
    by_level = {court.level: capacity(years, court.level, period) for court in courts.values()}
    return Known(
        courts,
        Country(
            tuple(courts),
            tuple(one for one in came if one.court_id in courts),
            weights,
            {court_id: staff[court_id] for court_id in courts if court_id in staff},
            {court_id: by_level[court.level] for court_id, court in courts.items()},
        ),
    )


@dataclass(frozen=True, slots=True)
class OfJudge:
    """A judge of a court over a period."""

    person_id: UUID | None
    """None: what nobody has."""
    name: str | None
    load: Load
    in_post: Fraction
    """In full-time judges over the period."""
    away: Fraction
    """The part of the time in post in which the judge was away; 0 to 1."""
    hearings: int
    minutes_held: int


@dataclass(frozen=True, slots=True)
class OfCourt:
    """One court over a period, judge by judge."""

    court: Court
    load: Load
    staff: Staff
    judges: tuple[OfJudge, ...]
    weights: Weights
    year: tuple[Part, ...]
    """What one full-time judge has for cases, step by step."""
    unknown: int
    """Cases, whenever they came, of which nobody has said what they are."""

    @property
    def minutes_a_judge(self) -> Fraction:
        """What one full-time judge has for cases in the period."""
        return sum((part.minutes for part in self.year), Fraction(0))


async def read_court(pool: asyncpg.Pool, court: Court, period: Period, at: datetime = queries.STANDING) -> OfCourt:
    """One court, judge by judge, as it was believed at an instant; those who were not in post but have cases come after
    the others."""
    court_id, starts_at, ends_at = court.court_id, *instants(period, court.zone)
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        weights = await norm_store.weights(connection, date.max, court_id, at)
        pieces = cut(period, weights.changes(period.from_on, period.to_on))
        came = await arrivals.arrivals_of_judges(connection, pieces, court_id, at)
        held = await arrivals.held(connection, court_id, starts_at, ends_at, at)
        unknown = await arrivals.cases_of_unknown_kind(connection, court_id, at)
        there = await judges.in_post(connection, period, court_id, at)
        staff = judges.staff_of(there, await judges.posts(connection, period, court_id, at), period)
        years = [fact.year for fact in await year_store.judge_years(connection, at)]
        names = await judges.names(connection, court_id, {one.judge for one in came if one.judge})
    whole, by_judge = Load(), dict[UUID | None, Load]()
    for one in came:
        weight = weights.on(court_id, one.arrivals.kind, one.arrivals.day)
        whole.add(one.arrivals, weight)
        by_judge.setdefault(one.judge, Load()).add(one.arrivals, weight)
    return OfCourt(
        court,
        whole,
        staff.get(court_id, NOBODY),
        _judges(there, by_judge, held, names, period),
        weights,
        parts(years, court.level, period.from_on, period.to_on),
        unknown,
    )


def capacity(years: Sequence[JudgeYear], level: str | None, period: Period) -> Fraction:
    """What one full-time judge has for cases in a period."""
    return sum((part.minutes for part in parts(years, level, period.from_on, period.to_on)), Fraction(0))


def instants(period: Period, zone: str) -> tuple[datetime, datetime]:
    """The period in UTC, as a court's days are."""
    return day_starts_at(period.from_on, zone), day_starts_at(period.to_on, zone)


async def _staff(connection: Connection, period: Period, at: datetime) -> dict[str, Staff]:
    there = await judges.in_post(connection, period, None, at)
    return judges.staff_of(there, await judges.posts(connection, period, None, at), period)


def _judges(
    there: Sequence[InPost],
    loads: dict[UUID | None, Load],
    held: dict[UUID, tuple[int, int]],
    names: dict[UUID, str],
    period: Period,
) -> tuple[OfJudge, ...]:
    tenures: dict[UUID, list[InPost]] = {}
    for one in there:
        tenures.setdefault(one.person_id, []).append(one)
    ids: list[UUID | None] = [*tenures, *(judge for judge in loads if judge not in tenures)]
    whole = period.days * 86400
    found = []
    for person_id in ids:
        of_person = tenures.get(person_id, []) if person_id else []
        seconds = sum(one.seconds for one in of_person)
        hearings, minutes = held.get(person_id, (0, 0)) if person_id else (0, 0)
        found.append(
            OfJudge(
                person_id,
                of_person[-1].name if of_person else names.get(person_id) if person_id else None,
                loads.get(person_id) or Load(),
                sum((one.share * Fraction(one.seconds, whole) for one in of_person), Fraction(0)),
                Fraction(sum(one.away for one in of_person), seconds) if seconds else Fraction(0),
                hearings,
                minutes,
            )
        )
    return tuple(found)
