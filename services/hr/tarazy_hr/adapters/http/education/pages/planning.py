"""Sessions of a court: planned and changed by a form, and the list of those that the court holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import standing
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, carry, names, programmes, show
from tarazy_hr.adapters.http.education.pages.session_form import (
    PROGRAMME,
    QUESTIONS,
    about_session,
    session_typed,
    typed_of,
)
from tarazy_hr.adapters.http.front.questions import About, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.commands import Plan
from tarazy_hr.domain.education.session import Session, told_by
from tarazy_hr.domain.refusal import Refusal

TO_COME = (message("is still to come"), "")
RUNNING = (message("goes on"), "ok")
TO_ENTER = (message("attendance to enter"), "warn")
TO_CERTIFY = (message("certificates to give"), "warn")
DONE = (message("done"), "ok")
CALLED_OFF = (message("called off"), "bad")


@dataclass(frozen=True, slots=True)
class Row:
    """A session of the court, and what is to be done about it."""

    session: standing.ListedSession
    state: tuple[str, str]


def planning_pages(desk: Desk, front: Front) -> APIRouter:
    """Sessions of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training", tags=["pages"], include_in_schema=False)

    @router.get("/held", response_model=None)
    async def held_page(visit: Annotated[Visit, front.visits("training.teach")]) -> Response:
        """What the court holds and has held, the latest first: names nobody."""
        now = desk.work.clock()
        async with desk.work.pool.acquire() as connection:
            known = await programmes(connection, visit)
            found = await standing.sessions(connection, visit.court.court_id, None)
            entered = await standing.entered(connection, visit.court.court_id)
        rows = [row_of(one, entered.get(one.session_id, standing.Entered()), now) for one in reversed(found)]
        return show(visit, "training_held.html", rows=rows, names=names(visit, known))

    @router.get("/plan", response_model=None)
    async def plan_page(visit: Annotated[Visit, front.visits("training.plan")]) -> Response:
        return await _page(desk, visit, await _about(desk, visit), Form())

    @router.post("/plan", response_model=None)
    async def plan(visit: Annotated[Visit, front.sent("training.plan")]) -> Response:
        """Hold a session as the form says."""
        about, session_id = await _about(desk, visit), uuid7(desk.work.clock())
        typed = session_typed(visit, (PROGRAMME, *QUESTIONS), about)
        if isinstance(typed, Form):
            return await _page(desk, visit, about, typed, status=422)
        programme, said = typed
        made = Plan(
            session_id,
            visit.court.court_id,
            programme,
            said.parts,
            said.places,
            said.mode,
            said.venue,
            said.enrol_until,
            said.trainers,
        )
        outcome = await carry(desk, visit, session_id, made)
        if isinstance(outcome, Refusal):
            return await _page(desk, visit, about, _refused(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done="planned")

    @router.get("/sessions/{session_id}/change", response_model=None)
    async def change_page(visit: Annotated[Visit, front.visits("training.plan")], session_id: UUID) -> Response:
        session = await _session(desk, visit, session_id)
        return await _page(
            desk, visit, await _about(desk, visit, session), typed_of(session, visit.court.zone), session
        )

    @router.post("/sessions/{session_id}/change", response_model=None)
    async def change(visit: Annotated[Visit, front.sent("training.plan")], session_id: UUID) -> Response:
        """Other times, another place, other trainers; everybody with a place or a turn is told what changed."""
        session = await _session(desk, visit, session_id)
        about = await _about(desk, visit, session)
        typed = session_typed(visit, QUESTIONS, about)
        if isinstance(typed, Form):
            return await _page(desk, visit, about, typed, session, status=422)
        outcome = await carry(desk, visit, session_id, typed[1], held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            return await _page(desk, visit, about, _refused(visit, outcome), session, status=409)
        done = "changed" if outcome.facts else "same"
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done=done)

    return router


def row_of(session: standing.ListedSession, entered: standing.Entered, now: datetime) -> Row:
    """A session with what is to be done about it at a moment."""
    if session.cancelled:
        state = CALLED_OFF
    elif session.starts_at > now:
        state = TO_COME
    elif session.ends_at > now:
        state = RUNNING
    elif entered.attendance < session.taken:
        state = TO_ENTER
    else:
        state = DONE if entered.certificates or not session.taken else TO_CERTIFY
    return Row(session, state)


def _refused(visit: Visit, refusal: Refusal) -> Form:
    return refused_form(visit, (PROGRAMME, *QUESTIONS), replace(refusal, field=refusal.field.split("[")[0]))


async def _session(desk: Desk, visit: Visit, session_id: UUID) -> Session:
    """One that this court holds."""
    async with desk.work.pool.acquire() as connection:
        session = told_by((await RECORD.read(connection, session_id))[0])
    if session is None or session.planned.court_id != visit.court.court_id:
        raise AnswerInstead(show(visit, "training_unknown.html", status=404))
    return session


async def _about(desk: Desk, visit: Visit, session: Session | None = None) -> About:
    async with desk.work.pool.acquire() as connection:
        known = await programmes(connection, visit)
        people = await _teachers(connection, visit, () if session is None else session.planned.trainers)
    return about_session(visit, names(visit, known), people)


async def _teachers(connection: Connection, visit: Visit, beside: Sequence[UUID]) -> dict[UUID, str]:
    """Everybody in post in the court, and those of other courts who teach already."""
    found = await queries.people(connection, queries.STANDING, visit.court.court_id, visit.today)
    here = {one.appointment.person_id: one.appointment.name for one in found}
    return await names_of(connection, beside) | here


async def _page(
    desk: Desk, visit: Visit, about: About, form: Form, session: Session | None = None, *, status: int = 200
) -> HTMLResponse:
    questions = QUESTIONS if session is not None else (PROGRAMME, *QUESTIONS)
    return show(
        visit, "training_plan.html", status=status, form=form, about=about, questions=questions, session=session
    )
