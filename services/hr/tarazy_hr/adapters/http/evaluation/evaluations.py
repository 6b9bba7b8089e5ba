"""Evaluations are listed and read by those on them; their records exported by the office."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from tarazy_shared.database import Connection
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline.body import sits_in_appeals
from tarazy_hr.adapters.evaluation import hearings, standing, words
from tarazy_hr.adapters.evaluation.record import RECORD
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of, forbidden
from tarazy_hr.adapters.http.evaluation.asking import EvaluationPath, known_evaluation
from tarazy_hr.adapters.http.evaluation.views import EvaluationView, ListedEvaluationView
from tarazy_hr.adapters.http.selection.asking import asker, may_here
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.refusal import conflict, unknown

READ = "evaluation.read_file"
"""What the audit trail calls the reading of a file."""


def evaluations_router(desk: Desk, door: Door) -> APIRouter:
    """Evaluations of a court."""
    router = guarded_router("/courts/{court_id}/evaluations", "evaluation")

    @router.get("", dependencies=[door.needs("evaluation.read")])
    async def list_evaluations(request: Request, court_id: CourtPath) -> list[ListedEvaluationView]:
        """Evaluations of a court, the latest first; to somebody without an office those alone that they are on."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            today = day_of(desk.work.clock(), court.court.zone)
            found = await listed(connection, request, court_id, today)
        return [ListedEvaluationView.of(one) for one in found]

    @router.get("/{evaluation_id}", dependencies=[door.needs("evaluation.read")])
    async def get_evaluation(request: Request, court_id: CourtPath, evaluation_id: EvaluationPath) -> EvaluationView:
        """An evaluation with its file. Whoever reads it is noted in the audit trail."""
        async with desk.work.pool.acquire() as connection:
            evaluation, _ = await known_evaluation(connection, request, court_id, evaluation_id, desk.work.clock())
            file = await words.of_evaluation(connection, evaluation_id)
            seen = await hearings.seen(connection, hearings_of(evaluation), evaluation.opened.zone)
            now = desk.work.clock()
            calendar = await known_calendar(connection, now, court_id)
        await note_reading(desk.work, request, court_id, {evaluation.opened.judge}, READ)
        today, reader = day_of(now, evaluation.opened.zone), asker(request).person_id
        return EvaluationView.of(evaluation, file, seen, reader, today, calendar.is_working)

    @router.get(
        "/{evaluation_id}/record", response_class=PlainTextResponse, dependencies=[door.needs("evaluation.read")]
    )
    async def export_evaluation_record(
        request: Request, court_id: CourtPath, evaluation_id: EvaluationPath
    ) -> PlainTextResponse:
        """The record, an entry a line, each with the hash of the one before; not while the panel scores, for it holds
        each member's scores."""
        async with desk.work.pool.acquire() as connection:
            evaluation, parts = await known_evaluation(connection, request, court_id, evaluation_id, desk.work.clock())
            if "office" not in parts:
                raise forbidden(asking_of(request).permission)
            if evaluation.phase == "scoring":
                raise refused(request, conflict("evaluation_id", "wrong_phase", phase=evaluation.phase))
            lines = await RECORD.lines(connection, evaluation_id)
        await note_reading(desk.work, request, court_id, {evaluation.opened.judge}, READ)
        return PlainTextResponse("\n".join(lines) + "\n", media_type="application/x-ndjson")

    return router


def hearings_of(evaluation: Evaluation) -> list[UUID]:
    """Every hearing behind a figure."""
    return list({fact.hearing_id for one in evaluation.figures for fact in one.behind})


async def listed(
    connection: Connection, request: Request, court_id: str, today: date
) -> list[standing.ListedEvaluation]:
    """Evaluations of a court that whoever asks has to do with."""
    who = asker(request).person_id
    if may_here(request, court_id):
        # A judge who holds an office sees their own as the judge, by its own page, and not in the office's list.
        return [one for one in await standing.evaluations(connection, court_id) if one.judge != who]
    if who is None:
        return []
    found = await standing.evaluations(connection, court_id, who)
    if await sits_in_appeals(connection, who, today):
        known = {one.evaluation_id for one in found}
        found += [one for one in await standing.appealed(connection, court_id, who) if one.evaluation_id not in known]
    return found
