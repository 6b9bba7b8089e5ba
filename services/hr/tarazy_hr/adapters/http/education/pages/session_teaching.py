"""What whoever teaches enters on a session's page: attendance, tests, certificates. Never about oneself."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, carry, id_given, not_taken, said
from tarazy_hr.adapters.http.education.pages.session_showing import REVOKED, SESSION, SessionPage
from tarazy_hr.adapters.http.education.teaching import certified, random_code
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.education.commands import Attend, Certify, Revoke, Test
from tarazy_hr.domain.refusal import Refusal


def session_teaching_pages(desk: Desk, front: Front) -> APIRouter:
    """All that is entered."""
    router = APIRouter(prefix=SESSION, tags=["pages"], include_in_schema=False)
    page = SessionPage(desk)
    _add_attendance(router, page, desk, front)
    _add_certificates(router, page, desk, front)
    return router


def _add_attendance(router: APIRouter, page: SessionPage, desk: Desk, front: Front) -> None:
    @router.post("/entered", response_model=None)
    async def enter(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Attendance and test of one person."""
        person_id = _other_given(visit)
        commands = _entered(visit, person_id)
        if isinstance(commands, Form):
            return await page.show(visit, session_id, commands, status=422)
        outcome = await carry(desk, visit, session_id, *commands, held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            form = not_taken(visit, outcome)
            beside = {f"{name}-{person_id}" if name in visit.given else name: why for name, why in form.wrong.items()}
            return await page.show(visit, session_id, Form(visit.given, beside), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="entered")

    @router.post("/everybody", response_model=None)
    async def everybody(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Whoever has no attendance yet was there from beginning to end; oneself is left out."""
        session = await page.session_of(visit, session_id, visit.court.court_id)
        people = [who for who in session.participants if who not in session.attended and who != visit.who.person_id]
        if not people:
            return visit.back_to(f"{SECTION}/sessions/{session_id}", done="entered")
        commands = [Attend(who, session.minutes) for who in people]
        return await page.carry(visit, session_id, *commands, done="entered")


def _add_certificates(router: APIRouter, page: SessionPage, desk: Desk, front: Front) -> None:
    @router.post("/certificates", response_model=None)
    async def certify(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Everybody who was there and passed, or one of them; of the others the page says why not."""
        held_by = visit.court.court_id
        await page.session_of(visit, session_id, held_by)
        if "person_id" in visit.given:
            command = Certify(_other_given(visit), random_code())
            return await page.carry(visit, session_id, command, done="certified-one")

        async def act(uow: UnitOfWork, cause: Cause) -> dict[UUID, str | Refusal]:
            return await certified(uow, visit.request, held_by, session_id, cause)

        done = await desk.within(visit.request, act)
        why = {who: said(visit, what) for who, what in done.items() if isinstance(what, Refusal)}
        return await page.show(visit, session_id, Form(), why=why, done="certified")

    @router.post("/revoke", response_model=None)
    async def revoke(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Take a certificate back."""
        code = visit.given.get("reason", "")
        command = Revoke(_other_given(visit), code if code in REVOKED else "error")
        return await page.carry(visit, session_id, command, done="revoked")


def _other_given(visit: Visit) -> UUID:
    """Whom a form is about; a refusal for oneself."""
    person_id = id_given(visit, "person_id")
    if not visit.may("training.certify", person_id):
        raise AnswerInstead(visit.render("kit/refused.html", status=403, permission="training.certify"))
    return person_id


def _entered(visit: Visit, person_id: UUID) -> list[Attend | Test] | Form:
    """What a form enters: the minutes, the score, or both; the form with what is wrong."""
    minutes, score = (visit.given.get(name, "").strip().replace(",", ".") for name in ("minutes", "score"))
    found: list[Attend | Test] = []
    wrong: dict[str, str] = {}
    number = visit.words.gettext(message("Give a number."))
    if minutes and re.fullmatch(r"\d{1,6}", minutes, re.ASCII):
        found.append(Attend(person_id, int(minutes)))
    elif minutes or not score:
        wrong[f"minutes-{person_id}"] = number
    try:
        reached = Decimal(score) if score else None
    except InvalidOperation:
        reached = Decimal("nan")
    if reached is not None and reached.is_finite():
        found.append(Test(person_id, reached))
    elif reached is not None:
        wrong[f"score-{person_id}"] = number
    return Form(visit.given, wrong) if wrong else found
