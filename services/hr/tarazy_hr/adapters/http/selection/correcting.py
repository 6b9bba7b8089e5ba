"""What is known of a candidate put right, and what it was before. Personal data."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.fields import SpokenLanguage, Text
from tarazy_shared.door import asking_of
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.asking import ApplicationPath, CompetitionPath, known_competition
from tarazy_hr.adapters.http.selection.bodies import IdentityNumber
from tarazy_hr.adapters.http.selection.views import ContactView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.adapters.selection.candidates import identity_of
from tarazy_hr.app.selection.correcting import correct_candidate
from tarazy_hr.domain.appointment import Contact as KnownContact
from tarazy_hr.domain.refusal import Refusal


class CorrectionBody(Body):
    """What was wrong, as it is right; what is left out stays."""

    model_config = example({"name": "Сәтбаев Ерлан Болатұлы", "identity_number": "850101300123"})

    name: Text | None = None
    identity_number: IdentityNumber | None = None
    contacts: tuple[Contact, ...] | None = Field(None, max_length=20)
    languages: tuple[SpokenLanguage, ...] | None = None

    def given(self) -> dict[str, Any]:
        """The fields that were given, as they are stored."""
        found: dict[str, Any] = {
            "name": self.name,
            "identity_number": None if self.identity_number is None else identity_of(self.identity_number),
            "contacts": None
            if self.contacts is None
            else tuple(KnownContact(one.channel, one.address) for one in self.contacts),
            "languages": self.languages,
        }
        return {name: value for name, value in found.items() if value is not None}


class CorrectionAnswer(BaseModel):
    """What a correction changed."""

    changed: bool
    fields: list[str]


class FormerView(View):
    """What was known until an instant. Personal data."""

    identity_number: str
    name: str
    contacts: list[ContactView]
    languages: list[str]
    until: datetime


def correcting_router(desk: Desk, door: Door) -> APIRouter:
    """Corrections of candidates' data."""
    prefix = "/courts/{court_id}/competitions/{competition_id}/applications/{application_id}/details"
    router = guarded_router(prefix, "selection")

    @router.put(
        "", response_model=CorrectionAnswer, responses=COMMANDED, dependencies=[door.needs("selection.candidates")]
    )
    async def correct_details(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        application_id: ApplicationPath,
        body: CorrectionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Put right what is known of a candidate. What it was before is kept, and deleted with it."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            who = asking_of(request).who.subject
            changed = await correct_candidate(uow, court_id, competition_id, application_id, body.given(), who)
            if isinstance(changed, Refusal):
                raise refused(request, changed)
            if changed:
                noted(request, court_id, application_id, {"corrected": changed})
            else:
                noted_nothing(request)
            return Answer(200, {"changed": bool(changed), "fields": changed})

        return await desk.perform(request, perform)

    @router.get("/history", dependencies=[door.needs("selection.candidates")])
    async def former_details(
        request: Request, court_id: CourtPath, competition_id: CompetitionPath, application_id: ApplicationPath
    ) -> list[FormerView]:
        """What was known of a candidate before each correction, the oldest first. Personal data."""
        async with desk.work.pool.acquire() as connection:
            await known_competition(desk, connection, request, court_id, competition_id)
            former = await candidates.former(connection, competition_id, application_id)
        return [
            FormerView(
                identity_number=one.identity_number,
                name=one.name,
                contacts=[ContactView.model_validate(contact) for contact in one.contacts],
                languages=list(one.languages),
                until=until,
            )
            for one, until in former
        ]

    return router
