"""What whoever teaches does: the list, attendance, tests, certificates; never about oneself."""

import os
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from tarazy_shared.trail import note_reading
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education.certificates import code_shown, new_code
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.asking import SessionPath, asked, known_session, told
from tarazy_hr.adapters.http.education.bodies import AttendanceBody, CancellationBody, TestBody
from tarazy_hr.adapters.http.education.views import AllCertifiedView, CertifiedView, DoneView, ParticipantView
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.commands import Attend, Certify, Revoke, Test
from tarazy_hr.domain.education.session import Participant, Session
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import preferred_language, reason

SESSION = "/courts/{court_id}/training-sessions/{session_id}"
PERSON = f"{SESSION}/people/{{person_id}}"


def teaching_router(desk: Desk, door: Door) -> APIRouter:
    """Who takes part in a session of the court, and what they completed."""
    router = guarded_router("", "training")
    _listing(router, desk, door)
    _entering(router, desk, door)
    _certifying(router, desk, door)
    return router


def random_code() -> str:
    """Of a certificate; nobody can guess it."""
    return new_code(os.urandom(10))


def _listing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get(f"{SESSION}/people", dependencies=[door.needs("training.teach")])
    async def list_participants(
        request: Request, court_id: CourtPath, session_id: SessionPath
    ) -> list[ParticipantView]:
        """Who takes part and who waits, in their order. Personal data."""
        async with desk.work.pool.acquire() as connection:
            session = await known_session(connection, request, session_id, court_id)
            people = [*session.participants.values(), *session.waiting.values()]
            names = await names_of(connection, [one.person_id for one in people])
        await note_reading(desk.work, request, court_id, {one.person_id for one in people})
        return [participant(session, one, names.get(one.person_id)) for one in people]

    @router.get(f"{SESSION}/record", response_class=PlainTextResponse, dependencies=[door.needs("training.teach")])
    async def export_training_record(
        request: Request, court_id: CourtPath, session_id: SessionPath
    ) -> PlainTextResponse:
        """The record, an entry a line, each with the hash of the one before: ids and codes, no names."""
        async with desk.work.pool.acquire() as connection:
            await known_session(connection, request, session_id, court_id)
            lines = await RECORD.lines(connection, session_id)
        return PlainTextResponse("\n".join(lines) + "\n", media_type="application/x-ndjson")


def _entering(router: APIRouter, desk: Desk, door: Door) -> None:
    certify: dict[str, Any] = {
        "response_model": DoneView,
        "responses": COMMANDED,
        "dependencies": [door.needs("training.certify")],
    }

    @router.put(f"{PERSON}/attendance", **certify)
    async def enter_attendance(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        person_id: PersonPath,
        body: AttendanceBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """For how long somebody was there; of several entries the last counts."""
        return await asked(desk, request, session_id, Attend(person_id, body.minutes), held_by=court_id)

    @router.put(f"{PERSON}/test", **certify)
    async def enter_test(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        person_id: PersonPath,
        body: TestBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """What somebody reached in the test; of several entries the last counts."""
        return await asked(desk, request, session_id, Test(person_id, body.score), held_by=court_id)


def _certifying(router: APIRouter, desk: Desk, door: Door) -> None:
    certify: dict[str, Any] = {"responses": COMMANDED, "dependencies": [door.needs("training.certify")]}

    @router.put(f"{PERSON}/certificate", response_model=DoneView, **certify)
    async def certify_person(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        person_id: PersonPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Certify that somebody completed the programme; refused for whoever was not there or has not passed."""
        return await asked(desk, request, session_id, Certify(person_id, random_code()), held_by=court_id)

    @router.post(f"{PERSON}/certificate/revoke", response_model=DoneView, **certify)
    async def revoke_certificate(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        person_id: PersonPath,
        body: CancellationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a certificate back that was given in error."""
        return await asked(desk, request, session_id, Revoke(person_id, body.reason), held_by=court_id)

    @router.post(f"{SESSION}/certificates", response_model=AllCertifiedView, **certify)
    async def certify_all(
        request: Request, court_id: CourtPath, session_id: SessionPath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Certify everybody who was there and passed, and say of the others why not. Oneself is left out."""
        async with desk.work.pool.acquire() as connection:
            await known_session(connection, request, session_id, court_id)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            done = await certified(uow, request, court_id, session_id, cause)
            language = preferred_language(request.headers.get("accept-language"))
            people = [
                CertifiedView(
                    person_id=who,
                    certificate=None if isinstance(what, Refusal) else code_shown(what),
                    reason=reason(what.code, what.particulars, language) if isinstance(what, Refusal) else None,
                )
                for who, what in done.items()
            ]
            return Answer(200, AllCertifiedView(people=people).model_dump(mode="json"))

        return await desk.perform(request, perform)


async def certified(
    uow: UnitOfWork, request: Request, court_id: str, session_id: UUID, cause: Cause
) -> dict[UUID, str | Refusal]:
    """Certify everybody with a place: the code of each, or why there is none.

    Left out are whoever asks, and those whose certificate was taken back: they are certified one by one.
    """
    session = await known_session(uow.connection, request, session_id, court_id)
    found: dict[UUID, str | Refusal] = {}
    for who in session.participants:
        if who == asker(request).person_id or who in session.revoked:
            continue
        done = await told(uow, request, session_id, Certify(who, random_code()), cause, held_by=court_id)
        found[who] = done if isinstance(done, Refusal) else done.session.certificates[who].code
    return found


def participant(session: Session, one: Participant, name: str | None) -> ParticipantView:
    """Somebody who takes part or waits to."""
    who = one.person_id
    certificate = session.certificates.get(who)
    return ParticipantView(
        person_id=who,
        name=name,
        court_id=one.court_id,
        role=one.role,
        waits=who in session.waiting,
        attended_minutes=session.attended.get(who),
        attended_percent=session.percent_attended(who),
        score=session.scores.get(who),
        certificate=None if certificate is None else code_shown(certificate.code),
    )
