"""Who applied: personal data, for selection's permission alone."""

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError
from tarazy_shared.door import asking_of
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.bodies import ApplicationBody
from tarazy_hr.adapters.http.selection.pages.carrying import (
    carry,
    done,
    not_taken,
    show,
    subject_of,
    wrongly,
)
from tarazy_hr.adapters.http.selection.pages.words import OUTCOMES, phase_name
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.app.selection.correcting import correct_candidate
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Apply, Withdraw
from tarazy_hr.domain.selection.explaining import explain

WRONG = {
    "name": message("Give the name as it is written in the identity document."),
    "identity_number": message("Give the number of the identity document."),
    "contacts": message("Give an address such as name@mail.kz."),
}


def applicants_pages(desk: Desk, front: Front) -> APIRouter:
    """Applications of a competition."""
    prefix = "/courts/{court_id}/desk/selection/{competition_id}/applicants"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def applicants_page(
        visit: Annotated[Visit, front.visits("selection.candidates")], competition_id: UUID
    ) -> Response:
        return await page(visit, competition_id, Form())

    @router.post("", response_model=None)
    async def apply(visit: Annotated[Visit, front.sent("selection.candidates")], competition_id: UUID) -> Response:
        """Take an application in, as it was handed over at the desk."""
        subject = await subject_of(desk, visit, competition_id)
        papers = [one.code for one in subject.competition.procedure.documents if f"paper-{one.code}" in visit.given]
        body = application(visit, papers)
        if isinstance(body, Form):
            return await page(visit, competition_id, body, status=422)
        now = desk.work.clock()
        application_id = uuid7(now)
        candidate = body.candidate(application_id, uuid7(now))
        command = Apply(application_id, frozenset(papers))
        outcome = await carry(desk, visit, competition_id, command, applicant=candidate)
        if isinstance(outcome, Refusal):
            return await page(visit, competition_id, not_taken(visit, outcome), status=409)
        return done(visit, subject, "applicants")

    @router.post("/withdraw", response_model=None)
    async def withdraw(visit: Annotated[Visit, front.sent("selection.candidates")], competition_id: UUID) -> Response:
        """Withdraw an application, as the candidate wished."""
        try:
            application_id = UUID(visit.given.get("application_id", ""))
        except ValueError:
            application_id = UUID(int=0)
        outcome = await carry(desk, visit, competition_id, Withdraw(application_id))
        if isinstance(outcome, Refusal):
            return await page(visit, competition_id, not_taken(visit, outcome), status=409)
        return done(visit, await subject_of(desk, visit, competition_id), "applicants")

    @router.post("/correct", response_model=None)
    async def correct(visit: Annotated[Visit, front.sent("selection.candidates")], competition_id: UUID) -> Response:
        """Put right what is known of somebody who applied."""
        body = application(visit, [])
        if isinstance(body, Form):
            return await page(visit, competition_id, body, status=422)
        try:
            application_id = UUID(visit.given.get("application_id", ""))
        except ValueError:
            application_id = UUID(int=0)
        court_id, right = visit.court.court_id, body.candidate(application_id, application_id)

        async def act(uow: UnitOfWork, cause: Cause) -> list[str] | Refusal:
            people = await candidates.of_competition(uow.connection, competition_id)
            others = [one.contacts for one in people if one.application_id == application_id]
            # The form knows of e-mail alone.
            kept = tuple(contact for contact in (others[0] if others else ()) if contact.channel != "email")
            given = {
                "name": right.name,
                "identity_number": right.identity_number,
                "contacts": (*right.contacts, *kept),
            }
            who = asking_of(visit.request).who.subject
            changed = await correct_candidate(uow, court_id, competition_id, application_id, given, who)
            if isinstance(changed, Refusal) or not changed:
                noted_nothing(visit.request)
            else:
                noted(visit.request, court_id, application_id, {"corrected": changed})
            return changed

        outcome = await desk.within(visit.request, act)
        if isinstance(outcome, Refusal):
            return await page(visit, competition_id, not_taken(visit, outcome), status=409)
        return done(visit, await subject_of(desk, visit, competition_id), "applicants")

    async def page(visit: Visit, competition_id: UUID, form: Form, *, status: int = 200) -> Response:
        subject = await subject_of(desk, visit, competition_id)
        async with desk.work.pool.acquire() as connection:
            people = await candidates.of_competition(connection, competition_id)
        explained = {one.application_id: one for one in explain(subject.competition, visit.today)}
        rows: list[Any] = sorted(
            ((explained[one.application_id], one) for one in people), key=lambda row: row[0].number
        )
        return show(
            visit,
            "selection_applicants.html",
            status=status,
            subject=subject,
            form=form,
            rows=rows,
            outcomes=OUTCOMES,
            takes=subject.competition.phase_on(visit.today) == "applications",
            papers=[(one.code, local(visit, one.name)) for one in subject.competition.procedure.documents],
            phase=phase_name(visit, subject.competition),
        )

    return router


def application(visit: Visit, papers: list[str]) -> ApplicationBody | Form:
    """The application of a form, or the form with what is wrong with it. A paper shown at the desk has no file: what is
    hashed is its kind and the number it came with."""
    given = {name: value.strip() for name, value in visit.given.items()}
    email = given.get("email", "")
    number = given.get("identity_number", "")
    try:
        return ApplicationBody.model_validate(
            {
                "name": given.get("name", ""),
                "identity_number": number,
                "contacts": [{"channel": "email", "address": email}] if email else [],
                "documents": [
                    {"code": code, "name": code, "sha256": sha256(f"{code} {number}".encode()).hexdigest()}
                    for code in papers
                ],
            }
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else "name"
        shown = "email" if field == "contacts" else field
        return wrongly(visit, **{shown: WRONG.get(field, WRONG["name"])})
