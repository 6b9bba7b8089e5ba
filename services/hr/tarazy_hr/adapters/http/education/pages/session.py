"""A session's own page: what it is about, and for whoever teaches the list, attendance, tests, certificates."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.trail import note_reading
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education.providers import providers
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, carry, id_given, not_taken, said, show
from tarazy_hr.adapters.http.education.teaching import certified, participant, random_code
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import rate_of
from tarazy_hr.adapters.http.surveys.pages.feedback import feedback_of
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.commands import Attend, Cancel, Certify, Reopen, Revoke, Test
from tarazy_hr.domain.education.session import Session, told_by
from tarazy_hr.domain.refusal import Refusal

CANCELLED = {
    "trainer_ill": message("The trainer is ill"),
    "too_few": message("Too few people take part"),
    "no_room": message("There is no room"),
    "other": message("Another reason"),
}
REVOKED = {
    "error": message("It was given in error"),
    "not_there": message("Its holder was not there"),
    "deceit": message("The test was passed by deceit"),
}


def session_pages(desk: Desk, front: Front) -> APIRouter:
    """One session."""
    prefix = "/courts/{court_id}/desk/training/sessions/{session_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def session_page(visit: Annotated[Visit, front.visits("training.read")], session_id: UUID) -> Response:
        return await page(visit, session_id, Form())

    @router.post("/entered", response_model=None)
    async def enter(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Attendance and test of one person; never of oneself."""
        person_id = id_given(visit, "person_id")
        require_other(visit, person_id)
        commands = entered(visit, person_id)
        if isinstance(commands, Form):
            return await page(visit, session_id, commands, status=422)
        outcome = await carry(desk, visit, session_id, *commands, held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            form = not_taken(visit, outcome)
            beside = {f"{name}-{person_id}" if name in visit.given else name: why for name, why in form.wrong.items()}
            return await page(visit, session_id, Form(visit.given, beside), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="entered")

    @router.post("/everybody", response_model=None)
    async def everybody(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Whoever has no attendance yet was there from beginning to end; oneself is left out."""
        session = await session_of(visit, session_id, visit.court.court_id)
        people = [who for who in session.participants if who not in session.attended and who != visit.who.person_id]
        commands = [Attend(who, session.minutes) for who in people]
        if commands:
            outcome = await carry(desk, visit, session_id, *commands, held_by=visit.court.court_id)
            if isinstance(outcome, Refusal):
                return await page(visit, session_id, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="entered")

    @router.post("/certificates", response_model=None)
    async def certify(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Everybody who was there and passed, or one of them; of the others the page says why not."""
        held_by = visit.court.court_id
        await session_of(visit, session_id, held_by)
        if "person_id" in visit.given:
            person_id = id_given(visit, "person_id")
            require_other(visit, person_id)
            command = Certify(person_id, random_code())
            outcome = await carry(desk, visit, session_id, command, held_by=held_by)
            if isinstance(outcome, Refusal):
                return await page(visit, session_id, not_taken(visit, outcome), status=409)
            return visit.back_to(f"{SECTION}/sessions/{session_id}", done="certified-one")

        async def act(uow: UnitOfWork, cause: Cause) -> dict[UUID, str | Refusal]:
            return await certified(uow, visit.request, held_by, session_id, cause)

        done = await desk.within(visit.request, act)
        why = {who: said(visit, what) for who, what in done.items() if isinstance(what, Refusal)}
        return await page(visit, session_id, Form(), why=why, done="certified")

    @router.post("/cancel", response_model=None)
    async def cancel(visit: Annotated[Visit, front.sent("training.plan")], session_id: UUID) -> Response:
        """It is not held: everybody has the time back."""
        code = visit.given.get("reason", "")
        command = Cancel(code if code in CANCELLED else "other")
        outcome = await carry(desk, visit, session_id, command, held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            return await page(visit, session_id, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="cancelled")

    @router.post("/reopen", response_model=None)
    async def reopen(visit: Annotated[Visit, front.sent("training.plan")], session_id: UUID) -> Response:
        """It is held after all: whoever had a place and can still come has it again."""
        outcome = await carry(desk, visit, session_id, Reopen(), held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            return await page(visit, session_id, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="reopened")

    @router.post("/revoke", response_model=None)
    async def revoke(visit: Annotated[Visit, front.sent("training.certify")], session_id: UUID) -> Response:
        """Take a certificate back; never one's own."""
        person_id, code = id_given(visit, "person_id"), visit.given.get("reason", "")
        require_other(visit, person_id)
        command = Revoke(person_id, code if code in REVOKED else "error")
        outcome = await carry(desk, visit, session_id, command, held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            return await page(visit, session_id, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="revoked")

    async def session_of(visit: Visit, session_id: UUID, held_by: str | None = None) -> Session:
        async with desk.work.pool.acquire() as connection:
            session = told_by((await RECORD.read(connection, session_id))[0])
        if session is None or held_by not in (None, session.planned.court_id):
            raise AnswerInstead(show(visit, "training_unknown.html", status=404))
        return session

    async def page(
        visit: Visit,
        session_id: UUID,
        form: Form,
        *,
        status: int = 200,
        why: dict[UUID, str] | None = None,
        done: str | None = None,
    ) -> HTMLResponse:
        session = await session_of(visit, session_id)
        court_id, now = visit.court.court_id, desk.work.clock()
        teaches = session.planned.court_id == court_id and visit.may("training.teach")
        people = [*session.participants.values(), *session.waiting.values()] if teaches else []
        async with desk.work.pool.acquire() as connection:
            called = await names_of(connection, [*(one.person_id for one in people), *session.planned.trainers])
            taught = (await providers(connection)).get(session.programme.provider)
            staff = []
            feedback = None
            if teaches and session.is_over(now) and not session.cancelled:
                feedback = await feedback_of(connection, visit, session, now)
            if visit.front.door.rights.may(visit.who, "training.enrol", court_id):
                staff = await queries.people(connection, queries.STANDING, court_id, visit.today)
        if people:
            await note_reading(desk.work, visit.request, court_id, {one.person_id for one in people})
        return show(
            visit,
            "training_session.html",
            status=status,
            form=form,
            session=session,
            programme=session.programme,
            people=[participant(session, one, called.get(one.person_id)) for one in people],
            teaches=teaches,
            begun=session.has_begun(now),
            over=session.is_over(now),
            mine=visit.who.person_id,
            turn=[*session.waiting].index(visit.who.person_id) + 1 if visit.who.person_id in session.waiting else 0,
            provider=local(visit, taught.name) if taught is not None else session.programme.provider,
            why=why or {},
            feedback=feedback,
            rate=rate_of,
            trainers=[called[who] for who in session.planned.trainers if who in called],
            cancelled=CANCELLED,
            revoked=REVOKED,
            revoked_options=[(code, visit.words.gettext(words)) for code, words in REVOKED.items()],
            cancelled_options=[(code, visit.words.gettext(words)) for code, words in CANCELLED.items()],
            staff=sorted((one.appointment.name, one.appointment.person_id) for one in staff),
            done=done or visit.request.query_params.get("done"),
        )

    return router


def require_other(visit: Visit, person_id: UUID) -> None:
    """Nobody enters anything about oneself."""
    if not visit.may("training.certify", person_id):
        raise AnswerInstead(visit.render("kit/refused.html", status=403, permission="training.certify"))


def entered(visit: Visit, person_id: UUID) -> list[Attend | Test] | Form:
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
