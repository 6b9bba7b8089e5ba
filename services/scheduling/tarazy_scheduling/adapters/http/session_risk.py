"""Whether a judge's session holds what is listed in it, and what more would mean."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Code
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import court_reading, past_hearings, session_store
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.durations import refuse_unknown
from tarazy_scheduling.adapters.past_hearings import ListedBefore
from tarazy_scheduling.domain.durations.distribution import mean
from tarazy_scheduling.domain.durations.past import Kind, Past, minute_of
from tarazy_scheduling.domain.durations.session_risk import Expected, SessionRisk, expect, risks_one_by_one
from tarazy_scheduling.domain.model.calendar import WEEKDAYS
from tarazy_scheduling.domain.model.sessions import Half
from tarazy_scheduling.settings import Settings


class RiskShown(BaseModel):
    """Of a session in which each hearing begins as soon as the one before it is over."""

    hearings: int
    overrun: float
    """The probability that it goes on after its end."""
    overrun_minutes: float
    """Expected minutes after its end; 0 where it ends in time."""
    idle_minutes: float
    """Expected minutes in which nobody sits."""
    load_minutes: float
    """Expected minutes that are sat."""


class HearingExpected(BaseModel):
    """What is expected of a hearing of the session."""

    hearing_id: UUID
    starts_at: datetime
    planned_minutes: int
    over_others: bool
    expected_minutes: float
    """If it takes place."""
    absence: float
    """The probability that it does not."""


class SessionRiskShown(BaseModel):
    """A half day of a judge as it stands, and with more hearings."""

    court_id: str
    person_id: UUID
    day: date
    half: Half
    session_minutes: int
    overbooking_permitted: int
    """So many hearings may be put over others, by permissions that hold."""
    hearings: list[HearingExpected]
    risk: RiskShown
    with_more: list[RiskShown]
    """With one more of the kind asked about, with two, and so on."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a judge's half day is made of."""

    minutes: int
    permitted: int
    listed: Sequence[ListedBefore]
    pasts: Sequence[Past]


def session_risk_router(running: Running, settings: Settings) -> APIRouter:
    """Needs the service's token: how long a judge sits is for the court alone."""
    router = APIRouter(tags=["durations"], dependencies=[Depends(require_token(settings.token))])
    pool, clock = running.pool, running.clock

    @router.get("/courts/{court_id}/sessions/{person_id}/risk", summary="Whether a judge's session runs over")
    async def risk(
        court_id: str,
        person_id: UUID,
        day: date,
        half: Half,
        more: Annotated[int, Query(ge=0, le=20, description="Hearings more of the kind named")] = 0,
        hearing_type: Annotated[Code | None, Query(description="Of what would be added")] = None,
        category: Code | None = None,
        minutes: Annotated[int | None, Query(ge=1, le=600, description="Planned for what would be added")] = None,
    ) -> SessionRiskShown:
        """From the learnt durations of what is listed and how often such hearings do not take place."""
        asked = _more_of(more, hearing_type, category, person_id, minutes)
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            if not await past_hearings.sits_in(connection, court_id, person_id):
                error = FieldError("person_id", "unknown_person", f"{person_id} is no judge of the court")
                raise Refusal(404, "This judge is not known", [error])
            if asked:
                await refuse_unknown(connection, court_id, asked)
            session = await _session(connection, court, (person_id, day, half), asked, today_in(court, clock))
        shown, risks = await asyncio.to_thread(_judged, session, (asked, minutes or 0, more) if asked else None)
        return SessionRiskShown(
            court_id=court_id,
            person_id=person_id,
            day=day,
            half=half,
            session_minutes=session.minutes,
            overbooking_permitted=session.permitted,
            hearings=shown,
            risk=risks[0],
            with_more=risks[1:],
        )

    return router


async def risk_of_session(
    connection: Connection, court: CourtRow, judge_id: UUID, starts_at: datetime, today: date
) -> RiskShown | None:
    """Of the half day in which a judge's sitting begins; None for one that is past."""
    day = starts_at.astimezone(ZoneInfo(court.zone)).date()
    if day < today:
        return None
    session = await _session(connection, court, (judge_id, day, _half_of(court, starts_at)), None, today)
    _, risks = await asyncio.to_thread(_judged, session, None)
    return risks[0]


