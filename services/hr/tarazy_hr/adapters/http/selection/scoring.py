"""Scoring: what one has to score, the scores, recusals."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of
from tarazy_hr.adapters.http.selection.asking import (
    ApplicationPath,
    CompetitionPath,
    asked,
    asker,
    known_competition,
    may_here,
)
from tarazy_hr.adapters.http.selection.bodies import RecusalBody, ScoreBody
from tarazy_hr.adapters.http.selection.views import ConductedView, ScoringView, StageView, ToScoreView
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.domain.refusal import unknown
from tarazy_hr.domain.selection.commands import Recuse, Score
from tarazy_hr.domain.selection.explaining import to_score


def scoring_router(desk: Desk, door: Door) -> APIRouter:
    """Scores of a competition."""
    router = guarded_router("/courts/{court_id}/competitions/{competition_id}", "selection")

    @router.get("/scoring", dependencies=[door.needs("selection.score")])
    async def show_scoring(
        request: Request, court_id: CourtPath, competition_id: CompetitionPath, member: UUID | None = None
    ) -> ScoringView:
        """Whom one scores in the stage that runs, with one's own scores alone."""
        who = scorer(request, member)
        async with desk.work.pool.acquire() as connection:
            competition, today = await known_competition(desk, connection, request, court_id, competition_id)
            names = {
                one.application_id: one.name for one in await candidates.of_competition(connection, competition_id)
            }
        stage = competition.stage_on(today)
        if stage is not None and stage.scored_by == "officer":
            who = None
        listed = []
        for one in to_score(competition, who, today):
            mine = competition.scores.get((stage.code if stage else "", one.application_id), {}).get(who)
            listed.append(
                ToScoreView(
                    application_id=one.application_id,
                    number=one.number,
                    name=names.get(one.application_id),
                    score=mine.score if mine else None,
                    reasons=list(mine.reasons) if mine else [],
                )
            )
        shown = None if stage is None else StageView.model_validate(stage)
        return ScoringView(
            competition_id=competition_id, stage=shown, due_on=competition.deadline_on(today), candidates=listed
        )

    @router.put(
        "/applications/{application_id}/scores/{stage}",
        response_model=ConductedView,
        responses=COMMANDED,
        dependencies=[door.needs("selection.score")],
    )
    async def score_candidate(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        application_id: ApplicationPath,
        stage: str,
        body: ScoreBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Score a candidate in the stage that runs, or correct that; what was said before is kept."""
        async with desk.work.pool.acquire() as connection:
            competition, _ = await known_competition(desk, connection, request, court_id, competition_id)
        known = competition.procedure.stage(stage)
        by_panel = known is not None and known.scored_by == "panel"
        member = scorer(request, body.member) if by_panel else body.member
        command = Score(application_id, stage, member, body.score, body.reasons)
        return await asked(desk, request, court_id, competition_id, command, of_panel=by_panel)

    @router.post(
        "/recusals", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.score")]
    )
    async def declare_recusal(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: RecusalBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """A member does not score a candidate, or nobody. What they scored does not count."""
        async with desk.work.pool.acquire() as connection:
            await known_competition(desk, connection, request, court_id, competition_id)
        member = body.member if may_here(request, court_id) and body.member else asker(request).person_id
        if member is None:
            raise refused(request, unknown("member", "not_of_panel", ""))
        command = Recuse(member, body.application_id)
        return await asked(desk, request, court_id, competition_id, command, of_panel=True)

    return router


def scorer(request: Request, named: UUID | None) -> UUID | None:
    """Who scores: whoever asks, for nobody scores for another. The system enters what is named."""
    return named if asking_of(request).who == SYSTEM else asker(request).person_id
