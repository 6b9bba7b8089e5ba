"""The page on which somebody scores: whom, the own scores, nobody else's."""

from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.http.selection.pages.carrying import (
    Subject,
    carry,
    done,
    not_taken,
    show,
    subject_of,
    wrongly,
)
from tarazy_hr.adapters.http.selection.pages.words import phase_name
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Recuse, Score
from tarazy_hr.domain.selection.explaining import to_score


def scoring_pages(desk: Desk, front: Front) -> APIRouter:
    """Scores of whoever is signed in."""
    prefix = "/courts/{court_id}/desk/selection/{competition_id}/scoring"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def scoring_page(visit: Annotated[Visit, front.visits("selection.score")], competition_id: UUID) -> Response:
        return await page(visit, await subject_of(desk, visit, competition_id), Form())

    @router.post("", response_model=None)
    async def score(visit: Annotated[Visit, front.sent("selection.score")], competition_id: UUID) -> Response:
        """One score of one candidate."""
        subject = await subject_of(desk, visit, competition_id)
        command = scored(visit, subject)
        if isinstance(command, Form):
            return await page(visit, subject, command, status=422)
        outcome = await carry(desk, visit, competition_id, command)
        if isinstance(outcome, Refusal):
            return await page(visit, subject, not_taken(visit, outcome), status=409)
        return done(visit, subject, "scoring")

    @router.post("/recuse", response_model=None)
    async def recuse(visit: Annotated[Visit, front.sent("selection.score")], competition_id: UUID) -> Response:
        """A member does not score a candidate."""
        subject = await subject_of(desk, visit, competition_id)
        member = asker(visit.request).person_id
        try:
            application_id = UUID(visit.given.get("application_id", ""))
        except ValueError:
            application_id = UUID(int=0)
        outcome = await carry(desk, visit, competition_id, Recuse(member or UUID(int=0), application_id))
        if isinstance(outcome, Refusal):
            return await page(visit, subject, not_taken(visit, outcome), status=409)
        return done(visit, subject, "scoring")

    async def page(visit: Visit, subject: Subject, form: Form, *, status: int = 200) -> Response:
        competition = subject.competition
        stage, member = competition.stage_on(visit.today), scorer_of(visit, subject)
        async with desk.work.pool.acquire() as connection:
            people = await candidates.of_competition(connection, competition.announced.competition_id)
        names = {one.application_id: one.name for one in people}
        rows = []
        for one in to_score(competition, member, visit.today):
            scores = competition.scores.get((stage.code if stage else "", one.application_id), {})
            rows.append({"application": one, "name": names.get(one.application_id), "score": scores.get(member)})
        return show(
            visit,
            "selection_scoring.html",
            status=status,
            subject=subject,
            form=form,
            rows=rows,
            stage=stage,
            stage_name=local(visit, stage.name) if stage else phase_name(visit, competition),
            of_panel=member is not None,
            reasons=[(one.code, local(visit, one.name)) for one in competition.procedure.reasons],
            due_on=competition.deadline_on(visit.today),
            left=sum(row["score"] is None for row in rows),
        )

    return router


def scorer_of(visit: Visit, subject: Subject) -> UUID | None:
    """Whose scores a page takes: the officer's (None) in a stage of the officer, else those of whoever is signed in."""
    stage = subject.competition.stage_on(visit.today)
    if stage is not None and stage.scored_by == "officer":
        if not visit.may("selection.conduct"):
            raise AnswerInstead(show(visit, "kit/refused.html", status=403, permission="selection.score"))
        return None
    return asker(visit.request).person_id or UUID(int=0)


def scored(visit: Visit, subject: Subject) -> Score | Form:
    """The command of a form, or the form with what is wrong with it."""
    given, stage = visit.given, subject.competition.stage_on(visit.today)
    try:
        application_id = UUID(given.get("application_id", ""))
        score = Decimal(given.get("score", "").strip().replace(",", "."))
        if not score.is_finite():
            raise ValueError(score)
    except (ValueError, InvalidOperation):
        return wrongly(visit, score=message("Give a number."))
    reasons = tuple(one.code for one in subject.competition.procedure.reasons if given.get("reason") == one.code)
    return Score(application_id, stage.code if stage else "", scorer_of(visit, subject), score, reasons)
