"""Disciplinary cases: complaints come in, files are read by those on them, records exported."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from tarazy_shared.trail import note_reading
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline import papers, standing
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.discipline.asking import Asked, CasePath, asked_by_office, known_case
from tarazy_hr.adapters.http.discipline.bodies import ComplaintBody, PaperBody
from tarazy_hr.adapters.http.discipline.views import CaseView, ConductedCaseView, ListedCaseView
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.asking import asker, may_here
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import conflict, unknown

READ = "discipline.read_file"
"""What the audit trail calls the reading of a file."""


def cases_router(desk: Desk, door: Door) -> APIRouter:
    """Cases of a court."""
    router = guarded_router("/courts/{court_id}/discipline", "discipline")
    _receiving(router, desk, door)
    _showing(router, desk, door)
    return router


def _receiving(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.put(
        "/{case_id}",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.receive")],
    )
    async def receive_complaint(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ComplaintBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a complaint about a judge in. An anonymous one needs evidence; a reversed ruling is no ground."""
        now = desk.work.clock()
        asked = Asked(body.receiving(court_id, case_id), [one.paper(now) for one in body.papers])
        return await asked_by_office(desk, request, court_id, case_id, asked, judge=body.judge)

    @router.post("/{case_id}/papers", responses=COMMANDED, dependencies=[door.needs("discipline.read")])
    async def add_paper(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: PaperBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Put a paper into the file; everybody on the case may."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            case = await known_case(uow.connection, request, court_id, case_id)
            if case.erased:
                raise refused(request, conflict("case_id", "case_over", phase=case.phase))
            paper = body.paper(uow.now)
            await papers.add(uow.connection, case_id, paper, asker(request).by, uow.now)
            return Answer(200, {"paper_id": str(paper.paper_id)})

        return await desk.perform(request, perform)


def _showing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("", dependencies=[door.needs("discipline.read")])
    async def list_cases(request: Request, court_id: CourtPath) -> list[ListedCaseView]:
        """Cases of a court, the latest first; to somebody without an office those alone that they are on."""
        on_it = None if may_here(request, court_id) else asker(request).person_id
        if on_it is None and not may_here(request, court_id):
            return []
        async with desk.work.pool.acquire() as connection:
            found = await standing.cases(connection, court_id, on_it)
        who = asker(request).person_id
        # A judge who holds an office sees their own case as the judge, by its own page, and not in the office's list.
        return [ListedCaseView.of(one) for one in found if on_it is not None or one.judge != who]

    @router.get("/{case_id}", dependencies=[door.needs("discipline.read")])
    async def get_case(request: Request, court_id: CourtPath, case_id: CasePath) -> CaseView:
        """A case with its file. Whoever reads it is noted in the audit trail."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            case = await known_case(connection, request, court_id, case_id)
            file = await papers.of_case(connection, case)
            now = desk.work.clock()
            calendar = await known_calendar(connection, now, court_id)
        await note_reading(desk.work, request, court_id, {case.received.judge}, READ)
        return CaseView.of(case, file, day_of(now, court.court.zone), calendar.is_working)

    @router.get("/{case_id}/record", response_class=PlainTextResponse, dependencies=[door.needs("discipline.read")])
    async def export_discipline_record(request: Request, court_id: CourtPath, case_id: CasePath) -> PlainTextResponse:
        """The record, an entry a line, each with the hash of the one before: ids and codes, no names."""
        async with desk.work.pool.acquire() as connection:
            case = await known_case(connection, request, court_id, case_id)
            lines = await RECORD.lines(connection, case_id)
        await note_reading(desk.work, request, court_id, {case.received.judge}, READ)
        return PlainTextResponse("\n".join(lines) + "\n", media_type="application/x-ndjson")