def _more_of(
    more: int, hearing_type: str | None, category: str | None, judge_id: UUID, minutes: int | None
) -> Kind | None:
    if not more:
        return None
    named = {"hearing_type": hearing_type, "minutes": minutes}
    if absent := [name for name, value in named.items() if value is None]:
        raise Refusal(
            422, "Not possible", [FieldError(name, "field_missing", "Says what would be added") for name in absent]
        )
    return Kind(hearing_type or "", category, judge_id)


async def _session(
    connection: Connection, court: CourtRow, of: tuple[UUID, date, Half], asked: Kind | None, today: date
) -> Session:
    person_id, day, half = of
    await _refuse_day(connection, court, day, today)
    if not (minutes := _minutes_of(court, half)):
        raise Refusal(422, "Not possible", [FieldError("half", "field_wrong", "The court does not sit then")])
    bounds = court_reading.bounds_of(day, court)
    listed = await past_hearings.listed_before(connection, court.court_id, person_id, *bounds)
    listed = [one for one in listed if _half_of(court, one.starts_at) == half]
    hearing_types = {one.hearing.request.hearing_type for one in listed} | ({asked.hearing_type} if asked else set())
    permitted = await session_store.overbookings_of(connection, court.court_id, day)
    return Session(
        minutes=minutes,
        permitted=sum(
            one.hearings for one in permitted if (one.person_id, one.day, one.half) == of and not one.is_withdrawn
        ),
        listed=listed,
        pasts=await past_hearings.past_of(connection, court, hearing_types, today),
    )


async def _refuse_day(connection: Connection, court: CourtRow, day: date, today: date) -> None:
    if day < today:
        raise Refusal(422, "Not possible", [FieldError("day", "in_the_past", "The session is over")])
    calendar = await court_reading.calendar_of(connection, court, day, day)
    is_closed = day in calendar["closed"] or WEEKDAYS[day.weekday()] not in calendar["weekdays"]
    if is_closed and day not in calendar["open"]:
        raise Refusal(422, "Not possible", [FieldError("day", "court_closed", "The court does not sit on that day")])


def _minutes_of(court: CourtRow, half: Half) -> int:
    """The first of the day's sitting hours, or all the others."""
    hours = court.hours[:1] if half == "am" else court.hours[1:]
    return sum(minute_of(ends) - minute_of(begins) for begins, ends in hours)


def _half_of(court: CourtRow, starts_at: datetime) -> Half:
    return "am" if starts_at.astimezone(ZoneInfo(court.zone)).time() < court.hours[0][1] else "pm"


def _judged(session: Session, asked: tuple[Kind, int, int] | None) -> tuple[list[HearingExpected], list[RiskShown]]:
    """What is expected of each hearing; the risk as it stands, and with one more, two more and so on."""
    expected = [_expected(one, session.pasts) for one in session.listed]
    further = [expect(session.pasts, *asked[:2])] * asked[2] if asked else []
    risks = risks_one_by_one(expected, further, session.minutes)
    shown = [_hearing(one, found) for one, found in zip(session.listed, expected, strict=True)]
    return shown, [_risk(one, len(expected) + added) for added, one in enumerate(risks)]


def _expected(one: ListedBefore, pasts: Sequence[Past]) -> Expected:
    """One of several sittings of a hearing lasts as planned: nothing is learnt about those."""
    placing, planned = one.hearing.placing, _planned(one)
    judge_id = placing.judges[0] if placing else None
    found = expect(pasts, Kind(one.hearing.request.hearing_type, one.category, judge_id), planned)
    is_one_of_several = placing is not None and len(placing.sittings) > 1
    return replace(found, duration={planned: 1.0}) if is_one_of_several else found


def _planned(one: ListedBefore) -> int:
    return int((one.ends_at - one.starts_at).total_seconds() // 60)


def _hearing(one: ListedBefore, expected: Expected) -> HearingExpected:
    return HearingExpected(
        hearing_id=one.hearing.hearing_id,
        starts_at=one.starts_at,
        planned_minutes=_planned(one),
        over_others=bool(one.hearing.placing and one.hearing.placing.lane),
        expected_minutes=round(mean(expected.duration), 1),
        absence=round(expected.absence, 4),
    )


def _risk(risk: SessionRisk, hearings: int) -> RiskShown:
    return RiskShown(
        hearings=hearings,
        overrun=round(risk.overrun, 4),
        overrun_minutes=round(risk.overrun_minutes, 1),
        idle_minutes=round(risk.idle_minutes, 1),
        load_minutes=round(risk.load_minutes, 1),
    )
