"""My training: hours, places, certificates, and the sessions in which one can enrol."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import certificates, standing
from tarazy_hr.adapters.education.learning import by_month, needs_of
from tarazy_hr.adapters.education.paper import Paper, certificate_pdf
from tarazy_hr.adapters.education.providers import providers
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.checking import VALIDITIES
from tarazy_hr.adapters.http.education.hours import shortfalls_of
from tarazy_hr.adapters.http.education.pages.carrying import (
    SECTION,
    carry,
    id_given,
    names,
    not_taken,
    programmes,
    show,
)
from tarazy_hr.adapters.http.education.pages.plotting import plot_of
from tarazy_hr.adapters.http.front.naming import SUBJECTS, local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.commands import Accept, Enrol, Withdraw
from tarazy_hr.domain.education.hours import matching
from tarazy_hr.domain.education.session import told_by
from tarazy_hr.domain.refusal import Refusal


def own_pages(desk: Desk, front: Front) -> APIRouter:
    """Training of whoever is signed in."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def training_page(visit: Annotated[Visit, front.visits("training.read")]) -> Response:
        return await shown(desk, visit, Form())

    @router.post("/enrol", response_model=None)
    async def enrol(visit: Annotated[Visit, front.sent("training.enrol")]) -> Response:
        """Oneself, or somebody whom one may enrol."""
        person_id = whose(visit)
        command = Enrol(person_id, visit.court.court_id, "move_hearings" in visit.given)
        outcome = await carry(desk, visit, id_given(visit, "session_id"), command)
        if isinstance(outcome, Refusal):
            return await shown(desk, visit, not_taken(visit, outcome), status=409)
        return visit.back_to(SECTION, done="waits" if person_id in outcome.session.waiting else "enrolled")

    @router.post("/accept", response_model=None)
    async def accept(visit: Annotated[Visit, front.sent("training.enrol")]) -> Response:
        """Take a place that is kept."""
        command = Accept(whose(visit), visit.court.court_id)
        outcome = await carry(desk, visit, id_given(visit, "session_id"), command)
        if isinstance(outcome, Refusal):
            return await shown(desk, visit, not_taken(visit, outcome), status=409)
        return visit.back_to(SECTION, done="enrolled")

    @router.post("/withdraw", response_model=None)
    async def withdraw(visit: Annotated[Visit, front.sent("training.enrol")]) -> Response:
        """The same for a place or a turn that is given back."""
        command = Withdraw(whose(visit), visit.court.court_id)
        outcome = await carry(desk, visit, id_given(visit, "session_id"), command)
        if isinstance(outcome, Refusal):
            return await shown(desk, visit, not_taken(visit, outcome), status=409)
        return visit.back_to(SECTION, done="withdrawn")

    @router.get("/certificate.pdf", response_model=None)
    async def certificate_paper(
        request: Request, visit: Annotated[Visit, front.visits("training.follow")], code: str = ""
    ) -> Response:
        """A certificate on paper, for its holder and for HR of the court through which it was earned."""
        async with desk.work.pool.acquire() as connection:
            one = await certificates.by_code(connection, code)
            own = one is not None and one.person_id == visit.who.person_id
            if one is None or not (
                own or (one.court_id == visit.court.court_id and visit.may("training.follow", one.person_id))
            ):
                return show(visit, "training_unknown.html", status=404)
            session = told_by((await RECORD.read(connection, one.session_id))[0])
            called = await names_of(connection, [one.person_id])
            teach = await providers(connection)
            court = (
                None if session is None else await queries.court(connection, queries.STANDING, session.planned.court_id)
            )
        if session is None or court is None:
            raise AssertionError("a certificate is of a session of a court")
        address = f"{request.base_url}certificates/{certificates.code_shown(one.code)}"
        code = session.programme.provider
        provider = local(visit, teach[code].name) if code in teach else code
        name, certified_by = called.get(one.person_id, ""), local(visit, court.court.name)
        paper = certificate_pdf(Paper(one, session, name, provider, certified_by, address), visit.reader)
        shown_as = {
            "Content-Disposition": f'attachment; filename="certificate-{one.code}.pdf"',
            "Cache-Control": "no-store",
        }
        return Response(paper, media_type="application/pdf", headers=shown_as)

    return router


def whose(visit: Visit) -> UUID:
    """Whom a form is about: oneself, unless it names somebody whom one may enrol."""
    person_id = id_given(visit, "person_id") if visit.given.get("person_id") else visit.who.person_id or UUID(int=0)
    if not visit.may("training.enrol", person_id):
        raise AnswerInstead(visit.render("kit/refused.html", status=403, permission="training.enrol"))
    return person_id


async def shown(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    """The page, with what is wrong with a form that was sent from it."""
    me, now = visit.who.person_id, desk.work.clock()
    async with desk.work.pool.acquire() as connection:
        known = await programmes(connection, visit)
        sessions = await standing.sessions(connection, None, now)
        courts = {one.court.court_id: one.court.name for one in await queries.courts(connection, queries.STANDING)}
        places = await standing.places_of(connection, me) if me else []
        held = await certificates.of_person(connection, me) if me else []
        needs, evaluated_on = await needs_of(connection, me) if me else ((), None)
        mine = (
            await shortfalls_of(desk, connection, visit.court.court_id, visit.today.year, visit.today, me) if me else []
        )
        monthly = await by_month(connection, [me], visit.today.year, now) if me else []
    learnt = {
        subject
        for one in held
        if one.revoked_on is None and (evaluated_on is None or one.issued_on >= evaluated_on) and one.programme in known
        for subject in known[one.programme].subjects
    }
    taught = {code: one.subjects for code, one in known.items()}
    return show(
        visit,
        "training.html",
        status=status,
        form=form,
        me=me,
        year=visit.today.year,
        hours_of_me=mine[0] if mine else None,
        plot=plot_of(visit, monthly, visit.today.year, mine[0].required) if mine else None,
        to_come=[one for one in places if one.ends_at > now and not one.cancelled],
        past=[one for one in places if one.ends_at <= now and not one.waits and not one.cancelled][::-1],
        certificates=[(one, certificates.code_shown(one.code), VALIDITIES[one.validity(visit.today)]) for one in held],
        needs=matching([need for need in needs if need not in learnt], taught),
        subjects=SUBJECTS,
        names=names(visit, known),
        sessions=[one for one in sessions if not one.cancelled and one.starts_at > now],
        taken={one.session_id for one in places},
        elsewhere={
            court_id: local(visit, name) for court_id, name in courts.items() if court_id != visit.court.court_id
        },
        today=visit.today,
        now=now,
        done=visit.request.query_params.get("done"),
    )
