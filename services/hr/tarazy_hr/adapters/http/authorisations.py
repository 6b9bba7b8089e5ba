"""What people in posts are authorised for."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body, CodeInPath, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.domain.authorisation import Authorisation, AuthorisePerson, EndAuthorisation

Specialism = Annotated[CodeInPath, Path(examples=["juvenile"])]


class AuthorisationBody(Body):
    """From the first to the last day of an authorisation."""

    model_config = example({"from_on": "2026-01-05", "to_on": "2028-01-04"})

    from_on: Day
    to_on: Day | None = None

    def authorisation(self, court_id: str, person_id: UUID, specialism: str) -> Authorisation:
        """As the domain knows it."""
        return Authorisation(court_id, person_id, specialism, self.from_on, self.to_on)


class AuthorisationEndBody(Body):
    """When an authorisation ends."""

    to_on: Day = Field(description="Last day", examples=["2026-12-31"])


def authorisations_router(desk: Desk, door: Door) -> APIRouter:
    """Authorisations of a person; a person's view shows them."""
    prefix = "/courts/{court_id}/people/{person_id}/authorisations/{specialism}"
    router = guarded_router(prefix, "authorisations")

    @router.put(
        "", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("authorisation.change")]
    )
    async def authorise_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        specialism: Specialism,
        body: AuthorisationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Authorise a person for a specialism."""
        authorisation = body.authorisation(court_id, person_id, specialism)
        return await desk.carry_out(request, court_id, AuthorisePerson(authorisation))

    @router.post(
        "/end", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("authorisation.change")]
    )
    async def end_authorisation(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        specialism: Specialism,
        body: AuthorisationEndBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End an authorisation."""
        ending = EndAuthorisation(court_id, person_id, specialism, body.to_on)
        return await desk.carry_out(request, court_id, ending)

    return router
