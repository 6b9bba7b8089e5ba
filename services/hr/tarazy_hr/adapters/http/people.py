"""People in posts: appointed, looked up, separated."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.fields import Code, Day, SpokenLanguage, Text
from tarazy_shared.contracts.staff import Half, Weekday
from tarazy_shared.database import Connection
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, PersonPath, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, Id, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of
from tarazy_hr.adapters.http.person_view import PersonVersionView, PersonView
from tarazy_hr.adapters.stored_facts import working_pattern
from tarazy_hr.domain.access.deciding import may
from tarazy_hr.domain.appointment import Appointment, AppointPerson, SeparatePerson
from tarazy_hr.domain.appointment import Contact as KnownContact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.refusal import unknown
from tarazy_hr.domain.suspension import SuspensionFact


class PersonBody(Body):
    """A person in a post of the court, as the appointment now stands."""

    model_config = example(
        {
            "post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
            "role": "judge",
            "name": "Ахметова Айгүл Серікқызы",
            "from_on": "2026-01-05",
            "languages": ["kk", "ru"],
            "contacts": [{"channel": "email", "address": "judge@court.test"}],
            "working_pattern": {"mon": ["am", "pm"], "tue": ["am"]},
            "order_number": "17-к",
            "specialisms": ["juvenile"],
        }
    )

    post_id: Id
    role: Code = Field(examples=["judge"])
    name: Text = Field(examples=["Ахметова Айгүл Серікқызы"])
    from_on: Day
    to_on: Day | None = Field(None, description="Last day in post")
    languages: tuple[SpokenLanguage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    full_time_share: Annotated[Decimal, Field(ge=Decimal("0.01"), le=2, allow_inf_nan=False)] = Decimal(1)
    working_pattern: dict[Weekday, tuple[Half, ...]] | None = Field(
        None, description="Half days in post; a day that is not named is a day off. Absent: every half day"
    )
    order_number: Text | None = None
    acting: bool = Field(False, description="In the place of a holder who is away, or of none yet")
    specialisms: tuple[Code, ...] | None = Field(
        None,
        description="What the person is authorised for, from the first day in post. One that an earlier list named "
        "and this one leaves out ends today; without a list authorisations stay as they are",
    )

    def appointing(self, court_id: str, person_id: UUID) -> AppointPerson:
        """The command."""
        pattern = self.working_pattern
        appointment = Appointment(
            court_id,
            person_id,
            self.post_id,
            self.role,
            self.name,
            self.from_on,
            self.to_on,
            self.languages,
            tuple(KnownContact(contact.channel, contact.address) for contact in self.contacts),
            self.full_time_share,
            None if pattern is None else working_pattern(pattern),
            self.order_number,
            self.acting,
        )
        return AppointPerson(appointment, self.specialisms)


class SeparationBody(Body):
    """When somebody leaves."""

    to_on: Day = Field(description="Last day in post", examples=["2026-12-31"])


def people_router(desk: Desk, door: Door) -> APIRouter:
    """People of a court."""
    router = guarded_router("/courts/{court_id}/people", "people")
    _looking_up(router, desk, door)
    _appointing(router, desk, door)
    return router


def _looking_up(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("", dependencies=[door.needs("staff.read")])
    async def list_people(
        request: Request,
        court_id: CourtPath,
        on: Annotated[Day | None, Query(description="Only who is in post on this day")] = None,
        known_at: KnownAt = None,
    ) -> list[PersonView]:
        """People of a court in the order of their names, Kazakh letters in their places.

        Contacts, orders and suspensions are shown of those whose file one may read.
        """
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            views = await _views(connection, at, court_id, on=on)
        who = asking_of(request).who
        files = {view.person_id for view in views if may(who, "person.read", court_id, view.person_id)}
        await note_reading(desk.work, request, court_id, files)
        views = [view if view.person_id in files else view.in_public() for view in views]
        return sorted(views, key=lambda view: name_key(view.name))

    @router.get("/{person_id}", dependencies=[door.needs("person.read")])
    async def get_person(
        request: Request, court_id: CourtPath, person_id: PersonPath, known_at: KnownAt = None
    ) -> PersonView:
        """One person of a court: the appointment that stands or was the last, authorisations and suspensions."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            views = await _views(connection, at, court_id, person_id=person_id)
        if not views:
            raise refused(request, unknown("person_id", "unknown_person", person_id))
        await note_reading(desk.work, request, court_id, {person_id})
        return views[0]

    @router.get("/{person_id}/history", dependencies=[door.needs("person.read")])
    async def show_history(request: Request, court_id: CourtPath, person_id: PersonPath) -> list[PersonVersionView]:
        """Every version of a person's appointments in this court, and from when to when it was believed."""
        async with desk.work.pool.acquire() as connection:
            rows = await queries.history(connection, court_id, person_id)
        if not rows:
            raise refused(request, unknown("person_id", "unknown_person", person_id))
        await note_reading(desk.work, request, court_id, {person_id})
        return [
            PersonVersionView(
                what=row["fact"].what,
                recorded_at=row["recorded_at"],
                superseded_at=row["superseded_at"],
                person=PersonView.of(row["fact"]),
            )
            for row in rows
        ]


def _appointing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.put(
        "/{person_id}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def appoint_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: PersonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Appoint a person, or say how the appointment now stands. The same content again changes nothing.

        A term is prolonged by its own `from_on` with a later `to_on`. A `from_on` after the last day is another
        appointment: others are told of it when the one before is over.
        """
        return await desk.carry_out(request, court_id, body.appointing(court_id, person_id))

    @router.post(
        "/{person_id}/separate",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("person.separate")],
    )
    async def separate_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: SeparationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End an appointment."""
        return await desk.carry_out(request, court_id, SeparatePerson(court_id, person_id, body.to_on))


async def _views(
    connection: Connection, at: datetime, court_id: str, *, on: date | None = None, person_id: UUID | None = None
) -> list[PersonView]:
    """People with what else stands about them: three queries, however many they are."""
    facts = await queries.people(connection, at, court_id, on, person_id)
    ids = [fact.appointment.person_id for fact in facts]
    given_to: dict[UUID, list[AuthorisationFact]] = {}
    for given in await queries.authorisations(connection, at, court_id, ids):
        given_to.setdefault(given.authorisation.person_id, []).append(given)
    suspended: dict[UUID, list[SuspensionFact]] = {}
    for suspension in await queries.suspensions(connection, at, court_id, ids):
        suspended.setdefault(suspension.person_id, []).append(suspension)
    return [
        PersonView.of(fact, given_to.get(person, ()), suspended.get(person, ()))
        for fact, person in zip(facts, ids, strict=True)
    ]
