"""Who is there and who is away in a court, and where cover is thin."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.leave.leave_views import CalendarView
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.domain.leave.court_time import CourtTime
from tarazy_hr.domain.leave.cover import CoverDay
from tarazy_hr.domain.refusal import wrong

LONGEST = timedelta(days=366)


class AwayView(View):
    """An absence, approved or asked for."""

    absence_id: UUID
    kind: str
    leave_type: str | None
    status: str
    first_on: date
    last_on: date


class PersonTimeView(View):
    """Somebody in post in the range."""

    person_id: UUID
    role: str
    working_days: int = Field(description="Working days in post in the range")
    away_days: int = Field(description="Of them with an approved absence or a suspension, wholly or in part")
    away: list[AwayView]


class CoverDayView(View):
    """Judges there on a working day."""

    day: date
    specialism: str | None = Field(description="None: all judges")
    there: int
    authorised: int
    minimum: int

    @classmethod
    def of(cls, one: CoverDay) -> "CoverDayView":
        """One day and specialism."""
        return cls(
            day=one.day,
            specialism=one.specialism or None,
            there=one.there,
            authorised=one.authorised,
            minimum=one.minimum,
        )


class AvailabilityView(View):
    """A court's time in a range."""

    court_id: str
    from_on: date
    to_on: date
    calendar: CalendarView
    working_days: int
    people: list[PersonTimeView]
    cover: list[CoverDayView]


def availability_router(desk: Desk, door: Door) -> APIRouter:
    """Availability of a court's people."""
    router = guarded_router("/courts/{court_id}/availability", "leave")

    @router.get("", dependencies=[door.needs("availability.read")])
    async def show_availability(
        request: Request,
        court_id: CourtPath,
        from_on: Annotated[Day, Query(alias="from")],
        to_on: Annotated[Day, Query(alias="to", description="Last day; a year at most")],
        known_at: KnownAt = None,
    ) -> AvailabilityView:
        """Who is away when, how many working days are left, and how many judges are there on each."""
        if to_on < from_on:
            raise refused(request, wrong("to", "ends_before_start", start=from_on, end=to_on))
        if to_on - from_on > LONGEST:
            raise refused(request, wrong("to", "range_too_long", days=LONGEST.days))
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            court = await queries.court(connection, at, court_id)
            zone = court.court.zone if court else "UTC"
            time = await read_court_time(connection, at, court_id, zone, from_on, to_on)
        return _shown(time)

    return router


def _shown(time: CourtTime) -> AvailabilityView:
    working = time.working_days()
    return AvailabilityView(
        court_id=time.court_id,
        from_on=time.first,
        to_on=time.last,
        calendar=CalendarView.of(time.records.calendar),
        working_days=len(working),
        people=[_person(time, person) for person in time.people],
        cover=[CoverDayView.of(one) for one in time.cover()],
    )


def _person(time: CourtTime, person: UUID) -> PersonTimeView:
    in_post, away = time.days_in_post(person), time.days_away(person)
    shown = []
    for fact in time.absences_of(person):
        first, last = time.days_of(fact)
        if first > time.last or last < time.first:
            continue
        shown.append(
            AwayView(
                absence_id=fact.absence.absence_id,
                kind=fact.absence.kind,
                leave_type=fact.terms.leave_type if fact.terms else None,
                status=fact.what,
                first_on=first,
                last_on=last,
            )
        )
    return PersonTimeView(
        person_id=person,
        role=time.people[person][-1].appointment.role,
        working_days=in_post.bit_count(),
        away_days=(in_post & away).bit_count(),
        away=shown,
    )
