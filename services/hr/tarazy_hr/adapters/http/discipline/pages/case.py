"""A case's own page, and its acts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.database import Connection
from tarazy_shared.pages.form import Form
from tarazy_shared.terms import IsOpen
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.discipline import papers, publications
from tarazy_hr.adapters.discipline.body import body_of
from tarazy_hr.adapters.discipline.standing import ListedCase
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.cases import READ
from tarazy_hr.adapters.http.discipline.pages import office, parts, publishing
from tarazy_hr.adapters.http.discipline.pages.acting import Act, Asked, carry
from tarazy_hr.adapters.http.discipline.pages.showing import PREFIX, Subject, in_words, show, subject_of
from tarazy_hr.adapters.http.discipline.pages.words import COMPLAINANTS, EXPLANATIONS, INSTANCES, PAPERS, PHASES
from tarazy_hr.adapters.http.front.naming import URGENCIES
from tarazy_hr.adapters.http.front.questions import answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.domain.discipline.case import OVER, DisciplinaryCase
from tarazy_hr.domain.discipline.surroundings import can_sit
from tarazy_hr.domain.refusal import Refusal

ACTS: Mapping[str, Act] = {act.leaf: act for act in (*parts.ACTS, *office.ACTS, *publishing.ACTS)}


def case_pages(desk: Desk, front: Front, beacon: BeaconClock | None) -> APIRouter:
    """One case. `beacon`: what panels are drawn by."""
    router = APIRouter(prefix=PREFIX + "/{case_id}", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def case_page(
        visit: Annotated[Visit, front.visits("discipline.read")], case_id: UUID, done: str = ""
    ) -> Response:
        """Where it stands, its file, and what whoever reads it can do now."""
        subject = await subject_of(desk, visit, case_id)
        async with desk.work.pool.acquire() as connection:
            file = await papers.of_case(connection, subject.case)
            public = await publications.of_case(connection, case_id)
            others = await office.joinable(connection, subject.case)
            left = await _left(desk, visit, subject.case, connection)
            calendar = await known_calendar(connection, desk.work.clock(), visit.court.court_id)
        await note_reading(desk.work, visit.request, visit.court.court_id, {subject.case.received.judge}, READ)
        case = subject.case
        return show(
            visit,
            "discipline_case.html",
            subject=subject,
            case=case,
            phase=PHASES[case.phase],
            complainants=COMPLAINANTS,
            explanations=EXPLANATIONS,
            instances=INSTANCES,
            kinds=PAPERS,
            ends_on=_ends_on(case, calendar.is_working),
            clocks=_clocks(visit, subject, calendar.is_working),
            papers=file,
            public=public,
            left=left,
            acts=[act for act in ACTS.values() if _offers(act, visit, case, others)],
            done=done in ACTS or done == "receive",
        )

    @router.get("/{act}", response_model=None)
    async def act_page(visit: Annotated[Visit, front.visits("discipline.read")], case_id: UUID, act: str) -> Response:
        """The form of an act; back to the case where it cannot be done now, or not by whoever visits."""
        subject, offered = await subject_of(desk, visit, case_id), ACTS.get(act)
        if offered is None or not (offered.is_open(subject.case) and offered.is_for(visit, subject.case)):
            return visit.back_to(subject.path)
        await note_reading(desk.work, visit.request, visit.court.court_id, {subject.case.received.judge}, READ)
        return await _form(Asked(desk, visit, subject, beacon, {}), offered, Form())

    for act in ACTS.values():
        _offer(router, desk, front, beacon, act)
    return router


def _offer(router: APIRouter, desk: Desk, front: Front, beacon: BeaconClock | None, act: Act) -> None:
    @router.post(f"/{act.leaf}", response_model=None)
    async def do(visit: Annotated[Visit, front.sent(act.permission)], case_id: UUID) -> Response:
        subject = await subject_of(desk, visit, case_id)
        if not act.is_for(visit, subject.case):
            return show(visit, "kit/refused.html", status=403, permission=act.permission)
        empty = Asked(desk, visit, subject, beacon, {})
        answers = answers_of(visit, act.questions, await act.prepare(empty))
        if isinstance(answers, Form):
            return await _form(empty, act, answers, status=422)
        asked = Asked(desk, visit, subject, beacon, answers)
        refused = await _done(act, asked)
        if refused is not None:
            form = refused_form(visit, act.questions, in_words(visit, subject, refused), act.called)
            return await _form(asked, act, form, status=409)
        return visit.back_to(subject.path, done=act.leaf)


async def _done(act: Act, asked: Asked) -> Refusal | None:
    command = act.make(asked)
    return command if isinstance(command, Refusal) else await carry(act, asked, command)


async def _form(asked: Asked, act: Act, form: Form, *, status: int = 200) -> Response:
    return show(
        asked.visit,
        "discipline_act.html",
        status=status,
        act=act,
        subject=asked.subject,
        form=form,
        about=await act.prepare(asked),
    )


def _offers(act: Act, visit: Visit, case: DisciplinaryCase, others: Sequence[ListedCase]) -> bool:
    """Whether an act is shown. Where there is no other case, nothing can be joined."""
    return act.is_open(case) and act.is_for(visit, case) and (bool(others) or act.leaf != "join")


async def _left(desk: Desk, visit: Visit, case: DisciplinaryCase, connection: Connection) -> set[UUID]:
    """Members of the panel that is to decide who can sit no longer."""
    panel = case.panels.get(case.instance, ())
    if not panel or case.phase in OVER or case.phase == "decided":
        return set()
    body = await body_of(connection, case.received.judge, desk.work.clock(), visit.today)
    return {one for one in panel if not can_sit(body, one, case.instance)}


def _ends_on(case: DisciplinaryCase, is_open: IsOpen) -> date | None:
    """The first day on which a measure that is in force counts no longer."""
    code = case.stands.expires_by if case.stands is not None else None
    last = case.clocks[code].last_day(is_open) if case.phase == "in_force" and code else None
    return last + timedelta(days=1) if last is not None else None


def _clocks(visit: Visit, subject: Subject, is_open: IsOpen) -> list[dict[str, Any]]:
    """Those that run first, by last day."""
    found = [
        {
            "name": subject.word(code),
            "due_on": clock.last_day(is_open),
            "urgency": URGENCIES[clock.urgency(visit.today, is_open)],
            "rule": clock.rule,
            "runs": clock.runs,
        }
        for code, clock in subject.case.clocks.items()
    ]
    return sorted(found, key=lambda one: (not one["runs"], one["due_on"] is None, one["due_on"] or visit.today))
