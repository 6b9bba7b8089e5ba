"""People in posts: appointments, authorisations, suspensions, interests, and what an absence would hit."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime
from tarazy_shared.pages.name_order import name_key

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.hearing_facts import sittings_hit
from tarazy_hr.adapters.http.answering import PROBLEMS, CommandAnswer, Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.bodies import AuthorisationBody, CodeInPath, FromOnBody, InterestBody, PersonBody, ToOnBody
from tarazy_hr.adapters.http.courts import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.views import HearingsView, InterestView, PersonVersionView, PersonView, SittingView
from tarazy_hr.domain.appointment import SeparatePerson
from tarazy_hr.domain.authorisation import AuthorisationFact, AuthorisePerson, EndAuthorisation
from tarazy_hr.domain.interest import DeclareInterest, EndInterest
from tarazy_hr.domain.refusal import unknown
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson, SuspensionFact
from tarazy_hr.texts import TITLES, preferred_language

Specialism = Annotated[CodeInPath, Path(examples=["juvenile"])]


def people_router(desk: Desk, authorised: object) -> APIRouter:
    """Everything here is personal: nothing without the token."""
    router = APIRouter(prefix="/courts/{court_id}", tags=["people"], dependencies=[Depends(authorised)])  # type: ignore[arg-type]
    command = {"responses": PROBLEMS, "response_model": CommandAnswer}

    @router.get("/people", responses=PROBLEMS)
    async def list_people(
        request: Request,
        court_id: CourtPath,
        on: Annotated[date | None, Query(description="Only who is in post on this day")] = None,
        known_at: KnownAt = None,
    ) -> list[PersonView]:
        """People of a court in the order of their names, Kazakh letters in their places."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            facts = await queries.people(connection, at, court_id, on)
            ids = [fact.appointment.person_id for fact in facts]
            authorisations = await queries.authorisations(connection, at, court_id, ids)
            suspensions = await queries.suspensions(connection, at, court_id, ids)
        given_to: dict[UUID, list[AuthorisationFact]] = {}
        for given in authorisations:
            given_to.setdefault(given.authorisation.person_id, []).append(given)
        suspended: dict[UUID, list[SuspensionFact]] = {}
        for suspension in suspensions:
            suspended.setdefault(suspension.person_id, []).append(suspension)
        facts.sort(key=lambda fact: name_key(fact.appointment.name))
        return [
            PersonView.of(
                fact,
                given_to.get(fact.appointment.person_id, ()),
                suspended.get(fact.appointment.person_id, ()),
            )
            for fact in facts
        ]

    @router.put("/people/{person_id}", **command)  # type: ignore[arg-type]
    async def appoint_person(
        request: Request, court_id: CourtPath, person_id: UUID, body: PersonBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Appoint a person, or say how the appointment now stands. The same content again changes nothing."""
        return await desk.carry_out(request, court_id, body.appointing(court_id, person_id))

    @router.get("/people/{person_id}/history", responses=PROBLEMS)
    async def show_history(request: Request, court_id: CourtPath, person_id: UUID) -> list[PersonVersionView]:
        """Every version of a person's appointments in this court, and from when to when it was believed."""
        async with desk.work.pool.acquire() as connection:
            rows = await queries.history(connection, court_id, person_id)
        if not rows:
            raise refused(request, unknown("person_id", "unknown_person", person_id))
        return [
            PersonVersionView(
                what=row["fact"].what,
                recorded_at=row["recorded_at"],
                superseded_at=row["superseded_at"],
                person=PersonView.of(row["fact"]),
            )
            for row in rows
        ]

    @router.post("/people/{person_id}/separate", **command)  # type: ignore[arg-type]
    async def separate_person(
        request: Request, court_id: CourtPath, person_id: UUID, body: ToOnBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """End an appointment; `to_on` is the last day in post."""
        return await desk.carry_out(request, court_id, SeparatePerson(court_id, person_id, body.to_on))

    @router.put("/people/{person_id}/authorisations/{specialism}", **command)  # type: ignore[arg-type]
    async def authorise_person(
        request: Request,
        court_id: CourtPath,
        person_id: UUID,
        specialism: Specialism,
        body: AuthorisationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Authorise a person for a specialism."""
        authorisation = body.authorisation(court_id, person_id, specialism)
        return await desk.carry_out(request, court_id, AuthorisePerson(authorisation))

    @router.post("/people/{person_id}/authorisations/{specialism}/end", **command)  # type: ignore[arg-type]
    async def end_authorisation(
        request: Request,
        court_id: CourtPath,
        person_id: UUID,
        specialism: Specialism,
        body: ToOnBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End an authorisation; `to_on` is its last day."""
        ending = EndAuthorisation(court_id, person_id, specialism, body.to_on)
        return await desk.carry_out(request, court_id, ending)

    @router.post("/people/{person_id}/suspend", **command)  # type: ignore[arg-type]
    async def suspend_person(
        request: Request, court_id: CourtPath, person_id: UUID, body: FromOnBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Suspend a person; `from_on` is the first day out."""
        return await desk.carry_out(request, court_id, SuspendPerson(court_id, person_id, body.from_on))

    @router.post("/people/{person_id}/reinstate", **command)  # type: ignore[arg-type]
    async def reinstate_person(
        request: Request, court_id: CourtPath, person_id: UUID, body: FromOnBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """End a suspension; `from_on` is the first day back."""
        return await desk.carry_out(request, court_id, ReinstatePerson(court_id, person_id, body.from_on))

    @router.get("/people/{person_id}/hearings", responses=PROBLEMS)
    async def show_hearings(
        request: Request,
        court_id: CourtPath,
        person_id: UUID,
        starts_at: Annotated[AwareDatetime | None, Query(alias="from", description="Now by default")] = None,
        ends_at: Annotated[AwareDatetime | None, Query(alias="to", description="Open by default")] = None,
    ) -> HearingsView:
        """Sittings that an absence in [from, to) would hit, as far as HR's own copy of the hearing facts knows."""
        async with desk.work.pool.acquire() as connection:
            start = starts_at or desk.work.clock()
            rows = await sittings_hit(connection, court_id, person_id, start, ends_at)
        language = preferred_language(request.headers.get("accept-language"))
        return HearingsView(
            source="own_copy",
            note=TITLES["own_copy"][language],
            sittings=[SittingView.model_validate(row) for row in rows],
        )

    @router.put("/interests/{interest_id}", tags=["interests"], **command)  # type: ignore[arg-type]
    async def declare_interest(
        request: Request,
        court_id: CourtPath,
        interest_id: UUID,
        body: InterestBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Declare whom or what a person must not judge."""
        return await desk.carry_out(request, court_id, DeclareInterest(body.interest(court_id, interest_id)))

    @router.post("/interests/{interest_id}/end", tags=["interests"], **command)  # type: ignore[arg-type]
    async def end_interest(
        request: Request, court_id: CourtPath, interest_id: UUID, body: ToOnBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """End an interest; `to_on` is its last day."""
        return await desk.carry_out(request, court_id, EndInterest(court_id, interest_id, body.to_on))

    @router.get("/interests", tags=["interests"], responses=PROBLEMS)
    async def list_interests(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[InterestView]:
        """Interests declared in a court."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [InterestView.of(fact) for fact in await queries.interests(connection, at, court_id)]

    return router
