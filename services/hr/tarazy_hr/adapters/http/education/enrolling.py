"""One's own training: places taken and given back, what was completed."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import certificates, standing
from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.asking import SessionPath, asked
from tarazy_hr.adapters.http.education.bodies import EnrolmentBody
from tarazy_hr.adapters.http.education.hours import shortfalls_of
from tarazy_hr.adapters.http.education.views import (
    CertificateView,
    DoneView,
    PersonTrainingView,
    PlaceView,
    ShortfallView,
)
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.commands import Accept, Enrol, Withdraw
from tarazy_hr.domain.refusal import unknown


def enrolling_router(desk: Desk, door: Door) -> APIRouter:
    """Training of a person of the court, in sessions of whichever court."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/training", "training")
    enrol: dict[str, Any] = {
        "response_model": DoneView,
        "responses": COMMANDED,
        "dependencies": [door.needs("training.enrol")],
    }

    @router.get("", dependencies=[door.needs("training.follow")])
    async def show_training(request: Request, court_id: CourtPath, person_id: PersonPath) -> PersonTrainingView:
        """What somebody takes, took or waits to take part in, and their certificates."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            if not await queries.people(connection, queries.STANDING, court_id, None, person_id):
                raise refused(request, unknown("person_id", "unknown_person", person_id))
            places = await standing.places_of(connection, person_id)
            held = await certificates.of_person(connection, person_id)
            today = day_of(desk.work.clock(), court.court.zone)
            found = await shortfalls_of(desk, connection, court_id, today.year, today, person_id)
        await note_reading(desk.work, request, court_id, {person_id})
        return PersonTrainingView(
            places=[PlaceView.model_validate(one) for one in places],
            certificates=[CertificateView.of(one, today) for one in held],
            hours=ShortfallView.of(found[0], None) if found else None,
        )

    @router.put("/{session_id}", **enrol)
    async def enrol_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        session_id: SessionPath,
        body: EnrolmentBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a place, or a turn on the waiting list, which moves up by itself. A place takes the time at once."""
        return await asked(desk, request, session_id, Enrol(person_id, court_id, body.move_hearings))

    @router.post("/{session_id}/accept", **enrol)
    async def accept_place(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        session_id: SessionPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a place that is kept for somebody from the waiting list, and the time with it."""
        return await asked(desk, request, session_id, Accept(person_id, court_id))

    @router.post("/{session_id}/withdraw", **enrol)
    async def withdraw_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        session_id: SessionPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Give a place or a turn back before the session begins, and the time with it."""
        return await asked(desk, request, session_id, Withdraw(person_id, court_id))

    return router
