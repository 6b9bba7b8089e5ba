"""The page of one session, as whoever visits it may see it."""

from dataclasses import dataclass
from uuid import UUID

from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education.providers import providers
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, carry, not_taken, show
from tarazy_hr.adapters.http.education.teaching import participant
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import rate_of
from tarazy_hr.adapters.http.surveys.pages.feedback import feedback_of
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.commands import Command
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

SESSION = "/courts/{court_id}/desk/training/sessions/{session_id}"


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Shows a session, and carries out what somebody does there."""

    desk: Desk

    async def session_of(self, visit: Visit, session_id: UUID, held_by: str | None = None) -> Session:
        """The session, held by a court if one is named; another page instead for one that is not known."""
        async with self.desk.work.pool.acquire() as connection:
            session = told_by((await RECORD.read(connection, session_id))[0])
        if session is None or held_by not in (None, session.planned.court_id):
            raise AnswerInstead(show(visit, "training_unknown.html", status=404))
        return session

    async def carry(self, visit: Visit, session_id: UUID, *commands: Command, done: str) -> Response:
        """Back to the session that a court holds, on which something was `done`; or what speaks against it."""
        outcome = await carry(self.desk, visit, session_id, *commands, held_by=visit.court.court_id)
        if isinstance(outcome, Refusal):
            return await self.show(visit, session_id, not_taken(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/sessions/{session_id}", done=done)

    async def show(
        self,
        visit: Visit,
        session_id: UUID,
        form: Form,
        *,
        status: int = 200,
        why: dict[UUID, str] | None = None,
        done: str | None = None,
    ) -> HTMLResponse:
        """The page; `why` says why some have no certificate, `done` what was done."""
        session = await self.session_of(visit, session_id)
        court_id, now = visit.court.court_id, self.desk.work.clock()
        teaches = session.planned.court_id == court_id and visit.may("training.teach")
        people = [*session.participants.values(), *session.waiting.values()] if teaches else []
        async with self.desk.work.pool.acquire() as connection:
            called = await names_of(connection, [*(one.person_id for one in people), *session.planned.trainers])
            taught = (await providers(connection)).get(session.programme.provider)
            staff = []
            feedback = None
            if teaches and session.is_over(now) and not session.cancelled:
                feedback = await feedback_of(connection, visit, session, now)
            if visit.front.door.rights.may(visit.who, "training.enrol", court_id):
                staff = await queries.people(connection, queries.STANDING, court_id, visit.today)
        if people:
            await note_reading(self.desk.work, visit.request, court_id, {one.person_id for one in people})
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
